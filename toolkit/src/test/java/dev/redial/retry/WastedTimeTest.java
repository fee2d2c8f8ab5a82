package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.metrics.MetricsSnapshot;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What retries cost in calls that fail all the same. */
class WastedTimeTest {

  private final RecordingTime time = new RecordingTime();

  private MetricsSnapshot after(
      Shape shape, UnaryOperator<RetryPolicyBuilder> policy, Object... steps) {
    RetryPolicyBuilder base =
        RetryPolicy.builder().backoff(Backoff.exponential("1s")).jitter(Jitter.none());
    Retry retry = Retry.builder("pay").policy(policy.apply(base).build()).time(time).build();
    shape.run(retry, time, Script.of(steps));
    return retry.metrics().snapshot();
  }

  @ParameterizedTest
  @EnumSource
  void isCountedFromTheFirstWaitToTheEnd(Shape shape) {
    MetricsSnapshot numbers = after(shape, policy -> policy, new TimeoutException());

    assertThat(numbers.wasted()).isEqualTo(Duration.ofSeconds(3));
    assertThat(numbers.wastedRetries()).isEqualTo(2);
    assertThat(numbers.retried()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void isNoneWhereTheCallSucceeds(Shape shape) {
    MetricsSnapshot numbers =
        after(shape, policy -> policy, new TimeoutException(), new TimeoutException(), "ok");

    assertThat(numbers.wasted()).isZero();
    assertThat(numbers.wastedRetries()).isZero();
    assertThat(numbers.retries()).isEqualTo(2);
    assertThat(numbers.waited()).hasSeconds(3);
  }

  @ParameterizedTest
  @EnumSource
  void isNoneWhereNothingIsRetried(Shape shape) {
    MetricsSnapshot numbers = after(shape, policy -> policy, new IllegalStateException());

    assertThat(numbers.wasted()).isZero();
    assertThat(numbers.wastedRetries()).isZero();
  }

  /** The delay before the first attempt is not for a retry. */
  @ParameterizedTest
  @EnumSource
  void leavesOutTheInitialDelay(Shape shape) {
    MetricsSnapshot numbers =
        after(shape, policy -> policy.initialDelay("1h").maxAttempts(2), new TimeoutException());

    assertThat(numbers.wasted()).hasSeconds(1);
    assertThat(numbers.waited()).isGreaterThan(Duration.ofSeconds(1));
  }
}
