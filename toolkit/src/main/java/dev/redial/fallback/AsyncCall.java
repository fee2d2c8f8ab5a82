package dev.redial.fallback;

import dev.redial.failure.Causes;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One asynchronous call with a fallback. */
final class AsyncCall<T extends @Nullable Object> {

  private final Answers<T> answers;
  private final CompletableFuture<T> operation;
  private final CompletableFuture<T> future;

  private AsyncCall(Answers<T> answers, CompletableFuture<T> operation) {
    this.answers = answers;
    this.operation = operation;
    // Of the same class as the operation's: waiting for it may let a test's time move on.
    future = operation.newIncompleteFuture();
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Answers<T> answers, Supplier<? extends CompletionStage<T>> supplier) {
    AsyncCall<T> call = new AsyncCall<>(answers, start(supplier));
    listen(call.operation, call::ended);
    // Does nothing unless the caller was first to complete it.
    listen(call.future, (result, error) -> call.operation.cancel(true));
    return call.future;
  }

  private static <T extends @Nullable Object> CompletableFuture<T> start(
      Supplier<? extends CompletionStage<T>> supplier) {
    try {
      CompletionStage<T> stage =
          Objects.requireNonNull(supplier.get(), "the supplier must return a stage, not null");
      return stage.toCompletableFuture();
    } catch (Throwable error) {
      return CompletableFuture.failedFuture(error);
    }
  }

  private void ended(T result, @Nullable Throwable error) {
    if (future.isDone()) {
      return;
    }
    try {
      if (error == null) {
        future.complete(answers.toResult(result));
        return;
      }
      Supplier<? extends T> answer = answers.toError(error);
      if (answer == null) {
        future.completeExceptionally(Causes.withoutCompletion(error));
      } else {
        future.complete(answer.get());
      }
    } catch (Throwable ofFallback) {
      future.completeExceptionally(ofFallback);
    }
  }

  /** A stage, unlike a future, may be listened to without keeping what that returns. */
  private static <T extends @Nullable Object> void listen(
      CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> listener) {
    stage.whenComplete(listener);
  }
}
