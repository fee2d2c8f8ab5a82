package dev.redial.benchmarks.cases;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The bare operation: counts itself and computes for about 10 ns. It allocates nothing. */
public class Work extends Counted {

  private static final int ROUNDS = 8;

  private final CompletableFuture<String> completed = CompletableFuture.completedFuture(result);
  private long seed = 88_172_645_463_325_252L;

  /** Runs it. */
  public String call() {
    count++;
    seed = mixed(seed);
    return result;
  }

  /** Runs it; the stage is complete, and always the same one. */
  public CompletionStage<String> stage() {
    call();
    return completed;
  }

  /** Marsaglia's xorshift: each step needs the one before, so nothing of it runs in parallel. */
  static long mixed(long seed) {
    long x = seed;
    for (int i = 0; i < ROUNDS; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
