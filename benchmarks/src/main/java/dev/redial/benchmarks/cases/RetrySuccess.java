package dev.redial.benchmarks.cases;

import dev.failsafe.FailsafeExecutor;
import dev.redial.benchmarks.guards.FailsafeGuards;
import dev.redial.benchmarks.guards.RedialGuards;
import dev.redial.benchmarks.guards.Resilience4jGuards;
import dev.redial.benchmarks.guards.SmallRyeGuards;
import dev.redial.benchmarks.guards.SpringGuards;
import dev.redial.benchmarks.guards.SpringRetryGuards;
import dev.redial.retry.Retry;
import io.smallrye.faulttolerance.api.TypedGuard;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryTemplate;

/** A retry whose operation succeeds at once. */
public class RetrySuccess {

  @Benchmark
  public String bare(Work work) {
    return work.call();
  }

  @Benchmark
  public String redial(Work work, Redial guard) {
    return guard.retry.call(work::call);
  }

  @Benchmark
  public String resilience4j(Work work, Resilience4j guard) {
    return guard.retry.executeSupplier(work::call);
  }

  @Benchmark
  public String failsafe(Work work, Failsafe guard) {
    return guard.executor.get(work::call);
  }

  @Benchmark
  public String springRetry(Work work, SpringRetry guard) {
    return guard.template.execute(context -> work.call());
  }

  @Benchmark
  public String spring(Work work, Spring guard) throws RetryException {
    return guard.template.execute(work::call);
  }

  @Benchmark
  public String smallRye(Work work, SmallRye guard) {
    return guard.guard.get(work::call);
  }

  @State(Scope.Benchmark)
  public static class Redial {
    final Retry retry = RedialGuards.retry();

    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertRetried(retry, tally, 1);
    }
  }

  @State(Scope.Benchmark)
  public static class Resilience4j {
    final io.github.resilience4j.retry.Retry retry = Resilience4jGuards.retry();
  }

  @State(Scope.Benchmark)
  public static class Failsafe {
    final FailsafeExecutor<String> executor = FailsafeGuards.retry();
  }

  @State(Scope.Benchmark)
  public static class SpringRetry {
    final org.springframework.retry.support.RetryTemplate template = SpringRetryGuards.retry();
  }

  @State(Scope.Benchmark)
  public static class Spring {
    final RetryTemplate template = SpringGuards.retry();
  }

  @State(Scope.Benchmark)
  public static class SmallRye {
    final TypedGuard<String> guard = SmallRyeGuards.retry();
  }
}
