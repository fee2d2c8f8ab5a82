package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.call.Outcome;
import dev.redial.metrics.MetricsSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What only a call that does not block can do: be cancelled, race, and recurse. */
class AsyncCallTest {

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = Collections.synchronizedList(new ArrayList<>());
  private final RetryPolicy plain = RetryPolicy.builder().jitter(Jitter.none()).build();
  private final Retry retry = retry(plain);

  private Retry retry(RetryPolicy policy) {
    return Retry.builder("pay").policy(policy).time(time).listener(events::add).build();
  }

  private static Throwable errorOf(CompletableFuture<?> future) {
    assertThat(future).isDone();
    Throwable thrown = catchThrowable(future::get);
    return thrown instanceof ExecutionException ? thrown.getCause() : thrown;
  }

  private Outcome onlyOutcome() {
    return events.stream()
        .filter(CallEvent.CallEnded.class::isInstance)
        .map(event -> ((CallEvent.CallEnded) event).outcome())
        .reduce(
            (a, b) -> {
              throw new AssertionError("ended twice: " + events);
            })
        .orElseThrow();
  }

  /** Guarantee 41: the timer is gone, and no attempt follows. */
  @Test
  void forgetsTheWaitWhenCancelled() {
    Script script = Script.of(new TimeoutException());
    CompletableFuture<Object> future = retry.callAsync(() -> Shape.stage(script));
    assertThat(time.scheduled()).isEqualTo(1);

    assertThat(future.cancel(true)).isTrue();

    assertThat(time.scheduled()).isZero();
    time.runAll();
    assertThat(script.runs()).isEqualTo(1);
    assertThat(onlyOutcome()).isEqualTo(Outcome.ABORTED);
    assertThat(retry.metrics().snapshot().distribution()).containsExactly(entry(1, 1L));
    assertThat(retry.metrics().snapshot().waited()).isZero();
  }

  /** Guarantee 41: the stage in flight is cancelled. */
  @Test
  void cancelsTheStageInFlight() {
    CompletableFuture<String> inFlight = new CompletableFuture<>();
    CompletableFuture<String> future = retry.callAsync(() -> inFlight);

    future.cancel(false);

    assertThat(inFlight).isCancelled();
    assertThat(time.scheduled()).isZero();
    assertThat(onlyOutcome()).isEqualTo(Outcome.ABORTED);
    assertThat(events).noneMatch(CallEvent.AttemptFailed.class::isInstance);
  }

  @Test
  void endsWhenTheFutureIsCompletedByHand() {
    CompletableFuture<String> inFlight = new CompletableFuture<>();
    CompletableFuture<String> future = retry.callAsync(() -> inFlight);

    future.complete("by hand");
    inFlight.complete("too late");

    assertThat(future).isCompletedWithValue("by hand");
    assertThat(onlyOutcome()).isEqualTo(Outcome.ABORTED);
  }

  /** Guarantee 41: cancelled from within the operation, before its stage is even known. */
  @Test
  void stopsWhenTheOperationCancelsItsOwnCall() {
    List<CompletableFuture<String>> futures = new ArrayList<>();
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<Void> gate = new CompletableFuture<>();
    CompletableFuture<String> future =
        retry.callAsync(
            () -> {
              if (futures.isEmpty()) {
                return gate.thenCompose(
                    any -> CompletableFuture.failedFuture(new TimeoutException()));
              }
              futures.get(0).cancel(true);
              return stage;
            });
    futures.add(future);
    gate.complete(null);
    time.runAll();

    assertThat(future).isCancelled();
    assertThat(stage).isCancelled();
    assertThat(onlyOutcome()).isEqualTo(Outcome.ABORTED);
  }

  /** Guarantee 41, where no wait separates the attempts. */
  @Test
  void startsNoAttemptOnceCancelledBetweenTwo() {
    List<CompletableFuture<Object>> futures = new ArrayList<>();
    CompletableFuture<Object> first = new CompletableFuture<>();
    AtomicInteger runs = new AtomicInteger();
    Retry cancelling =
        Retry.builder("pay")
            .policy(plain.toBuilder().backoff(Backoff.none()).build())
            .time(time)
            .listener(
                event -> {
                  if (event instanceof CallEvent.RetryScheduled) {
                    futures.get(0).cancel(true);
                  }
                })
            .build();
    futures.add(
        cancelling.callAsync(
            () -> {
              runs.incrementAndGet();
              return first;
            }));

    first.completeExceptionally(new TimeoutException());

    assertThat(futures.get(0)).isCancelled();
    assertThat(runs).hasValue(1);
  }

  /** A stage that breaks its contract: it calls back again when its attempt is long over. */
  private static final class Stutter extends CompletableFuture<String> {
    private final List<BiConsumer<? super String, ? super Throwable>> handlers = new ArrayList<>();

