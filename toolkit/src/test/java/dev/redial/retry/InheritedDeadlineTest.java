package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InheritedDeadlineTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(10)
          .backoff(Backoff.fixed("1s"))
          .jitter(Jitter.none())
          .build();

  private final RecordingTime time = new RecordingTime();
  private final Retry retry = Retry.builder("pay").policy(POLICY).time(time).build();
  private final AtomicInteger runs = new AtomicInteger();

  private String fail() throws TimeoutException {
    runs.incrementAndGet();
    throw new TimeoutException();
  }

  @ParameterizedTest
  @EnumSource
  void isADeadlineLikeAnyOther(Shape shape) {
    Shape.Ended ended = shape.run(retry.within(Duration.ofMillis(2500)), time, this::fail);

    assertThat(ended.error()).isInstanceOf(TimeoutException.class);
    assertThat(runs).hasValue(3);
  }

  /** Guarantee 17. */
  @ParameterizedTest
  @EnumSource
  void failsFastIfItHasPassed(Shape shape) {
    Shape.Ended ended = shape.run(retry.within(Duration.ZERO), time, this::fail);

    assertThat(ended.error())
        .isInstanceOf(DeadlinePassedException.class)
        .hasMessageContaining("had passed before 'pay' began; the operation was not run");
    assertThat(runs).hasValue(0);
    assertThat(retry.metrics().snapshot().rejected()).isEqualTo(1);
  }

  @Test
  void doesNotMoveAnEarlierOneOfThePolicy() {
    Retry strict = Retry.of(POLICY.toBuilder().deadline("2s").build(), time);

    assertThat(strict.within(Duration.ofSeconds(3))).isSameAs(strict);
    assertThat(strict.within(Duration.ofSeconds(1)).policy().deadline())
        .contains(Duration.ofSeconds(1));
  }

  @Test
  void leavesOutAnInitialDelayThatWouldTakeAllOfIt() {
    Retry lazy = Retry.of(POLICY.toBuilder().initialDelay("5s").build(), time);

    assertThat(lazy.within(Duration.ofSeconds(5)).policy().initialDelay()).isZero();
    assertThat(lazy.within(Duration.ofSeconds(6)).policy().initialDelay())
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void sharesTheRest() {
    retry.within(Duration.ofSeconds(1)).close();

    assertThat(Shape.SYNC.run(retry, time, this::fail).error())
        .isInstanceOf(RetryClosedException.class);
    assertThat(retry.within(Duration.ofSeconds(1)).metrics()).isSameAs(retry.metrics());
  }
}
