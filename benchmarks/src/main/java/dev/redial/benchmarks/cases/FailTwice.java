package dev.redial.benchmarks.cases;

import dev.redial.benchmarks.cases.Flaky.Unreachable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.core.retry.RetryException;

/** A retry without delay, whose operation, not inlined, fails twice and then succeeds. */
public class FailTwice {

  @Benchmark
  public String bare(Flaky flaky) throws Unreachable {
    for (int attempt = 1; ; attempt++) {
      try {
        return flaky.call();
      } catch (Unreachable e) {
        if (attempt == Flaky.ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Benchmark
  public String redial(Flaky flaky, Redial guard) throws Unreachable {
    return guard.retry.call(flaky::call);
  }

  @Benchmark
  public String resilience4j(Flaky flaky, RetrySuccess.Resilience4j guard) throws Throwable {
    return guard.retry.executeCheckedSupplier(flaky::call);
  }

  @Benchmark
  public String failsafe(Flaky flaky, RetrySuccess.Failsafe guard) {
    return guard.executor.get(flaky::call);
  }

  @Benchmark
  public String springRetry(Flaky flaky, RetrySuccess.SpringRetry guard) throws Unreachable {
    return guard.template.execute(context -> flaky.call());
  }

  @Benchmark
  public String spring(Flaky flaky, RetrySuccess.Spring guard) throws RetryException {
    return guard.template.execute(flaky::call);
  }

  @Benchmark
  public String smallRye(Flaky flaky, RetrySuccess.SmallRye guard) throws Exception {
    return guard.guard.call(flaky::call);
  }

  /** As in {@link RetrySuccess}, counted otherwise. */
  @State(Scope.Benchmark)
  public static class Redial extends RetrySuccess.Redial {
    @Override
    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertRetried(retry, tally, Flaky.ATTEMPTS);
    }
  }
}
