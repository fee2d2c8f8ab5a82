package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.call.AsyncOperation;
import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Operation;
import dev.redial.failure.TimedOutException;
import dev.redial.fallback.Fallback;
import dev.redial.retry.RetryClosedException;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.ManualTime;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResilienceTimeoutTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build();

  private final ManualTime time = new ManualTime();
  private final AtomicInteger runs = new AtomicInteger();
  private final List<Duration> ends = new ArrayList<>();

  @AfterEach
  void leavesNothingBehind() {
    assertThat(Thread.interrupted()).as("interrupt flag").isFalse();
    assertThat(time.scheduledTasks()).as("timers").isZero();
  }

  private ResilienceBuilder guard() {
    return Resilience.builder("ocr").retry(POLICY).time(time);
  }

  private String hang() throws InterruptedException {
    runs.incrementAndGet();
    try {
      time.sleep(Duration.ofHours(1));
      return "late";
    } finally {
      ends.add(Duration.ofNanos(time.nanoTime()));
    }
  }

  private CompletableFuture<String> hangAsync() {
    runs.incrementAndGet();
    CompletableFuture<String> never = new CompletableFuture<>();
    var unused = never.whenComplete((r, e) -> ends.add(Duration.ofNanos(time.nanoTime())));
    return never;
  }

  private static Throwable error(CompletableFuture<?> future) {
    return future.handle((result, error) -> error).join();
  }

  /** Guarantee 76: the time that a listener takes before the call begins is the call's. */
  @Test
  void aCallThatIsCutHasTimedOutHoweverLongItsListenersTook() {
    CallListener slow =
        new CallListener() {
          @Override
          public void on(CallEvent event) {}

          @Override
          public CallListener forCall() {
            time.advance(Duration.ofMillis(10));
            return this;
          }
        };
    Resilience guard = guard().timeout("2s").listener(slow).build();

    assertThatThrownBy(() -> guard.call(this::hang)).isInstanceOf(TimedOutException.class);
    assertThat(error(guard.callAsync(this::hangAsync))).isInstanceOf(TimedOutException.class);

    assertThat(guard.metrics().snapshot().calls()).containsOnlyKeys(EndReason.TIMED_OUT);
  }

  @Test
  void anAttemptThatIsCutIsRetried() {
    Resilience guard = guard().attemptTimeout("2s").build();

    assertThatThrownBy(() -> guard.call(this::hang)).isInstanceOf(TimedOutException.class);
    assertThat(ends)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(8));
  }

  @Test
  void anAsynchronousAttemptThatIsCutIsRetried() {
    Resilience guard = guard().attemptTimeout("2s").build();

    assertThat(error(guard.callAsync(this::hangAsync))).isInstanceOf(TimedOutException.class);
    assertThat(ends)
        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(8));
  }

  /** Guarantee 20. */
  @Test
  void anAttemptIsCutToTheTimeThatIsLeft() {
    Resilience guard =
        guard().retry(POLICY.toBuilder().deadline("3500ms").build()).attemptTimeout("2s").build();

    assertThatThrownBy(() -> guard.call(this::hang)).isInstanceOf(TimedOutException.class);
    assertThat(error(guard.callAsync(this::hangAsync))).isInstanceOf(TimedOutException.class);

    assertThat(ends)
        .containsExactly(
            Duration.ofSeconds(2),
            Duration.ofMillis(3500),
            Duration.ofMillis(5500),
            Duration.ofMillis(7000));
  }

  @Test
  void aCallIsCutWhateverItIsAtAndCountedAsTimedOut() {
    Resilience guard = guard().timeout("90s").build();

    assertThatThrownBy(() -> guard.call(this::hang))
        .isInstanceOf(TimedOutException.class)
        .hasMessage("'ocr' did not end within 1 min 30 s and was given up.");
    assertThat(error(guard.callAsync(this::hangAsync))).isInstanceOf(TimedOutException.class);

    assertThat(ends).containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(180));
    assertThat(guard.metrics().calls(EndReason.TIMED_OUT)).isEqualTo(2);
  }

  /** Guarantee 48: the executor takes the second attempt and never comes to it. */
  @Test
  void aCallIsCutThoughTheExecutorNeverComesToIt() {
    Resilience guard = guard().timeout("90s").executor(task -> runs.incrementAndGet()).build();
    CompletableFuture<Object> future =
        guard.callAsync(() -> CompletableFuture.failedFuture(new TimeoutException()));

    assertThat(error(future)).isInstanceOf(TimedOutException.class);
    assertThat(runs).as("attempts handed over").hasValue(1);
    assertThat(Duration.ofNanos(time.nanoTime())).isEqualTo(Duration.ofSeconds(90));
    assertThat(guard.metrics().snapshot().aborted()).isEqualTo(1);
  }

  /** Guarantee 15: a timeout of the call is a deadline, too. */
  @Test
  void aCallDoesNotBeginAWaitThatItsTimeoutWouldCut() {
    Resilience guard = guard().timeout("1500ms").build();
    TimeoutException last = new TimeoutException();

    assertThatThrownBy(
            () ->
                guard.call(
                    () -> {
                      runs.incrementAndGet();
                      throw last;
                    }))
        .isSameAs(last);

    assertThat(runs).hasValue(2);
    assertThat(Duration.ofNanos(time.nanoTime())).isEqualTo(Duration.ofSeconds(1));
    assertThat(guard.retryPolicy()).as("as it was given").isEqualTo(POLICY);
  }

  /** The machine pauses between the start of the timer and that of the retry. */
  @Test
  void aCallThatIsCutIsNotTriedAgainHoweverLateTheRetryBegan() {
    TimeSource pausing = new PausingTime(time, Duration.ofMillis(20));
    Resilience guard =
        Resilience.builder("ocr")
            .retry(POLICY.toBuilder().backoff(Backoff.none()).build())
            .timeout("100ms")
            .time(pausing)
            .build();

    assertThatThrownBy(
            () ->
                guard.call(
                    () -> {
                      runs.incrementAndGet();
                      try {
                        return hangQuietly();
                      } catch (InterruptedException swallowed) {
                        throw new TimeoutException();
                      }
                    }))
        .isInstanceOf(TimedOutException.class);

    assertThat(runs).hasValue(1);
  }

  private String hangQuietly() throws InterruptedException {
    time.sleep(Duration.ofHours(1));
    return "late";
  }

  /** Lets some time pass whenever a timer is set. */
  private record PausingTime(ManualTime time, Duration pause) implements TimeSource {

    @Override
    public long nanoTime() {
      return time.nanoTime();
    }

    @Override
    public Instant instant() {
      return time.instant();
    }

    @Override
    public void sleep(Duration delay) throws InterruptedException {
      time.sleep(delay);
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
      Scheduled timer = time.schedule(delay, task);
      time.advance(pause);
      return timer;
    }
  }

  @Test
  void anAttemptThatIsCutCountsForTheCircuit() {
    Resilience guard =
        guard()
            .breaker(BreakerPolicy.builder().failuresInARow(3).build())
            .attemptTimeout("2s")
            .build();

    assertThatThrownBy(() -> guard.call(this::hang)).isInstanceOf(TimedOutException.class);

    assertThat(guard.breaker().state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void aFallbackAnswersATimeoutOfTheCall() throws Exception {
    Resilience guard = guard().timeout("5s").build();

    assertThat(guard.call(this::hang, Fallback.on(TimedOutException.class, e -> "too slow")))
        .isEqualTo("too slow");
  }

  /** Guarantee 18: a deadline cuts nothing, a timeout does. */
  @Test
  void aSuccessAfterTheDeadlineIsASuccess() {
    Resilience guard = guard().retry(POLICY.toBuilder().deadline("1s").build()).build();

    assertThat(
            guard.call(
                () -> {
                  time.advance(Duration.ofSeconds(5));
                  return "late";
                }))
        .isEqualTo("late");
  }

  @Test
  void operationsTakeTheirAttemptThroughAllGuards() throws Exception {
    Resilience guard =
        guard().breaker(BreakerPolicy.DEFAULT).timeout("1min").attemptTimeout("10s").build();
    Resilience bare = guard().breaker(BreakerPolicy.DEFAULT).build();
    List<Attempt> seen = new ArrayList<>();

    guard.call(Operation.withAttempt(attempt -> failFirst(seen, attempt)));
    bare.call(Operation.withAttempt(attempt -> failFirst(seen, attempt)));
    guard.callAsync(AsyncOperation.withAttempt(attempt -> failFirstAsync(seen, attempt))).join();
    bare.callAsync(AsyncOperation.withAttempt(attempt -> failFirstAsync(seen, attempt))).join();

    assertThat(seen).extracting(Attempt::number).containsExactly(1, 2, 1, 2, 1, 2, 1, 2);
    assertThat(seen.get(1).timeLeft()).contains(Duration.ofSeconds(59));
    assertThat(seen.get(3).timeLeft()).isEmpty();
  }

  private static String failFirst(List<Attempt> seen, Attempt attempt) throws TimeoutException {
    seen.add(attempt);
    if (attempt.number() == 1) {
      throw new TimeoutException();
    }
    return "done";
  }

  private static CompletableFuture<String> failFirstAsync(List<Attempt> seen, Attempt attempt) {
    try {
      return CompletableFuture.completedFuture(failFirst(seen, attempt));
    } catch (TimeoutException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Test
  void closingEndsWaits() {
    Resilience guard = guard().build();
    CompletableFuture<Object> future =
        guard.callAsync(() -> CompletableFuture.failedFuture(new TimeoutException()));

    guard.close();

    assertThat(error(future)).isInstanceOf(RetryClosedException.class);
  }

  @Test
  void refusesTimeoutsThatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard().timeout("0s"))
        .withMessage("timeout must be above zero, but was 0 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard().attemptTimeout(Duration.ofMillis(-1)))
        .withMessage("attemptTimeout must be above zero, but was -1 ms");
  }

  @Test
  void refusesATimeoutThatTheInitialDelayWouldUseUp() {
    ResilienceBuilder lazy =
        guard().retry(POLICY.toBuilder().initialDelay("2s").build()).timeout("1s");

    assertThatIllegalArgumentException()
        .isThrownBy(lazy::build)
        .withMessage("timeout must be above the retry policy's initialDelay (2 s), but was 1 s");
  }

  @Test
  void saysWhatItIs() {
    assertThat(guard().timeout("30s").attemptTimeout("2s").build().toString())
        .startsWith("Resilience 'ocr': timeout 30 s ← RetryPolicy(")
        .endsWith(" ← timeout 2 s");
  }
}
