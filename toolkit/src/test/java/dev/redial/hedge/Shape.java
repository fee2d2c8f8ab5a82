package dev.redial.hedge;

import java.util.concurrent.CompletableFuture;

/** The two ways to make a call, so that what holds for one is tested for both. */
enum Shape {
  BLOCKING {
    @Override
    Ended run(Hedge hedge, Plan plan) {
      try {
        return new Ended(hedge.call(plan.blocking()), null);
      } catch (Throwable error) {
        return new Ended(null, error);
      }
    }
  },
  ASYNC {
    @Override
    Ended run(Hedge hedge, Plan plan) {
      CompletableFuture<Object> call = hedge.callAsync(plan::stage);
      // Waiting for it moves the time; what it holds is read without the wrapping.
      CompletableFuture<Ended> ended = call.handle(Ended::new);
      return ended.join();
    }
  };

  /** What a call returned or threw. */
  record Ended(Object result, Throwable error) {
    @Override
    public String toString() {
      return error == null ? String.valueOf(result) : error.toString();
    }
  }

  abstract Ended run(Hedge hedge, Plan plan);
}
