package dev.redial.test.report;

import dev.redial.retry.DurationRange;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.time.Durations;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The worst case of a policy as text, at most 80 columns wide: each attempt and each wait at its
 * longest, as they follow each other. Of very many attempts the first are shown.
 */
public final class WorstCaseTable {

  private static final int MOST_ROWS = 16;

  private final RetryPolicy policy;
  private final WorstCase attempt;
  private final boolean asAsked;
  private final @Nullable Duration limit;

  private WorstCaseTable(
      RetryPolicy policy, WorstCase attempt, boolean asAsked, @Nullable Duration limit) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.attempt = Objects.requireNonNull(attempt, "attempt");
    this.asAsked = asAsked;
    this.limit = limit;
  }

  /**
   * The table of a policy, if no answer asks for a longer wait.
   *
   * @param attempt what each attempt comes to at most, be it an operation or a call of another
   *     policy
   */
  public static WorstCaseTable of(RetryPolicy policy, WorstCase attempt) {
    return new WorstCaseTable(policy, attempt, false, null);
  }

  /** This, with answers that each ask for as much as the policy grants. */
  public WorstCaseTable asAsked() {
    return new WorstCaseTable(policy, attempt, true, limit);
  }

  /** This, with a mark at the first attempt that ends after this time. */
  public WorstCaseTable against(Duration newLimit) {
    return new WorstCaseTable(policy, attempt, asAsked, Objects.requireNonNull(newLimit, "limit"));
  }

  /** The table for a place that prints in this charset. */
  public String render(Charset charset) {
    Pen pen = new Pen(charset, Secrets.standard());
    return String.join("\n", new RowLayout(rows(pen), pen).lines());
  }

  /** The table for the console, as {@link AsciiTimeline#AsciiTimeline()} knows it. */
  @Override
  public String toString() {
    return render(AsciiTimeline.consoleCharset());
  }

  private List<Row> rows(Pen pen) {
    long attempts = policy.worstCase().attempts();
    Duration asked = asked();
    Duration took = asAsked ? attempt.timeAsAsked() : attempt.time();
    Iterator<DurationRange> delays = policy.delays().iterator();
    List<Row> rows = new ArrayList<>();
    Duration end = Duration.ZERO;
    boolean isCut = false;
    while (rows.size() < Math.min(attempts, MOST_ROWS) && !isCut) {
      Duration backoff = delays.next().longest();
      Duration wait = !rows.isEmpty() && asked.compareTo(backoff) > 0 ? asked : backoff;
      Duration due = end.plus(wait);
      isCut = policy.deadline().filter(deadline -> deadline.compareTo(due) <= 0).isPresent();
      Duration begin = isCut ? policy.deadline().orElse(due) : due;
      String mark = mark(end, plus(begin, took));
      end = plus(begin, took);
      rows.add(
          new Row(
              Pen.time(begin),
              "#" + (rows.size() + 1),
              takes(took),
              wait.isZero() ? "" : isCut ? "just before the deadline" : "after " + Pen.time(wait),
              isCut || wait.equals(backoff) ? List.of() : asked(backoff),
              "",
              mark));
    }
    if (!isCut && attempts > rows.size()) {
      rows.add(Row.besides(pen.glyphs().ellipsis(), (attempts - rows.size()) + " more", ""));
    }
    return rows;
  }

  /** What an answer may ask for; zero where none can, or where it is never longer. */
  private Duration asked() {
    WorstCase alone = policy.worstCase();
    boolean isLonger = alone.waitsAsAsked().compareTo(alone.waits()) > 0;
    return asAsked && isLonger ? policy.maxRetryAfter() : Duration.ZERO;
  }

  private static Duration plus(Duration begin, Duration took) {
    return took.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? begin.plus(took) : took;
  }

  /** At the first attempt that ends after the limit. */
  private String mark(Duration endBefore, Duration end) {
    Duration most = limit;
    return most != null && endBefore.compareTo(most) <= 0 && end.compareTo(most) > 0
        ? "over " + Durations.format(most)
        : "";
  }

  private String takes(Duration took) {
    String time = took.isZero() ? "" : "takes " + Pen.time(took);
    return attempt.attempts() == 1
        ? time
        : (attempt.attempts() + " attempts " + (took.isZero() ? "" : "in " + Pen.time(took)))
            .strip();
  }

  private static List<String> asked(Duration backoff) {
    String instead = "; backoff " + Pen.time(backoff);
    return List.of("asked by the server" + instead, "asked" + instead, "asked");
  }
}
