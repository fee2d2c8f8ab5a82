package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A wait is made in full or not at all, so that nothing crowds at the deadline. */
class AtTheDeadlineTest {

  private static final Duration DELAY = Duration.ofMillis(300);

  private static RetryPolicyBuilder policy(Duration deadline) {
    return RetryPolicy.builder()
        .maxAttempts(1_000)
        .backoff(Backoff.fixed(DELAY))
        .jitter(Jitter.none())
        .deadline(deadline);
  }

  /** When the attempts of a call that only fails begin. */
  private static List<Duration> starts(Shape shape, RetryPolicy policy, long seed) {
    RecordingTime time = new RecordingTime();
    Retry retry =
        Retry.builder("pay")
            .policy(policy)
            .time(time)
            .random(call -> new SplittableRandom(seed))
            .build();
    List<Duration> starts = new ArrayList<>();
    shape.run(
        retry,
        time,
        () -> {
          starts.add(time.elapsed());
          throw new TimeoutException();
        });
    return starts;
  }

  /** Guarantee 16; defect D3 of other libraries: ten attempts in the last millisecond. */
  @ParameterizedTest(name = "deadline {0} ns: {1} attempts, {2}")
  @CsvSource({
    "299999999, 1, SYNC",
    "299999999, 1, ASYNC",
    "300000000, 1, SYNC",
    "300000000, 1, ASYNC",
    "300000001, 2, SYNC",
    "300000001, 2, ASYNC",
    "400000000, 2, SYNC",
    "400000000, 2, ASYNC",
    "599999999, 2, SYNC",
    "599999999, 2, ASYNC",
    "600000001, 3, SYNC",
    "600000001, 3, ASYNC"
  })
  void noAttemptsCrowdAtTheDeadline(long deadline, int attempts, Shape shape) {
    List<Duration> starts = starts(shape, policy(Duration.ofNanos(deadline)).build(), 1);

    assertThat(starts).hasSize(attempts);
    assertThat(starts.get(attempts - 1)).isEqualTo(DELAY.multipliedBy(attempts - 1L));
  }

  /** Guarantee 16, whatever the jitter draws. */
  @ParameterizedTest
  @EnumSource
  void noWaitIsShortenedByTheDeadline(Shape shape) {
    for (int seed = 0; seed < 300; seed++) {
      Duration deadline = Duration.ofNanos(new SplittableRandom(seed).nextLong(1, 3_000_000_000L));
      RetryPolicy jittered = policy(deadline).jitter(Jitter.additive(1)).build();

      List<Duration> starts = starts(shape, jittered, seed);

      for (int i = 1; i < starts.size(); i++) {
        assertThat(starts.get(i).minus(starts.get(i - 1))).isGreaterThanOrEqualTo(DELAY);
        assertThat(starts.get(i)).isLessThan(deadline);
      }
    }
  }

  /** Guarantee 17: here a slow listener takes longer than the whole call may. */
  @ParameterizedTest
  @EnumSource
  void theFirstAttemptRunsThoughTheDeadlineHasPassed(Shape shape) {
    RecordingTime time = new RecordingTime();
    Retry retry =
        Retry.builder("pay")
            .policy(policy(Duration.ofSeconds(1)).build())
            .time(time)
            .listener(
                event -> {
                  if (event instanceof CallEvent.CallStarted) {
                    time.advance(Duration.ofSeconds(2));
                  }
                })
            .build();
    TimeoutException error = new TimeoutException();
    Script failing = Script.of(error);

    assertThat(shape.run(retry, time, Script.of("ok")).result()).isEqualTo("ok");
    assertThat(shape.run(retry, time, failing).error()).isSameAs(error);
    assertThat(failing.runs()).isEqualTo(1);
    assertThat(time.waits).isEmpty();
  }
}
