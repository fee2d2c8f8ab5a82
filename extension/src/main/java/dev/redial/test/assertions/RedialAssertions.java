package dev.redial.test.assertions;

import dev.redial.breaker.CircuitSnapshot;
import dev.redial.metrics.CallMetrics;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions over a timeline, a policy and what was counted begin. Import it statically,
 * beside AssertJ's own:
 *
 * <pre>{@code
 * import static dev.redial.test.assertions.RedialAssertions.assertThat;
 * import static org.assertj.core.api.Assertions.assertThat;
 * }</pre>
 */
@CheckReturnValue
public final class RedialAssertions {

  private static final String METRICS = "the metrics";

  private RedialAssertions() {}

  /** Asserts what the timeline recorded. */
  public static TimelineAssert assertThat(@Nullable Timeline actual) {
    return new TimelineAssert(actual);
  }

  /** Asserts what a policy can come to. */
  public static RetryPolicyAssert assertThat(@Nullable RetryPolicy actual) {
    return new RetryPolicyAssert(actual);
  }

  /** Asserts what was counted, as it is at each assertion. */
  public static MetricsAssert assertThat(@Nullable CallMetrics actual) {
    return new MetricsAssert(
        actual, Counted.by(METRICS, () -> Numbers.of(Objects.requireNonNull(actual).snapshot())));
  }

  /** Asserts what had been counted. */
  public static MetricsAssert assertThat(@Nullable MetricsSnapshot actual) {
    return new MetricsAssert(
        actual, Counted.by(METRICS, () -> Numbers.of(Objects.requireNonNull(actual))));
  }

  /** Asserts what a circuit had counted. */
  public static CircuitAssert assertThat(@Nullable CircuitSnapshot actual) {
    String name = actual == null ? "" : actual.name();
    return new CircuitAssert(
        actual,
        new Counted(
            "the circuit", Optional.of(name), () -> Numbers.of(Objects.requireNonNull(actual)), ""),
        () -> Objects.requireNonNull(actual).state().name(),
        new AsciiTimeline());
  }
}