    @Override
    public CompletableFuture<String> whenComplete(
        BiConsumer<? super String, ? super Throwable> handler) {
      handlers.add(handler);
      return this;
    }

    void tell(String result, Throwable error) {
      handlers.forEach(handler -> handler.accept(result, error));
    }
  }

  /** Guarantee 42. */
  @Test
  void hearsNoMoreOfAnAttemptThatIsOver() {
    Stutter stutter = new Stutter();
    CompletableFuture<String> second = new CompletableFuture<>();
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<String> future =
        retry.callAsync(() -> runs.getAndIncrement() == 0 ? stutter : second);

    stutter.tell(null, new TimeoutException());
    stutter.tell("while it waits", null);
    time.runAll();
    stutter.tell("while the second runs", null);
    assertThat(future).isNotDone();
    second.complete("ok");

    assertThat(future).isCompletedWithValue("ok");
    assertThat(runs).hasValue(2);
  }

  /** Guarantee 43. */
  @Test
  void takesAThrowingSupplierAsAFailedAttempt() {
    AtomicInteger runs = new AtomicInteger();
    IllegalStateException error = new IllegalStateException();
    Retry any = retry(RetryPolicy.RATE_LIMIT.toBuilder().maxAttempts(3).build());
    CompletableFuture<String> future =
        any.callAsync(
            () -> {
              runs.incrementAndGet();
              throw error;
            });
    time.runAll();

    assertThat(errorOf(future)).isSameAs(error);
    assertThat(runs).hasValue(3);
    assertThat(onlyOutcome()).isEqualTo(Outcome.FAILED);
  }

  /** Guarantee 44. */
  @Test
  void saysThatAStageMustNotBeNull() {
    CompletableFuture<String> future = retry.callAsync(() -> null);

    assertThat(errorOf(future))
        .isInstanceOf(NullPointerException.class)
        .hasMessageStartingWith("The operation returned null instead of a CompletionStage");
    assertThat(retry.metrics().snapshot().distribution()).containsExactly(entry(1, 1L));
  }

  /** Guarantee 45. */
  @Test
  void endsWithTheErrorOfASchedulerThatRefuses() {
    TimeoutException error = new TimeoutException();
    time.rejects = true;
    CompletableFuture<Object> future = retry.callAsync(() -> Shape.stage(Script.of(error)));

    assertThat(errorOf(future))
        .isInstanceOf(RejectedExecutionException.class)
        .hasSuppressedException(error);
    assertThat(onlyOutcome()).isEqualTo(Outcome.FAILED);
    assertThat(retry.metrics().snapshot().waited()).isZero();
  }

  /** Guarantee 45, for the wait before the first attempt. */
  @Test
  void endsIfTheInitialDelayIsRefused() {
    time.rejects = true;
    CompletableFuture<String> future =
        retry(plain.toBuilder().initialDelay("1s").build())
            .callAsync(() -> CompletableFuture.completedFuture("never"));

    assertThat(errorOf(future)).isInstanceOf(RejectedExecutionException.class);
    assertThat(onlyOutcome()).isEqualTo(Outcome.FAILED);
  }

  /** Guarantee 46. */
  @Test
  void survivesManyAttemptsThatFailAtOnce() {
    Retry endless =
        Retry.of(plain.toBuilder().maxAttempts(100_000).backoff(Backoff.none()).build(), time);
    Script script = Script.of(new TimeoutException());

    CompletableFuture<Object> future = endless.callAsync(() -> Shape.stage(script));

    assertThat(errorOf(future)).isInstanceOf(TimeoutException.class);
    assertThat(script.runs()).isEqualTo(100_000);
  }

  /** Guarantee 46, for an operation that throws instead of returning a stage. */
  @Test
  void survivesManyAttemptsThatThrow() {
    Retry endless =
        Retry.of(
            RetryPolicy.RATE_LIMIT.toBuilder().maxAttempts(100_000).backoff(Backoff.none()).build(),
            time);
    AtomicInteger runs = new AtomicInteger();
    IllegalStateException error = new IllegalStateException();

    CompletableFuture<Object> future =
        endless.callAsync(
            () -> {
              runs.incrementAndGet();
              throw error;
            });

    assertThat(errorOf(future)).isSameAs(error);
    assertThat(runs).hasValue(100_000);
  }

  /** Guarantee 31: nobody sees the wrapping that a dependent stage adds. */
  @Test
  void completesWithTheErrorItself() {
    IllegalStateException error = new IllegalStateException();
    CompletableFuture<Object> future =
        retry.callAsync(
            () -> CompletableFuture.failedFuture(error).thenApply(any -> any).thenApply(a -> a));

    assertThat(errorOf(future)).isSameAs(error);
    future.handle((result, seen) -> assertThat(seen).isSameAs(error)).join();
  }

