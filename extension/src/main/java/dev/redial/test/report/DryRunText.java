package dev.redial.test.report;

import dev.redial.retry.DurationRange;
import dev.redial.retry.PlannedAttempt;
import dev.redial.retry.PlannedWait;
import dev.redial.retry.RetryPlan;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Leftover;
import dev.redial.test.script.Step;
import dev.redial.test.script.Turn;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dry run as text, drawn like a call on a timeline. */
final class DryRunText {

  private static final String INDENT = "  ";
  private static final String LABEL = "dry run";
  private static final int MOST_ROWS = 24;
  private static final int FIRST_ROWS = 12;
  private static final int LAST_ROWS = 8;
  private static final int GAP = 4;
  private static final int MOST_LEFTOVERS = 3;

  private final RetryPlan plan;
  private final ScriptedEndings endings;
  private final Pen pen;

  DryRunText(RetryPlan plan, ScriptedEndings endings, Pen pen) {
    this.plan = plan;
    this.endings = endings;
    this.pen = pen;
  }

  String render() {
    List<String> rows = new RowLayout(rows(), pen).lines();
    List<String> lines = new ArrayList<>();
    lines.addAll(headline(rows.stream().mapToInt(Columns::width).max().orElse(0)));
    lines.addAll(rows);
    remark().ifPresent(text -> lines.addAll(paragraph(text)));
    leftovers().ifPresent(text -> lines.addAll(paragraph(text)));
    return String.join("\n", lines);
  }

  private List<String> paragraph(String text) {
    return Columns.wrap(text, Pen.WIDTH - INDENT.length()).stream().map(INDENT::concat).toList();
  }

  /** One line, or two where the script is long. */
  private List<String> headline(int edge) {
    String script = pen.clean(endings.script().toString());
    String dot = " " + pen.glyphs().dot() + " ";
    String facts = attempts() + dot + ending();
    String together = INDENT + script + dot + facts;
    boolean fits = Columns.width(together) + GAP + LABEL.length() <= Pen.WIDTH;
    return fits
        ? List.of(labelled(together, edge))
        : List.of(pen.cut(INDENT + script, Pen.WIDTH), labelled(INDENT + facts, edge));
  }

  private static String labelled(String line, int edge) {
    int end = Math.max(edge, Columns.width(line) + GAP + LABEL.length());
    return Columns.pad(line, end - LABEL.length()) + LABEL;
  }

  private String attempts() {
    int most = plan.attempts().size();
    int fewest = plan.mayEndAfter().map(PlannedAttempt::number).orElse(most);
    String range = fewest == most ? "" : fewest + (fewest + 1 == most ? " or " : " to ");
    return range + Pen.count(most, "attempt", "attempts");
  }

  private String ending() {
    boolean may = plan.mayEndAfter().isPresent();
    return switch (plan.end()) {
      case SUCCEEDS -> (may ? "may succeed " : "succeeds ") + after(plan.took());
      case STOPS -> "fails " + after(ends());
      case GOES_ON -> (may ? "may go on " : "goes on ") + after(plan.took());
    };
  }

  /** When it stops, at whichever attempt. */
  private DurationRange ends() {
    DurationRange last = plan.took();
    return plan.mayEndAfter()
        .map(first -> new DurationRange(shorter(first.end(), last), last.longest()))
        .orElse(last);
  }

  private static Duration shorter(DurationRange one, DurationRange other) {
    return one.shortest().compareTo(other.shortest()) < 0 ? one.shortest() : other.shortest();
  }

  private static String after(DurationRange time) {
    return time.longest().isZero() ? "at once" : "after " + time;
  }

  private List<Row> rows() {
    List<PlannedAttempt> attempts = plan.attempts();
    int last = attempts.size() - 1;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      if (last < MOST_ROWS || i < FIRST_ROWS || i > last - LAST_ROWS) {
        rows.add(row(i, i == last && plan.end() == RetryPlan.End.STOPS));
      } else if (i == FIRST_ROWS) {
        int left = attempts.size() - FIRST_ROWS - LAST_ROWS;
        rows.add(Row.besides(pen.glyphs().ellipsis(), left + " more", ""));
      }
    }
    return rows;
  }

  private Row row(int index, boolean mustStop) {
    PlannedAttempt attempt = plan.attempts().get(index);
    String mark = attempt.failure().isEmpty() ? pen.glyphs().succeeded() : pen.glyphs().failed();
    boolean waits = index > 0 || !attempt.before().delay().longest().isZero();
    return new Row(
        attempt.begin().toString(),
        "#" + attempt.number(),
        mark + " " + pen.clean(answer(endings.faults().get(index))),
        waits ? "after " + attempt.before().delay() : "",
        details(attempt.before()),
        attempt
            .stop()
            .map(rule -> (mustStop ? "not retried: " : "may end here: ") + pen.clean(rule))
            .orElse(""),
        "");
  }

  private static String answer(Fault fault) {
    if (!(fault instanceof Fault.Status status)) {
      return fault.toString();
    }
    return status.code()
        + status.headers().stream()
            .filter(header -> header.name().equalsIgnoreCase("Retry-After"))
            .findFirst()
            .map(header -> ", Retry-After: " + header.value())
            .orElse("");
  }

  private static List<String> details(PlannedWait wait) {
    if (!wait.isAsked()) {
      return List.of();
    }
    String backoff = "; backoff " + wait.backoff();
    boolean inFull = wait.delay().shortest().compareTo(wait.backoff().longest()) >= 0;
    String asked = inFull ? "asked" : Durations.formatRounded(wait.delay().shortest()) + " asked";
    String byWhom = asked + " by the server";
    return List.of(byWhom + backoff, asked + backoff, byWhom, asked);
  }

  /** What a dry run cannot tell. */
  private Optional<String> remark() {
    if (plan.end() != RetryPlan.End.GOES_ON) {
      return Optional.empty();
    }
    int number = plan.attempts().size() + 1;
    String next =
        "the policy would make attempt %d after %s."
            .formatted(number, plan.next().orElseThrow().delay());
    @Nullable Turn beyond = endings.beyond();
    if (beyond instanceof Turn.Beyond) {
      return Optional.of(
          "Here the script lets calls pass to the real target, which a dry run has not; " + next);
    }
    return Optional.of(
        beyond == null
            ? "A dry run looks at " + ScriptedEndings.MOST + " attempts; " + next
            : "Here the script ends, but not the call: " + next);
  }

  private Optional<String> leftovers() {
    List<Leftover> left =
        plan.end() == RetryPlan.End.GOES_ON ? List.of() : endings.cursor().leftovers();
    if (left.isEmpty()) {
      return Optional.empty();
    }
    String steps =
        left.stream().limit(MOST_LEFTOVERS).map(this::leftover).collect(Collectors.joining(", "));
    int more = left.size() - MOST_LEFTOVERS;
    return Optional.of(
        "Never reached: " + steps + (more > 0 ? " and " + more + " more" : "") + ".");
  }

  private String leftover(Leftover left) {
    boolean some = left.item() instanceof Step step && left.missed() < step.count();
    return (some ? left.missed() + " of step " : "step ")
        + left.number()
        + " \""
        + pen.cut(pen.clean(left.item().toString()), 40)
        + "\"";
  }
}
