package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Jitter;
import dev.redial.call.AsyncOperation;
import dev.redial.call.EndReason;
import dev.redial.call.Operation;
import dev.redial.metrics.MetricsSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RandomnessTest {

  private static final RetryPolicy JITTERED =
      RetryPolicy.builder().maxAttempts(6).jitter(Jitter.decorrelated()).build();

  private static Retry seeded(RetryPolicy policy, RecordingTime time, long seed) {
    return Retry.builder("pay")
        .policy(policy)
        .time(time)
        .random(call -> new SplittableRandom(seed + call))
        .build();
  }

  private static List<Duration> waits(Shape shape, long seed, int calls) {
    RecordingTime time = new RecordingTime();
    Retry retry = seeded(JITTERED, time, seed);
    for (int i = 0; i < calls; i++) {
      shape.run(retry, time, Script.of(new TimeoutException()));
    }
    return time.waits;
  }

  /** Guarantee 12: the same seed gives the same delays, in each run and in both shapes. */
  @ParameterizedTest
  @EnumSource
  void repeatsWithTheSameSeed(Shape shape) {
    List<Duration> waits = waits(shape, 1, 3);
    assertThat(waits).hasSize(15).isEqualTo(waits(Shape.SYNC, 1, 3));
    assertThat(waits).isNotEqualTo(waits(shape, 2, 3));
    assertThat(waits.subList(0, 5)).isNotEqualTo(waits.subList(5, 10));
  }

  /** Guarantees 76 and 77: the key of an attempt is drawn before the attempt counts. */
  @Test
  void aSourceThatThrowsBreaksACallThatTakesItsAttempt() {
    RetryPolicy any = RetryPolicy.builder().retryOn(Exception.class).build();
    Retry retry =
        Retry.builder("pay")
            .policy(any)
            .time(new RecordingTime())
            .random(
                call -> {
                  throw new IllegalStateException("no source of chance");
                })
            .build();

    assertThatThrownBy(() -> retry.call(Operation.withAttempt(attempt -> "ok")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(
            retry.callAsync(
                AsyncOperation.withAttempt(attempt -> CompletableFuture.completedFuture("ok"))))
        .isCompletedExceptionally();

    MetricsSnapshot numbers = retry.metrics().snapshot();
    assertThat(numbers.calls(EndReason.BROKEN)).isEqualTo(2);
    assertThat(numbers.totalAttempts()).isZero();
  }

  /** Guarantees 9 and 12: calls under way at the same time have their own delays each. */
  @Test
  void keepsTheDelaysOfCallsApart() {
    RecordingTime time = new RecordingTime();
    Retry retry = seeded(JITTERED, time, 1);
    List<List<Duration>> waits = List.of(new ArrayList<>(), new ArrayList<>());
    for (List<Duration> own : waits) {
      Script script = Script.of(new TimeoutException());
      long[] last = {0};
      var unused =
          retry.callAsync(
              () -> {
                if (script.runs() > 0) {
                  own.add(time.elapsed().minusNanos(last[0]));
                }
                last[0] = time.elapsed().toNanos();
                return Shape.stage(script);
              });
    }
    time.runAll();

    List<Duration> alone = waits(Shape.SYNC, 1, 2);
    assertThat(waits.get(0)).isEqualTo(alone.subList(0, 5));
    assertThat(waits.get(1)).isEqualTo(alone.subList(5, 10));
  }

  /** Successful calls take a number, too, so that what fails elsewhere changes nothing. */
  @Test
  void numbersCallsThatSucceed() {
    RecordingTime time = new RecordingTime();
    Retry retry = seeded(JITTERED, time, 1);
    retry.call(() -> "ok");
    Shape.SYNC.run(retry, time, Script.of(new TimeoutException()));
    assertThat(time.waits).isEqualTo(waits(Shape.SYNC, 1, 2).subList(5, 10));
  }

  /** Guarantee 12: however early a stage completes, its call has the same number. */
  @Test
  void numbersAsynchronousCallsThatSucceedAtOnce() {
    RecordingTime time = new RecordingTime();
    Retry retry = seeded(JITTERED, time, 1);
    Shape.ASYNC.run(retry, time, Script.of("ok"));
    Shape.ASYNC.run(retry, time, Script.of(new TimeoutException()));
    assertThat(time.waits).isEqualTo(waits(Shape.SYNC, 1, 2).subList(5, 10));
  }

  @Test
  void asksForNoGeneratorWithoutJitter() {
    RecordingTime time = new RecordingTime();
    Retry retry =
        Retry.builder("pay")
            .policy(JITTERED.toBuilder().jitter(Jitter.none()).build())
            .time(time)
            .random(
                call -> {
                  throw new AssertionError("asked");
                })
            .build();
    assertThat(Shape.SYNC.run(retry, time, Script.of(new TimeoutException(), "ok")).result())
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @EnumSource
  void usesTheThreadsOwnGeneratorUnlessOneIsGiven(Shape shape) {
    RecordingTime time = new RecordingTime();
    Retry retry = Retry.of(JITTERED, time);
    for (int i = 0; i < 5; i++) {
      shape.run(retry, time, Script.of(new TimeoutException()));
    }
    assertThat(time.waits).hasSize(25).doesNotHaveDuplicates();
  }

  /** Clients that start together do not call together. */
  @ParameterizedTest
  @EnumSource
  void spreadsTheFirstAttempts(Shape shape) {
    RecordingTime time = new RecordingTime();
    Retry retry = seeded(JITTERED.toBuilder().initialDelay("10s").build(), time, 1);
    for (int i = 0; i < 1_000; i++) {
      shape.run(retry, time, Script.of("ok"));
    }
    assertThat(time.waits)
        .hasSize(1_000)
        .allMatch(wait -> wait.compareTo(Duration.ofSeconds(10)) <= 0);
    // Mean of 1,000 draws from U(0, 10): 5 s ± 0.46 s at 5 standard deviations.
    assertThat(time.waits.stream().mapToLong(Duration::toMillis).average().orElseThrow())
        .isBetween(4_540.0, 5_460.0);
    assertThat(retry.metrics().snapshot().waited()).isEqualTo(time.elapsed());
  }
}
