package dev.redial.observe;

import dev.redial.Resilience;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The two ways to make a call, so that what holds for one is tested for both. */
enum Style {
  SYNC {
    @Override
    Object run(Resilience guard, Callable<?> operation) {
      try {
        return guard.<Object, Exception>call(operation::call);
      } catch (Throwable error) {
        return error;
      }
    }
  },
  ASYNC {
    @Override
    Object run(Resilience guard, Callable<?> operation) {
      try {
        return guard.callAsync(() -> stage(operation)).join();
      } catch (CompletionException e) {
        return e.getCause();
      } catch (RuntimeException e) {
        return e;
      }
    }
  };

  /** What the call returned or threw. */
  abstract Object run(Resilience guard, Callable<?> operation);

  static CompletionStage<Object> stage(Callable<?> operation) {
    try {
      return CompletableFuture.completedFuture(operation.call());
    } catch (Throwable error) {
      return CompletableFuture.failedFuture(error);
    }
  }

  /** An operation that does one step after the other, and throws those that are errors. */
  static Callable<Object> steps(Object... steps) {
    return new Callable<>() {
      private int next;

      @Override
      public Object call() throws Exception {
        Object step = steps[Math.min(next++, steps.length - 1)];
        if (step instanceof Exception exception) {
          throw exception;
        }
        if (step instanceof Error error) {
          throw error;
        }
        return step;
      }
    };
  }
}
