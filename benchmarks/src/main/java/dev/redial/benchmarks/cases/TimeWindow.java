package dev.redial.benchmarks.cases;

import dev.failsafe.FailsafeExecutor;
import dev.redial.benchmarks.guards.FailsafeGuards;
import dev.redial.benchmarks.guards.RedialGuards;
import dev.redial.benchmarks.guards.Resilience4jGuards;
import dev.redial.breaker.CircuitBreaker;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A closed breaker with a window of 10 s; the operation succeeds. */
public class TimeWindow {

  @Benchmark
  public String bare(Work work) {
    return work.call();
  }

  @Benchmark
  public String redial(Work work, Redial guard) {
    return guard.breaker.call(work::call);
  }

  @Benchmark
  public String resilience4j(Work work, Resilience4j guard) {
    return guard.breaker.executeSupplier(work::call);
  }

  @Benchmark
  public String failsafe(Work work, Failsafe guard) {
    return guard.executor.get(work::call);
  }

  @State(Scope.Benchmark)
  public static class Redial {
    final CircuitBreaker breaker = RedialGuards.timeBreaker();

    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertPassed(breaker, tally);
    }
  }

  @State(Scope.Benchmark)
  public static class Resilience4j {
    final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker =
        Resilience4jGuards.timeBreaker();
  }

  @State(Scope.Benchmark)
  public static class Failsafe {
    final FailsafeExecutor<String> executor = FailsafeGuards.timeBreaker();
  }
}
