package dev.redial.timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.failure.TimedOutException;
import dev.redial.time.ManualTime;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TimeoutTest {

  private final ManualTime time = new ManualTime(-5);
  private final Timeout timeout = Timeout.builder("ocr").limit("2s").time(time).build();

  @AfterEach
  void leavesNothingBehind() {
    assertThat(Thread.interrupted()).as("interrupt flag").isFalse();
    assertThat(time.scheduledTasks()).as("timers").isZero();
  }

  private String sleep(String result, int seconds) throws InterruptedException {
    time.sleep(Duration.ofSeconds(seconds));
    return result;
  }

  @Nested
  class Blocking {

    @Test
    void interruptsWhatTakesTooLong() {
      long start = time.nanoTime();

      assertThatThrownBy(() -> timeout.call(() -> sleep("late", 10)))
          .isInstanceOf(TimedOutException.class)
          .hasMessage("'ocr' did not end within 2 s and was given up.")
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .hasExactlyElementsOfTypes(InterruptedException.class));

      assertThat(Duration.ofNanos(time.nanoTime() - start)).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void lastsExactlyAsLongAsTheLimit() throws Exception {
      assertThat(timeout.call(() -> sleep("in time", 1))).isEqualTo("in time");
      assertThat(catchThrowable(() -> timeout.call(() -> sleep("at the limit", 2))))
          .isInstanceOf(TimedOutException.class);
    }

    @Test
    void dropsALateResultOfWhatIgnoresTheInterrupt() {
      assertThatThrownBy(
              () ->
                  timeout.call(
                      () -> {
                        time.advance(Duration.ofSeconds(5));
                        return "late";
                      }))
          .isInstanceOf(TimedOutException.class);
    }

    @Test
    void letsErrorsPassEvenLate() {
      AssertionError error = new AssertionError();

      assertThatThrownBy(
              () ->
                  timeout.run(
                      () -> {
                        time.advance(Duration.ofSeconds(5));
                        throw error;
                      }))
          .isSameAs(error);
    }

    @Test
    void passesOnWhatIsThrownInTime() {
      IOException error = new IOException();

      assertThatThrownBy(
              () ->
                  timeout.run(
                      () -> {
                        throw error;
                      }))
          .isSameAs(error);
    }

    /** Guarantee 47: the flag is cleared only if the timeout set it. */
    @Test
    void keepsTheInterruptOfACaller() {
      Thread.currentThread().interrupt();

      timeout.run(() -> time.advance(Duration.ofSeconds(1)));

      assertThat(Thread.interrupted()).isTrue();
    }

    /** Guarantee 47. */
    @Test
    void keepsTheInterruptOfACallerThatIsHeededTooLate() {
      Thread.currentThread().interrupt();

      assertThatThrownBy(
              () ->
                  timeout.call(
                      () -> {
                        time.advance(Duration.ofSeconds(5));
                        return sleep("late", 1);
                      }))
          .isInstanceOf(TimedOutException.class);

      assertThat(Thread.interrupted()).isTrue();
    }

    /** Guarantee 50. */
    @Test
    void theInterruptOfACallerIsNoTimeout() {
      assertThatThrownBy(
              () ->
                  timeout.run(
                      () -> {
                        Thread.currentThread().interrupt();
                        time.sleep(Duration.ofSeconds(1));
                      }))
          .isInstanceOf(InterruptedException.class);
    }

    @Test
    void runsNothingIfTheSchedulerRefuses() {
      time.rejectTasks();
      AtomicBoolean ran = new AtomicBoolean();

      assertThatThrownBy(() -> timeout.run(() -> ran.set(true)))
          .isInstanceOf(RejectedExecutionException.class);

      assertThat(ran).isFalse();
    }
  }

  @Nested
  class Cooperative {

    private final Timeout cooperative =
        Timeout.builder("ocr").limit("2s").cooperative().time(time).build();

    @Test
    void disturbsNobodyAndDropsWhatIsLate() {
      AtomicBoolean finished = new AtomicBoolean();

      assertThatThrownBy(
              () ->
                  cooperative.run(
                      () -> {
                        sleep("late", 3);
                        finished.set(true);
                      }))
          .isInstanceOf(TimedOutException.class);

      assertThat(finished).isTrue();
    }

    @Test
    void returnsWhatIsInTime() throws Exception {
      assertThat(cooperative.call(() -> sleep("in time", 1))).isEqualTo("in time");
    }

    @Test
    void carriesWhatWasThrownLate() {
      IOException error = new IOException();

      assertThatThrownBy(
              () ->
                  cooperative.run(
                      () -> {
                        sleep("late", 3);
                        throw error;
                      }))
          .isInstanceOf(TimedOutException.class)
          .hasSuppressedException(error);
    }
  }

  @Nested
  class Asynchronous {

    private final CompletableFuture<String> stage = new CompletableFuture<>();

    /** Whoever is first decides: a result that is under way when the time is up is not lost. */
    @Test
    void workThatEndsBeforeItCanBeGivenUpIsInTime() {
      Timeout photoFinish = Timeout.builder("ocr").limit("2s").time(new PhotoFinish(time)).build();

      CompletableFuture<String> future = photoFinish.callAsync(() -> stage);
      time.advance(Duration.ofSeconds(2));

      assertThat(future).isCompletedWithValue("just in time");
    }

    /** Guarantee 48: the future completes whatever the code does. */
    @Test
    void completesInTimeWhateverTheCodeDoes() {
      CompletionStage<String> deaf = stage.minimalCompletionStage();
      CompletableFuture<String> future = timeout.callAsync(() -> deaf);

      time.advance(Duration.ofMillis(1999));
      assertThat(future).isNotDone();
      time.advance(Duration.ofMillis(1));

      assertThat(error(future)).isInstanceOf(TimedOutException.class);
    }

    @Test
    void cancelsTheStageWhenItsTimeIsUp() {
      CompletableFuture<String> future = timeout.callAsync(() -> stage);

      time.advance(Duration.ofSeconds(2));

      assertThat(future).isCompletedExceptionally();
      assertThat(stage).isCancelled();
    }

    @Test
    void endsAsTheStageDoes() {
      CompletableFuture<String> future = timeout.callAsync(() -> stage.thenApply(r -> r + "!"));
      IOException error = new IOException();
      CompletableFuture<String> failing =
          timeout.callAsync(() -> CompletableFuture.<String>failedFuture(error).thenApply(r -> r));

      stage.complete("done");

      assertThat(future).isCompletedWithValue("done!");
      assertThat(error(failing)).isSameAs(error);
    }

    @Test
    void timeThatStartingTakesCounts() {
      CompletableFuture<String> future =
          timeout.callAsync(
              () -> {
                time.advance(Duration.ofMillis(1500));
                return stage;
              });

      time.advance(Duration.ofMillis(500));

      assertThat(error(future)).isInstanceOf(TimedOutException.class);
    }

    /** Guarantees 41 and 50. */
    @Test
    void cancellingGivesTheOperationUp() {
      CompletableFuture<String> future = timeout.callAsync(() -> stage);

      future.cancel(true);

      assertThat(stage).isCancelled();
      assertThat(error(future)).isInstanceOf(CancellationException.class);
    }

    /** Guarantee 45. */
    @Test
    void aSchedulerThatRefusesCompletesTheFuture() {
      time.rejectTasks();

      CompletableFuture<String> future = timeout.callAsync(() -> stage);

      assertThat(error(future)).isInstanceOf(RejectedExecutionException.class);
      assertThat(stage).isCancelled();
    }

    @Test
    void anOperationThatCannotStartHasFailed() {
      IllegalStateException failure = new IllegalStateException();

      assertThat(
              error(
                  timeout.callAsync(
                      () -> {
                        throw failure;
                      })))
          .isSameAs(failure);
      assertThat(error(timeout.callAsync(() -> null))).isInstanceOf(NullPointerException.class);
    }

    private static Throwable error(CompletableFuture<?> future) {
      return future.handle((result, error) -> error).join();
    }
  }

  @Test
  void isATransientFailureThatPoliciesRetry() {
    TimedOutException error = new TimedOutException("ocr", Duration.ofSeconds(1));

    assertThat(Classifier.standard().classify(null, error).kind()).isEqualTo(FailureKind.TRANSIENT);
  }

  @Test
  void isCutToTheTimeThatIsLeft() {
    assertThat(timeout.within(Duration.ofSeconds(1)).limit()).isEqualTo(Duration.ofSeconds(1));
    assertThat(timeout.within(Duration.ofSeconds(3))).isSameAs(timeout);
    assertThat(timeout.within(Duration.ofSeconds(-3)).limit()).isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void refusesWhatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeout.of("0s"))
        .withMessage("limit must be above zero, but was 0 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeout.of(Duration.ofSeconds(-1)))
        .withMessage("limit must be above zero, but was -1 s");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeout.builder("ocr").build())
        .withMessageContaining("limit must be set");
    assertThatIllegalArgumentException().isThrownBy(() -> Timeout.builder(" "));
  }

  @Test
  void saysWhatItIs() {
    assertThat(timeout).hasToString("Timeout 'ocr': 2 s");
    assertThat(Timeout.builder("ocr").limit("2s").cooperative().build())
        .hasToString("Timeout 'ocr': 2 s, cooperative");
  }

  /** Whatever is to be given up has just ended, and was about to say so. */
  private record PhotoFinish(ManualTime time) implements TimeSource {

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
      return time.schedule(delay, task);
    }

    @Override
    @SuppressWarnings("unchecked") // all work of this test has texts for results
    public <T> Scheduled start(
        Supplier<? extends CompletionStage<T>> work,
        BiConsumer<? super T, ? super Throwable> handler) {
      AtomicBoolean ended = new AtomicBoolean();
      return () -> {
        if (ended.compareAndSet(false, true)) {
          handler.accept((T) "just in time", null);
        }
        return false;
      };
    }
  }
}
