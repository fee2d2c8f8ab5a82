package dev.redial.timeout;

import dev.redial.failure.Causes;
import dev.redial.failure.TimedOutException;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One asynchronous call: whoever completes its future first ends it. */
final class AsyncCall<T extends @Nullable Object> {

  private final Timeout timeout;
  private final CompletableFuture<T> future;

  private AsyncCall(Timeout timeout, CompletableFuture<T> future) {
    this.timeout = timeout;
    this.future = future;
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Timeout timeout, TimeSource time, Supplier<? extends CompletionStage<T>> operation) {
    AsyncCall<T> call = new AsyncCall<>(timeout, time.newFuture());
    call.start(time, operation);
    return call.future;
  }

  private void start(TimeSource time, Supplier<? extends CompletionStage<T>> operation) {
    long start = time.nanoTime();
    Scheduled work = time.start(operation, this::ended);
    if (future.isDone()) {
      return;
    }
    Duration left = timeout.limit().minusNanos(time.nanoTime() - start);
    Scheduled timer;
    try {
      timer = time.schedule(left, () -> timeIsUp(work));
    } catch (Throwable refused) {
      work.cancel();
      future.completeExceptionally(refused);
      return;
    }
    CompletionStage<T> whoeverEndsIt = future;
    whoeverEndsIt.whenComplete(
        (result, error) -> {
          timer.cancel();
          work.cancel();
        });
  }

  private void ended(@Nullable T result, @Nullable Throwable error) {
    if (error == null) {
      future.complete(result);
    } else {
      future.completeExceptionally(Causes.withoutCompletion(error));
    }
  }

  /**
   * The work first: who sees that the time is up sees what that did to what was timed. Work that is
   * given up does not end, and what has just ended is in time.
   */
  private void timeIsUp(Scheduled work) {
    if (future.isDone()) {
      return;
    }
    try {
      work.cancel();
    } finally {
      future.completeExceptionally(new TimedOutException(timeout.name(), timeout.limit()));
    }
  }
}
