package dev.redial.benchmarks.cases;

import dev.failsafe.FailsafeExecutor;
import dev.redial.benchmarks.guards.FailsafeGuards;
import dev.redial.benchmarks.guards.RedialGuards;
import dev.redial.benchmarks.guards.Resilience4jGuards;
import dev.redial.benchmarks.guards.SmallRyeGuards;
import dev.redial.benchmarks.guards.SpringRetryGuards;
import dev.redial.breaker.CircuitBreaker;
import io.smallrye.faulttolerance.api.TypedGuard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.retry.support.RetryTemplate;

/** A closed breaker with a window of 100 calls; the operation succeeds. */
public class BreakerSuccess {

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

  @Benchmark
  public String springRetry(Work work, SpringRetry guard) {
    return guard.template.execute(context -> work.call(), SpringRetryGuards.CIRCUIT);
  }

  @Benchmark
  public String smallRye(Work work, SmallRye guard) {
    return guard.guard.get(work::call);
  }

  @State(Scope.Benchmark)
  public static class Redial {
    final CircuitBreaker breaker = RedialGuards.breaker();

    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertPassed(breaker, tally);
    }
  }

  @State(Scope.Benchmark)
  public static class Resilience4j {
    final io.github.resilience4j.circuitbreaker.CircuitBreaker breaker =
        Resilience4jGuards.breaker();
  }

  @State(Scope.Benchmark)
  public static class Failsafe {
    final FailsafeExecutor<String> executor = FailsafeGuards.breaker();
  }

  @State(Scope.Benchmark)
  public static class SpringRetry {
    final RetryTemplate template = SpringRetryGuards.breaker();
  }

  @State(Scope.Benchmark)
  public static class SmallRye {
    final TypedGuard<String> guard = SmallRyeGuards.breaker();
  }
}
