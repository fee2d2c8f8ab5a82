package dev.redial.test.assertions;

import dev.redial.call.CircuitState;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions over what was counted by a circuit: Redial's own, or one whose meters {@link
 * MeterAssertions} knows. Each reads the numbers anew.
 */
public class CircuitAssert extends AbstractAssert<CircuitAssert, Object> {

  private final Counted counted;
  private final Supplier<String> state;
  private final AsciiTimeline report;

  /**
   * A circuit.
   *
   * @param state reads the name of its state
   */
  CircuitAssert(
      @Nullable Object actual, Counted counted, Supplier<String> state, AsciiTimeline report) {
    super(actual, CircuitAssert.class);
    this.counted = counted;
    this.state = state;
    this.report = report;
  }

  /** The circuit is in this state. One that was forced open is {@code OPEN}. */
  public CircuitAssert hasState(CircuitState expected) {
    isNotNull();
    String now = state.get();
    if (!now.equals(expected.name())) {
      String sentence =
          "Expected circuit %s to be %s, but it is %s."
              .formatted(counted.name().orElse(""), expected, now);
      String text =
          report.paragraph(sentence)
              + "\n\n"
              + Ledger.of(counted.title(), counted.read().get(), null, "", report);
      throw failureWithActualExpected(now, expected.name(), "%s", text);
    }
    return this;
  }

  /** So many calls passed and ended well. */
  public CircuitAssert hasSucceeded(long expected) {
    return has(Measure.CIRCUIT_SUCCEEDED, expected);
  }

  /** So many calls passed and ended in a failure that counts. */
  public CircuitAssert hasFailed(long expected) {
    return has(Measure.CIRCUIT_FAILED, expected);
  }

  /** So many calls passed and ended so that it says nothing. */
  public CircuitAssert hasIgnored(long expected) {
    return has(Measure.CIRCUIT_IGNORED, expected);
  }

  /** So many calls were not permitted. */
  public CircuitAssert hasRejected(long expected) {
    return has(Measure.CIRCUIT_REJECTED, expected);
  }

  /** The circuit changed to this state so often. */
  public CircuitAssert hasChangesTo(CircuitState to, long expected) {
    return has(Measure.changes(to), expected);
  }

  /**
   * Each number that both know is the same here and on the timeline. Of a circuit that told the
   * timeline, those are its rejections and its changes of state. Of any other, it is how many calls
   * passed: as many as wrapped objects and servers of the test answered, if each attempt goes
   * through the circuit and nothing else goes there.
   *
   * @param names of another library's circuit: what is called through it, as in {@code
   *     "PaymentGateway.charge"}, or the names given to {@link Timeline#newCall}; all, if there are
   *     none
   */
  public CircuitAssert agreesWith(Timeline timeline, String... names) {
    isNotNull();
    Objects.requireNonNull(timeline, "timeline");
    Set<String> asked = new LinkedHashSet<>(List.of(names));
    Numbers numbers = counted.read().get();
    Recorded recorded;
    try {
      recorded = Recorded.ofCircuit(timeline, counted.name().orElse(""), numbers, asked);
    } catch (Refusal refusal) {
      throw failure("%s", new FailureText(report).listing(refusal.sentence(), timeline.story()));
    }
    new CountFailures(report)
        .compare(counted, numbers, recorded, () -> String.join(" ", recorded.hints()))
        .ifPresent(this::fail);
    return this;
  }

  private CircuitAssert has(Measure measure, long expected) {
    if (expected < 0) {
      throw new IllegalArgumentException("expected must be at least 0, but was " + expected);
    }
    isNotNull();
    new CountFailures(report)
        .compare(counted, measure, Amount.exactly(expected))
        .ifPresent(this::fail);
    return this;
  }

  private void fail(CountFailures.Failure failure) {
    throw failureWithActualExpected(failure.actual(), failure.expected(), "%s", failure.text());
  }
}
