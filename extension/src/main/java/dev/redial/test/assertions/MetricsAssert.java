package dev.redial.test.assertions;

import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions over what was counted of calls: by Redial's metrics, or by meters of any library that
 * {@link MeterAssertions} knows. Each reads the numbers anew. What a library's meters cannot tell
 * is refused.
 *
 * <p>Only calls that have ended are counted, each with its attempts, hence also with those of them
 * that were retries.
 */
public class MetricsAssert extends AbstractAssert<MetricsAssert, Object> {

  private final Counted counted;
  private final AsciiTimeline report;

  MetricsAssert(@Nullable Object actual, Counted counted) {
    this(actual, counted, new AsciiTimeline());
  }

  MetricsAssert(@Nullable Object actual, Counted counted, AsciiTimeline report) {
    super(actual, MetricsAssert.class);
    this.counted = counted;
    this.report = report;
  }

  /** So many calls ended. */
  public MetricsAssert hasCalls(long expected) {
    return has(Measure.CALLS, expected);
  }

  /** So many calls ended with a result that is not a failure. */
  public MetricsAssert hasSucceeded(long expected) {
    return has(Measure.calls(Outcome.SUCCEEDED), expected);
  }

  /** So many calls succeeded with their first attempt. */
  public MetricsAssert hasSucceededAtOnce(long expected) {
    return hasEnded(EndReason.AT_ONCE, expected);
  }

  /** So many calls succeeded with a later attempt than the first. */
  public MetricsAssert hasSucceededAfterRetry(long expected) {
    return hasEnded(EndReason.AFTER_RETRY, expected);
  }

  /**
   * So many calls ended with the failure of their last attempt. Meters that do not tell failures
   * from rejections and interrupts count all calls that did not succeed.
   */
  public MetricsAssert hasFailed(long expected) {
    Measure failed = Measure.calls(Outcome.FAILED);
    isNotNull();
    boolean isTold = counted.read().get().knows(failed.group());
    return has(isTold ? failed : Measure.NOT_SUCCEEDED, expected);
  }

  /** So many calls were kept from running by a guard. */
  public MetricsAssert hasRejected(long expected) {
    return has(Measure.calls(Outcome.REJECTED), expected);
  }

  /** So many calls were ended from outside. */
  public MetricsAssert hasAborted(long expected) {
    return has(Measure.calls(Outcome.ABORTED), expected);
  }

  /** So many calls ended for this reason. */
  public MetricsAssert hasEnded(EndReason reason, long expected) {
    return has(Measure.calls(reason), expected);
  }

  /** The operation ran so often in all calls, without hedges. */
  public MetricsAssert hasAttempts(long expected) {
    return has(Measure.ATTEMPTS, expected);
  }

  /** So many attempts were retries: in each call, all but the first. */
  public MetricsAssert hasRetries(long expected) {
    return has(Measure.RETRIES, expected);
  }

  /** A fallback answered so often. */
  public MetricsAssert hasFallbacks(long expected) {
    return has(Measure.FALLBACKS, expected);
  }

  /** So many hedges ran. */
  public MetricsAssert hasHedges(long expected) {
    return has(Measure.HEDGES, expected);
  }

  /** The retry budget denied so many retries. */
  public MetricsAssert hasBudgetDenials(long expected) {
    return has(Measure.DENIALS, expected);
  }

  /** All calls together waited exactly so long, before their first attempts included. */
  public MetricsAssert waited(String expected) {
    return waited(Durations.parse(expected));
  }

  /** All calls together waited exactly so long, before their first attempts included. */
  public MetricsAssert waited(Duration expected) {
    if (expected.isNegative()) {
      throw new IllegalArgumentException(
          "expected must not be negative, but was " + Durations.format(expected));
    }
    return has(Measure.WAITED, Amount.of(expected));
  }

  /**
   * Each number that both know is the same here and on the timeline: calls by how and why they
   * ended, attempts and how they are spread over the calls, retries, waits as long as they were,
   * fallbacks, hedges and budget denials.
   *
   * <p>Calls that have not ended are counted by neither. On a clock that nobody stops, a wait that
   * was cut short, or came before a first attempt, need only be possible.
   *
   * @param names the guards whose calls were counted here; without any, all that told the timeline,
   *     of which there must then be only one. Of code that tells nothing: names given to {@link
   *     Timeline#newCall}, or what it called, such as {@code "PaymentGateway.charge"}
   */
  public MetricsAssert agreesWith(Timeline timeline, String... names) {
    isNotNull();
    Objects.requireNonNull(timeline, "timeline");
    Set<String> asked = new LinkedHashSet<>(List.of(names));
    if (asked.isEmpty() && Recorded.isTold(timeline)) {
      counted.name().ifPresent(asked::add);
    }
    Numbers numbers = counted.read().get();
    Recorded recorded;
    try {
      recorded = Recorded.of(timeline, asked);
    } catch (Refusal refusal) {
      throw failure("%s", new FailureText(report).listing(refusal.sentence(), timeline.story()));
    }
    new CountFailures(report)
        .compare(counted, numbers, recorded, () -> hint(timeline, asked, numbers, recorded))
        .ifPresent(this::fail);
    return this;
  }

  /** What may be the reason. */
  private static String hint(
      Timeline timeline, Set<String> asked, Numbers counted, Recorded recorded) {
    if (!recorded.hints().isEmpty()) {
      return String.join(" ", recorded.hints());
    }
    long here = calls(counted);
    long there = calls(recorded.numbers());
    int before = here < there ? Recorded.endedBeforeReset(timeline, asked, counted) : 0;
    if (before > 0) {
      return "These are the numbers since call " + before + " ended: were they reset then?";
    }
    if (here < there) {
      return "Were they reset meanwhile, or do they count another guard?";
    }
    return here > there
        ? "Did calls end before the timeline was a listener, or did another guard count here, too?"
        : "";
  }

  private static long calls(Numbers numbers) {
    return numbers.amount(Measure.CALLS).orElse(Amount.ZERO).most();
  }

  private MetricsAssert has(Measure measure, long expected) {
    if (expected < 0) {
      throw new IllegalArgumentException("expected must be at least 0, but was " + expected);
    }
    return has(measure, Amount.exactly(expected));
  }

  private MetricsAssert has(Measure measure, Amount expected) {
    isNotNull();
    new CountFailures(report).compare(counted, measure, expected).ifPresent(this::fail);
    return this;
  }

  private void fail(CountFailures.Failure failure) {
    throw failureWithActualExpected(failure.actual(), failure.expected(), "%s", failure.text());
  }
}
