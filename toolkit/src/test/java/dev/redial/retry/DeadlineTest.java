package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadlineTest {

  private final RetryPolicy tenSeconds =
      RetryPolicy.builder()
          .maxAttempts(100)
          .backoff(Backoff.fixed("4s"))
          .jitter(Jitter.none())
          .deadline("10s")
          .build();

  /** Guarantee 15: the wait that would pass the deadline is not begun, and not shortened. */
  @ParameterizedTest
  @EnumSource
  void endsWithoutTheWaitThatWouldPassIt(Shape shape) {
    RecordingTime time = new RecordingTime();
    TimeoutException error = new TimeoutException();
    Script script = Script.of(error);

    assertThat(shape.run(Retry.of(tenSeconds, time), time, script).error()).isSameAs(error);

    assertThat(script.runs()).isEqualTo(3);
    assertThat(time.elapsed()).hasSeconds(8);
  }

  /** Guarantee 15: an attempt takes time, too. */
  @ParameterizedTest
  @EnumSource
  void countsTheTimeOfAttempts(Shape shape) {
    RecordingTime time = new RecordingTime();
    Script script = Script.of(new TimeoutException());

    shape.run(
        Retry.of(tenSeconds, time),
        time,
        () -> {
          time.advance(Duration.ofSeconds(3));
          return script.call();
        });

    assertThat(script.runs()).isEqualTo(2);
    assertThat(time.elapsed()).hasSeconds(10);
  }

  /** Guarantee 18: a deadline cuts nothing. */
  @ParameterizedTest
  @EnumSource
  void returnsASuccessThatCameLate(Shape shape) {
    RecordingTime time = new RecordingTime();

    Object result =
        shape
            .run(
                Retry.of(tenSeconds, time),
                time,
                () -> {
                  time.advance(Duration.ofDays(1));
                  return "late";
                })
            .result();

    assertThat(result).isEqualTo("late");
  }

  /** Guarantee 21: the wall clock has no say. */
  @ParameterizedTest
  @EnumSource
  void ignoresJumpsOfTheWallClock(Shape shape) {
    for (int hours : new int[] {-1, 1}) {
      RecordingTime time = new RecordingTime();
      Script script = Script.of(new TimeoutException());

      shape.run(
          Retry.of(tenSeconds, time),
          time,
          () -> {
            time.shiftWall(Duration.ofHours(hours));
            return script.call();
          });

      assertThat(script.runs()).isEqualTo(3);
    }
  }

  /** Guarantee 22: the monotonic clock may overflow. */
  @ParameterizedTest
  @EnumSource
  void survivesAClockThatOverflows(Shape shape) {
    RecordingTime time = new RecordingTime(Long.MAX_VALUE - 2_000_000_000);
    Script script = Script.of(new TimeoutException());

    shape.run(Retry.of(tenSeconds, time), time, script);

    assertThat(script.runs()).isEqualTo(3);
    assertThat(time.elapsed()).hasSeconds(8);
  }

  /** Guarantee 2: a deadline longer than any clock can show does no harm. */
  @ParameterizedTest
  @EnumSource
  void allowsTheLongestDeadline(Shape shape) {
    RecordingTime time = new RecordingTime();
    RetryPolicy policy =
        tenSeconds.toBuilder().maxAttempts(5).deadline(Duration.ofSeconds(Long.MAX_VALUE)).build();
    Script script = Script.of(new TimeoutException());

    shape.run(Retry.of(policy, time), time, script);

    assertThat(script.runs()).isEqualTo(5);
  }

  /** Guarantee 17: the first attempt runs, however short the deadline. */
  @ParameterizedTest
  @EnumSource
  void alwaysRunsTheFirstAttempt(Shape shape) {
    RecordingTime time = new RecordingTime();
    Script script = Script.of(new TimeoutException());

    shape.run(Retry.of(tenSeconds.toBuilder().deadline("1ns").build(), time), time, script);

    assertThat(script.runs()).isEqualTo(1);
    assertThat(time.waits).isEmpty();
  }

  /** Guarantee 19: both limits hold, and both are shown. */
  @Test
  void doesNotLiftTheLimitOfAttempts() {
    RetryPolicy policy = RetryPolicy.builder().deadline("1h").build();
    assertThat(policy.maxAttempts()).isEqualTo(3);
    assertThat(policy).asString().contains("maxAttempts 3", "deadline 1 h");
    assertThat(RetryPolicy.DEFAULT).asString().contains("maxAttempts 3", "deadline none");
  }
}
