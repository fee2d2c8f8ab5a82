package dev.redial.test.inject.proxy;

import dev.redial.test.inject.Invocation;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The futures of an asynchronous method. Each end is recorded before anyone who waits for the
 * future hears of it, so that the timeline has it before what follows from it.
 */
final class FaultingFutures {

  private final TimeSource time;

  FaultingFutures(TimeSource time) {
    this.time = time;
  }

  CompletableFuture<Object> completed(@Nullable Object answer) {
    CompletableFuture<Object> future = time.newFuture();
    future.complete(answer);
    return future;
  }

  /** Fails after some time on the test's clock, unless it is cancelled before. */
  CompletableFuture<Object> failing(Throwable error, Duration takes, Invocation invocation) {
    CompletableFuture<Object> future = time.newFuture();
    if (takes.isZero()) {
      fail(future, error, invocation);
      return future;
    }
    Scheduled failing = time.schedule(takes, () -> fail(future, error, invocation));
    CompletableFuture<?> unused =
        future.whenComplete(
            (answer, ended) -> {
              failing.cancel();
              record(invocation, answer, ended);
            });
    return future;
  }

  /** Never ends by itself. */
  CompletableFuture<?> hanging(CompletableFuture<?> never, Invocation invocation) {
    CompletableFuture<?> unused =
        never.whenComplete((answer, ended) -> record(invocation, answer, ended));
    return never;
  }

  /** The target is called after some time on the test's clock, unless it is cancelled before. */
  CompletableFuture<Object> slow(Duration delay, Invocation invocation, RealCall real) {
    CompletableFuture<Object> future = time.newFuture();
    Scheduled call = time.schedule(delay, () -> forward(real, future));
    CompletableFuture<?> unused =
        future.whenComplete(
            (answer, ended) -> {
              call.cancel();
              record(invocation, answer, ended);
            });
    return future;
  }

  private void forward(RealCall real, CompletableFuture<Object> future) {
    if (future.isDone()) {
      return;
    }
    try {
      Object answer = real.pass();
      if (answer instanceof CompletionStage<?> stage) {
        Scheduled unused = time.start(() -> stage, (value, error) -> end(future, value, error));
      } else {
        future.complete(answer);
      }
    } catch (Throwable error) {
      future.completeExceptionally(error);
    }
  }

  private static void end(
      CompletableFuture<Object> future, @Nullable Object value, @Nullable Throwable error) {
    if (error == null) {
      future.complete(value);
    } else {
      future.completeExceptionally(error);
    }
  }

  /** Fails when the target's future has ended, however that was. */
  CompletableFuture<Object> lost(
      CompletionStage<?> stage, Supplier<Throwable> error, Duration takes, Invocation invocation) {
    CompletableFuture<Object> future = time.newFuture();
    Scheduled unused =
        time.start(
            () -> stage,
            (answer, ended) -> {
              if (takes.isZero()) {
                fail(future, error.get(), invocation);
              } else {
                time.schedule(takes, () -> fail(future, error.get(), invocation));
              }
            });
    return future;
  }

  private static void fail(CompletableFuture<?> future, Throwable error, Invocation invocation) {
    if (!future.isDone()) {
      invocation.threw(error);
      future.completeExceptionally(error);
    }
  }

  /** The target's future, or one that ends like it. */
  CompletionStage<?> watched(CompletionStage<?> stage, Invocation invocation) {
    if (isDone(stage)) {
      CompletionStage<?> unused =
          stage.whenComplete((answer, error) -> record(invocation, answer, error));
      return stage;
    }
    return watch(stage, invocation);
  }

  private static boolean isDone(CompletionStage<?> stage) {
    try {
      return stage instanceof Future<?> future && future.isDone();
    } catch (UnsupportedOperationException minimalStage) {
      return false;
    }
  }

  private <T extends @Nullable Object> CompletableFuture<T> watch(
      CompletionStage<T> stage, Invocation invocation) {
    CompletableFuture<T> watched = time.newFuture();
    Scheduled target =
        time.start(
            () -> stage,
            (answer, error) -> {
              record(invocation, answer, error);
              if (error == null) {
                watched.complete(answer);
              } else {
                watched.completeExceptionally(error);
              }
            });
    CompletableFuture<?> unused =
        watched.whenComplete(
            (answer, error) -> {
              if (watched.isCancelled() && target.cancel()) {
                record(invocation, answer, error);
              }
            });
    return watched;
  }

  private static void record(
      Invocation invocation, @Nullable Object answer, @Nullable Throwable error) {
    if (error == null) {
      invocation.returned(answer);
    } else {
      invocation.threw(error);
    }
  }
}
