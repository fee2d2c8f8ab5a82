package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.EndReason;
import dev.redial.failure.TimedOutException;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryClosedException;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Timeouts, executors and closing on a fake clock, with the threads that are really there. */
@Redial
class TimeoutsOnTheClockTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build();

  @RepeatedTest(50)
  void aBlockingAttemptIsInterruptedAtItsInstant(FakeClock clock, Timeline timeline) {
    Resilience guard =
        Resilience.builder("ocr")
            .retry(POLICY)
            .attemptTimeout("2s")
            .time(clock)
            .listener(timeline)
            .build();

    assertThatThrownBy(() -> guard.run(() -> clock.sleep(Duration.ofHours(1))))
        .isInstanceOf(TimedOutException.class);

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2 + 1 + 2 + 1 + 2));
    assertThat(timeline).hasAttempts(3).waited("1s", "1s").failed();
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Guarantee 50: the metrics tell a call's own timeout from an interrupt or a cancelling. */
  @RepeatedTest(50)
  void aCallThatItsTimeoutCutsIsCountedAsTimedOut(FakeClock clock) {
    Resilience guard = Resilience.builder("ocr").retry(POLICY).timeout("90s").time(clock).build();

    assertThatThrownBy(() -> guard.run(() -> clock.sleep(Duration.ofHours(1))))
        .isInstanceOf(TimedOutException.class);
    assertThatThrownBy(() -> clock.await(guard.callAsync(clock::newFuture)))
        .hasRootCauseInstanceOf(TimedOutException.class);

    assertThat(guard.metrics().calls(EndReason.TIMED_OUT)).isEqualTo(2);
    assertThat(guard.metrics().snapshot().total()).isEqualTo(2);
  }

  @Test
  void aCallThatIsInterruptedOrCancelledEarlierIsNot(FakeClock clock) {
    Resilience guard = Resilience.builder("ocr").retry(POLICY).timeout("90s").time(clock).build();

    assertThatThrownBy(
            () ->
                guard.run(
                    () -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(guard.callAsync(clock::newFuture).cancel(false)).isTrue();

    assertThat(guard.metrics().calls(EndReason.INTERRUPTED)).isEqualTo(1);
    assertThat(guard.metrics().calls(EndReason.CANCELLED)).isEqualTo(1);
    assertThat(guard.metrics().snapshot().total()).isEqualTo(2);
  }

  @RepeatedTest(50)
  void aCallIsCutInItsWait(FakeClock clock) {
    Resilience guard = Resilience.builder("ocr").retry(POLICY).timeout("90s").time(clock).build();

    assertThatThrownBy(() -> guard.run(() -> clock.sleep(Duration.ofHours(1))))
        .isInstanceOf(TimedOutException.class);

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(90));
    assertThat(Thread.interrupted()).isFalse();
  }

  @RepeatedTest(50)
  void anAsynchronousAttemptThatHangsIsGivenUp(FakeClock clock, Timeline timeline) {
    Resilience guard =
        Resilience.builder("ocr")
            .retry(POLICY)
            .attemptTimeout("2s")
            .time(clock)
            .listener(timeline)
            .build();

    CompletableFuture<String> future = guard.callAsync(() -> clock.newFuture());

    assertThatThrownBy(future::join).hasCauseInstanceOf(TimedOutException.class);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2 + 1 + 2 + 1 + 2));
    assertThat(timeline).hasAttempts(3).waited("1s", "1s").failed();
  }

  @Test
  void asynchronousAttemptsMayBlockOnTheClocksExecutor(FakeClock clock, Timeline timeline) {
    Retry retry =
        Retry.builder("ocr")
            .policy(POLICY)
            .time(clock)
            .executor(clock.executor())
            .listener(timeline)
            .build();

    CompletableFuture<String> future =
        retry.callAsync(
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      try {
                        clock.sleep(Duration.ofSeconds(3));
                      } catch (InterruptedException e) {
                        throw new CompletionException(e);
                      }
                      throw new CompletionException(new TimeoutException());
                    },
                    clock.executor()));

    assertThatThrownBy(future::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3 + 1 + 3 + 1 + 3));
    assertThat(timeline).hasAttempts(3).waited("1s", "1s").failed();
  }

  @Test
  void closingWakesACallThatWaits(FakeClock clock) {
    Retry retry = Retry.builder("ocr").policy(POLICY).time(clock).build();
    clock.schedule(Duration.ofMillis(500), retry::close);
    AtomicReference<Duration> end = new AtomicReference<>();

    assertThatThrownBy(
            () -> {
              try {
                retry.run(
                    () -> {
                      throw new TimeoutException();
                    });
              } finally {
                end.set(clock.elapsed());
              }
            })
        .isInstanceOf(RetryClosedException.class)
        .hasCauseInstanceOf(TimeoutException.class);

    assertThat(end).hasValue(Duration.ofMillis(500));
    assertThat(Thread.interrupted()).isFalse();
  }
}
