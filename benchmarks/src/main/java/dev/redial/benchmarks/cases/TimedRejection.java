package dev.redial.benchmarks.cases;

import dev.redial.benchmarks.guards.RedialGuards;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitOpenException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** {@link Rejection} by a breaker whose open wait a timer ends; no other library offers one. */
public class TimedRejection {

  @Benchmark
  public Object bare(Stack stack, Rejection.Bare guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object redial(Stack stack, Redial guard) {
    return stack.ask(guard);
  }

  @State(Scope.Benchmark)
  public static class Redial implements Stack.Guard {
    private final CircuitBreaker breaker = RedialGuards.timedBreaker();
    private long before;

    @Setup
    public void open() {
      Stack.failOften(() -> breaker.call(Stack::fail));
      before = breaker.snapshot().rejected();
    }

    @Override
    public Object rejection() {
      try {
        return breaker.call(Stack::mustNotRun);
      } catch (CircuitOpenException e) {
        return e;
      }
    }

    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertRejected(breaker, before, tally);
    }
  }
}
