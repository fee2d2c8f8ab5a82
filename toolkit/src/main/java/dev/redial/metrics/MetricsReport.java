package dev.redial.metrics;

import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.time.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lays out a {@link MetricsSnapshot} in lines of at most 80 columns. */
final class MetricsReport {

  private static final int WIDTH = 80;
  private static final int NAME_WIDTH = 16;
  private static final String INDENT = "  ";

  private final MetricsSnapshot numbers;
  private final List<String> lines = new ArrayList<>();

  private MetricsReport(MetricsSnapshot numbers) {
    this.numbers = numbers;
  }

  static String of(MetricsSnapshot numbers, String name, List<String> furtherLines) {
    MetricsReport report = new MetricsReport(numbers);
    report.header(name);
    if (numbers.total() > 0) {
      report.attempts();
      report.averages();
      report.ended("failed", Outcome.FAILED);
      report.ended("rejected", Outcome.REJECTED);
      report.ended("aborted", Outcome.ABORTED);
      report.part("fallback", numbers.fallbacks());
      report.part("budget denied", numbers.budgetDenials());
      report.count("hedges", numbers.hedges());
      report.inVain();
    }
    furtherLines.forEach(line -> report.wrapped("", List.of(line.strip().split(" ", -1)), " "));
    return String.join("\n", report.lines);
  }

  private void header(String name) {
    String calls = numbers.total() == 0 ? "no calls" : calls() + rates();
    if (name.length() > NAME_WIDTH) {
      wrapped("", List.of(name.split(" ", -1)), " ");
      lines.set(0, lines.get(0).strip());
      lines.add(" ".repeat(NAME_WIDTH) + calls);
    } else {
      lines.add(format("%-" + NAME_WIDTH + "s%s", name, calls));
    }
  }

  private String calls() {
    return format("%,8d %s", numbers.total(), numbers.total() == 1 ? "call" : "calls");
  }

  private String rates() {
    long others = numbers.total() - numbers.succeeded();
    return format("%12s succeeded%12s failed", percent(numbers.succeeded()), percent(others));
  }

  private void attempts() {
    List<String> entries = new ArrayList<>();
    numbers
        .distribution()
        .forEach((attempts, calls) -> entries.add(attempts + ": " + countAndPart(calls)));
    wrapped("attempts   ", entries, "   ");
  }

  private void averages() {
    String waited =
        numbers.waited().isZero() ? "" : "     waited " + Durations.formatRounded(numbers.waited());
    lines.add(format("%saverage attempts %.2f%s", INDENT, numbers.averageAttempts(), waited));
  }

  /** How many calls ended so, and why. */
  private void ended(String what, Outcome outcome) {
    if (numbers.calls(outcome) > 0) {
      String line = format("%-16s%s", what, countAndPart(numbers.calls(outcome)));
      String why = why(outcome);
      wrapped(line, List.of(why.split(" ", -1)), " ");
    }
  }

  /** The reasons, counted if there are several; none where calls are rejected as usual. */
  private String why(Outcome outcome) {
    List<EndReason> reasons =
        numbers.calls().keySet().stream().filter(reason -> reason.outcome() == outcome).toList();
    if (reasons.size() == 1) {
      return reasons.get(0) == EndReason.GUARD ? "" : ": " + words(reasons.get(0));
    }
    return reasons.stream()
        .map(reason -> format("%,d %s", numbers.calls(reason), words(reason)))
        .collect(Collectors.joining(", ", ": ", ""));
  }

  private static String words(EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void inVain() {
    if (numbers.wastedRetries() > 0) {
      String retries = format("%,d", numbers.wastedRetries());
      lines.add(
          format(
              "%s%-16s%s %s%s",
              INDENT,
              "in vain",
              retries,
              numbers.wastedRetries() == 1 ? "retry" : "retries",
              numbers.wasted().isZero() ? "" : ", " + Durations.formatRounded(numbers.wasted())));
    }
  }

  private void part(String what, long calls) {
    if (calls > 0) {
      lines.add(format("%s%-16s%s", INDENT, what, countAndPart(calls)));
    }
  }

  private void count(String what, long count) {
    if (count > 0) {
      lines.add(format("%s%-16s%,d", INDENT, what, count));
    }
  }

  private String countAndPart(long calls) {
    return format("%,d (%s)", calls, percent(calls));
  }

  private String percent(long calls) {
    double percent = 100.0 * calls / numbers.total();
    boolean some = calls > 0 && calls < numbers.total();
    return format("%.1f %%", some ? Math.max(0.1, Math.min(99.9, percent)) : percent);
  }

  /** Adds the words in as many lines as it takes; all but the first begin below the first word. */
  private void wrapped(String label, List<String> words, String between) {
    StringBuilder line = new StringBuilder(INDENT + label);
    boolean begun = false;
    for (String word : words) {
      if (begun && line.length() + between.length() + word.length() > WIDTH) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(" ".repeat(INDENT.length() + label.length()));
        begun = false;
      }
      line.append(begun ? between : "").append(word);
      begun = true;
    }
    lines.add(line.toString().stripTrailing());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