  @Test
  void keepsACompletionExceptionWithoutCause() {
    CompletionException error = new CompletionException("bare", null);
    CompletableFuture<Object> future = retry.callAsync(() -> CompletableFuture.failedFuture(error));

    assertThat(future).isCompletedExceptionally();
    future.handle((result, seen) -> assertThat(seen).isSameAs(error)).join();
  }

  @Test
  void takesAStageCancelledElsewhereAsAborted() {
    CompletableFuture<String> inFlight = new CompletableFuture<>();
    CompletableFuture<String> future = retry.callAsync(() -> inFlight);

    inFlight.cancel(true);

    assertThat(errorOf(future)).isInstanceOf(CancellationException.class);
    assertThat(onlyOutcome()).isEqualTo(Outcome.ABORTED);
  }

  @Test
  void waitsForAStageThatCompletesLater() {
    List<CompletableFuture<String>> stages =
        List.of(new CompletableFuture<>(), new CompletableFuture<>());
    AtomicInteger runs = new AtomicInteger();
    CompletableFuture<String> future = retry.callAsync(() -> stages.get(runs.getAndIncrement()));

    assertThat(runs).hasValue(1);
    stages.get(0).completeExceptionally(new TimeoutException());
    assertThat(time.scheduled()).as("scheduled before the handler returned").isEqualTo(1);
    time.runAll();
    assertThat(runs).hasValue(2);
    stages.get(1).complete("ok");

    assertThat(future).isCompletedWithValue("ok");
    assertThat(time.waits).hasSize(1);
  }

  /** What is told is told before the future completes, so that who waits for it sees all of it. */
  @Test
  void countsBeforeItCompletes() {
    CompletableFuture<String> inFlight = new CompletableFuture<>();
    List<Long> seen = new ArrayList<>();
    CompletableFuture<Void> dependent =
        retry
            .callAsync(() -> inFlight)
            .thenAccept(any -> seen.add(retry.metrics().snapshot().succeeded()));
    inFlight.complete("ok");

    assertThat(dependent).isCompleted();
    assertThat(seen).containsExactly(1L);
  }

  /** Guarantee 42: whoever wins, there is one outcome, told once and last. */
  @Test
  void endsOnceWhenCancelRacesCompletion() throws Exception {
    int rounds = 2_000;
    ExecutorService pool = Executors.newFixedThreadPool(2);
    CyclicBarrier barrier = new CyclicBarrier(2);
    try {
      for (int round = 0; round < rounds; round++) {
        events.clear();
        CompletableFuture<String> inFlight = new CompletableFuture<>();
        CompletableFuture<String> future = retry.callAsync(() -> inFlight);
        Future<?> cancel = pool.submit(() -> together(barrier, () -> future.cancel(true)));
        Future<?> complete = pool.submit(() -> together(barrier, () -> inFlight.complete("ok")));
        cancel.get(30, TimeUnit.SECONDS);
        complete.get(30, TimeUnit.SECONDS);

        assertThat(onlyOutcome()).isIn(Outcome.SUCCEEDED, Outcome.ABORTED);
        assertThat(events.get(events.size() - 1)).isInstanceOf(CallEvent.CallEnded.class);
      }
    } finally {
      pool.shutdownNow();
    }
    MetricsSnapshot numbers = retry.metrics().snapshot();
    assertThat(numbers.total()).isEqualTo(rounds);
    assertThat(numbers.succeeded() + numbers.aborted()).isEqualTo(rounds);
  }

  private static Void together(CyclicBarrier barrier, Runnable action) throws Exception {
    barrier.await();
    action.run();
    return null;
  }

  /** Guarantee 49: a listener and an operation may do as they like; no lock is held. */
  @Test
  void holdsNoLockWhileUserCodeRuns() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    List<CompletableFuture<String>> futures = new ArrayList<>();
    try {
      Retry reentrant =
          Retry.builder("pay")
              .policy(plain)
              .time(time)
              .listener(
                  event -> {
                    if (event instanceof CallEvent.AttemptFailed) {
                      elsewhere(pool, () -> futures.get(0).cancel(true));
                    }
                  })
              .build();
      CompletableFuture<String> inFlight = new CompletableFuture<>();
      futures.add(reentrant.callAsync(() -> inFlight));

      inFlight.completeExceptionally(new TimeoutException());

      assertThat(futures.get(0)).isCancelled();
      assertThat(time.scheduled()).isZero();
      assertThat(reentrant.metrics().snapshot().aborted()).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void elsewhere(ExecutorService pool, Runnable action) {
    try {
      pool.submit(action).get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("another thread could not cancel", e);
    }
  }
}
