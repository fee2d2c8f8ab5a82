package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

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

  /** What a completed future holds, read past {@code get}, which newer JDKs let wrap it. */
  private static <T> T outcome(CompletableFuture<T> future) throws Exception {
    assertThat(future).isDone();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    T result =
        future
            .whenComplete((value, error) -> thrown.set(error))
            .exceptionally(error -> null)
            .join();
    if (thrown.get() != null) {
      throw Shape.<Exception>unchecked(thrown.get());
    }
    return result;
  }
}
