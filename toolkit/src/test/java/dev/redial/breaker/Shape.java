package dev.redial.breaker;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** The shapes of a call, so that one test holds for all of them. */
enum Shape {
  SYNC {
    @Override
    <T> T call(CircuitBreaker breaker, Callable<T> operation) throws Exception {
      return breaker.call(operation::call);
    }
  },
  ASYNC {
    @Override
    <T> T call(CircuitBreaker breaker, Callable<T> operation) throws Exception {
      return outcome(breaker.callAsync(() -> stage(operation)));
    }
  },
  ASYNC_SUPPLIER_THROWS {
    @Override
    <T> T call(CircuitBreaker breaker, Callable<T> operation) throws Exception {
      return outcome(breaker.callAsync(() -> CompletableFuture.completedFuture(run(operation))));
    }
  };

  abstract <T> T call(CircuitBreaker breaker, Callable<T> operation) throws Exception;

  private static <T> CompletionStage<T> stage(Callable<T> operation) {
    try {
      return CompletableFuture.completedFuture(operation.call());
    } catch (Throwable error) {
      return CompletableFuture.failedFuture(error);
    }
  }

  private static <T> T run(Callable<T> operation) {
    try {
      return operation.call();
    } catch (Throwable error) {
      throw Shape.<RuntimeException>unchecked(error);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <X extends Throwable> X unchecked(Throwable error) throws X {
    throw (X) error;
  }

  private static <T> T outcome(CompletableFuture<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Shape.<Exception>unchecked(e.getCause());
    }
  }
}
