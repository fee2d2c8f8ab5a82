package dev.redial.benchmarks.cases;

import dev.failsafe.FailsafeExecutor;
import dev.redial.Resilience;
import dev.redial.benchmarks.guards.FailsafeGuards;
import dev.redial.benchmarks.guards.RedialGuards;
import dev.redial.benchmarks.guards.Resilience4jGuards;
import dev.redial.benchmarks.guards.SmallRyeGuards;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.smallrye.faulttolerance.api.TypedGuard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A retry around a closed breaker; the operation succeeds at once. */
public class RetryOfBreakerSuccess {

  @Benchmark
  public String bare(Work work) {
    return work.call();
  }

  @Benchmark
  public String redial(Work work, Redial guard) {
    return guard.both.call(work::call);
  }

  @Benchmark
  public String resilience4j(Work work, Resilience4j guard) {
    return guard.retry.executeSupplier(() -> guard.breaker.executeSupplier(work::call));
  }

  @Benchmark
  public String failsafe(Work work, Failsafe guard) {
    return guard.executor.get(work::call);
  }

  @Benchmark
  public String smallRye(Work work, SmallRye guard) {
    return guard.guard.get(work::call);
  }

  @State(Scope.Benchmark)
  public static class Redial {
    final Resilience both = RedialGuards.both();

    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertRetried(both.metrics().snapshot(), tally, 1);
      RedialCounts.assertPassed(both.breaker(), tally);
    }
  }

  @State(Scope.Benchmark)
  public static class Resilience4j {
    final Retry retry = Resilience4jGuards.retry();
    final CircuitBreaker breaker = Resilience4jGuards.breaker();
  }

  @State(Scope.Benchmark)
  public static class Failsafe {
    final FailsafeExecutor<String> executor = FailsafeGuards.both();
  }

  @State(Scope.Benchmark)
  public static class SmallRye {
    final TypedGuard<String> guard = SmallRyeGuards.both();
  }
}
