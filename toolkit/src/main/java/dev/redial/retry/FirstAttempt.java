package dev.redial.retry;

import dev.redial.time.Scheduled;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The first attempt of a call that nobody watches. If its stage is complete at once, and well, that
 * was the call; else an {@link AsyncCall} goes on from there.
 */
final class FirstAttempt<T extends @Nullable Object>
    implements BiConsumer<@Nullable T, @Nullable Throwable> {

  private record Ended<T extends @Nullable Object>(@Nullable T result, @Nullable Throwable error) {}

  private final Thread starter = Thread.currentThread();
  private boolean isStarting = true;
  private @Nullable Ended<T> atOnce;

  /** The call, or how the attempt ended, whichever is known first. */
  private final AtomicReference<@Nullable Object> callOrEnd = new AtomicReference<>();

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Retry retry, Supplier<? extends @Nullable CompletionStage<T>> operation) {
    FirstAttempt<T> attempt = new FirstAttempt<>();
    Scheduled work = retry.time().start(operation, attempt);
    attempt.isStarting = false;
    Ended<T> ended = attempt.atOnce;
    if (ended != null && ended.error() == null) {
      return attempt.returned(retry, operation, work, ended.result());
    }
    AsyncCall<T> call = AsyncCall.underWay(retry, operation, work);
    if (ended == null) {
      attempt.hasCall(call);
    } else {
      call.end(null, ended.error());
    }
    return call.future();
  }

  @SuppressWarnings("NullAway") // if the result is null, T allows that: a stage of T had it
  private CompletableFuture<T> returned(
      Retry retry,
      Supplier<? extends @Nullable CompletionStage<T>> operation,
      Scheduled work,
      @Nullable T result) {
    FailedAttempt failed;
    try {
      failed = FailedAttempt.ofResult(retry.policy(), result);
    } catch (Throwable broken) {
      AsyncCall<T> call = AsyncCall.underWay(retry, operation, work);
      call.breakOff(broken);
      return call.future();
    }
    if (failed == null) {
      retry.succeededAtOnce();
      return retry.time().completedFuture(result);
    }
    AsyncCall<T> call = AsyncCall.underWay(retry, operation, work);
    call.fail(failed);
    return call.future();
  }

  private void hasCall(AsyncCall<T> call) {
    if (!callOrEnd.compareAndSet(null, call)) {
      @SuppressWarnings("unchecked") // put there by accept
      Ended<T> ended = (Ended<T>) Objects.requireNonNull(callOrEnd.get());
      call.end(ended.result(), ended.error());
    }
  }

  @Override
  public void accept(@Nullable T result, @Nullable Throwable error) {
    Ended<T> ended = new Ended<>(result, error);
    if (Thread.currentThread() == starter && isStarting) {
      atOnce = ended;
    } else if (!callOrEnd.compareAndSet(null, ended)) {
      @SuppressWarnings("unchecked") // put there by hasCall
      AsyncCall<T> call = (AsyncCall<T>) Objects.requireNonNull(callOrEnd.get());
      call.end(result, error);
    }
  }
}
