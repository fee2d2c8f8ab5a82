package dev.redial.retry;

import dev.redial.call.Operation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The two ways to make a call, so that what holds for one is tested for both. */
enum Shape {
  SYNC {
    @Override
    Ended run(Retry retry, RecordingTime time, Operation<?, ?> operation) {
      try {
        return new Ended(retry.call(operation), null);
      } catch (Throwable error) {
        return new Ended(null, error);
      }
    }
  },
  ASYNC {
    @Override
    Ended run(Retry retry, RecordingTime time, Operation<?, ?> operation) {
      CompletableFuture<Object> future = retry.callAsync(() -> stage(operation));
      time.runAll();
      if (!future.isDone()) {
        throw new AssertionError("nothing is scheduled, but the future is not done");
      }
      try {
        return new Ended(future.get(), null);
      } catch (ExecutionException e) {
        return new Ended(null, e.getCause());
      } catch (InterruptedException | RuntimeException e) {
        return new Ended(null, e);
      }
    }
  };

  /** What a call returned or threw. */
  record Ended(Object result, Throwable error) {}

  abstract Ended run(Retry retry, RecordingTime time, Operation<?, ?> operation);

  static CompletableFuture<Object> stage(Operation<?, ?> operation) {
    try {
      return CompletableFuture.completedFuture(operation.call());
    } catch (Throwable error) {
      return CompletableFuture.failedFuture(error);
    }
  }
}
