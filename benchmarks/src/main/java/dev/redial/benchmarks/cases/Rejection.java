package dev.redial.benchmarks.cases;

import dev.redial.benchmarks.guards.Resilience4jGuards;
import dev.redial.benchmarks.guards.SpringRetryGuards;
import dev.redial.breaker.CircuitOpenException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.retry.ExhaustedRetryException;

/** A breaker that failures opened for an hour; the rejection is caught at once and never read. */
public class Rejection {

  @Benchmark
  public Object bare(Stack stack, Bare guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object redial(Stack stack, Redial guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object resilience4j(Stack stack, Resilience4j guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object resilience4jWithoutTrace(Stack stack, Resilience4jWithoutTrace guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object failsafe(Stack stack, Failsafe guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object springRetry(Stack stack, SpringRetry guard) {
    return stack.ask(guard);
  }

  @Benchmark
  public Object smallRye(Stack stack, SmallRye guard) {
    return stack.ask(guard);
  }

  /** Answers with itself. */
  @State(Scope.Benchmark)
  public static class Bare implements Stack.Guard {
    @Override
    public Object rejection() {
      return this;
    }
  }

  @State(Scope.Benchmark)
  public static class Redial extends BreakerSuccess.Redial implements Stack.Guard {
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

    @Override
    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertRejected(breaker, before, tally);
    }
  }

  @State(Scope.Benchmark)
  public static class Resilience4j implements Stack.Guard {
    CircuitBreaker breaker = Resilience4jGuards.breaker();

    @Setup
    public void open() {
      Stack.failOften(() -> breaker.executeCallable(Stack::fail));
    }

    @Override
    public Object rejection() {
      try {
        return breaker.executeSupplier(Stack::mustNotRun);
      } catch (CallNotPermittedException e) {
        return e;
      }
    }
  }

  @State(Scope.Benchmark)
  public static class Resilience4jWithoutTrace extends Resilience4j {
    public Resilience4jWithoutTrace() {
      breaker = Resilience4jGuards.breakerWithoutTrace();
    }
  }

  @State(Scope.Benchmark)
  public static class Failsafe extends BreakerSuccess.Failsafe implements Stack.Guard {
    @Setup
    public void open() {
      Stack.failOften(() -> executor.get(Stack::fail));
    }

    @Override
    public Object rejection() {
      try {
        return executor.get(Stack::mustNotRun);
      } catch (dev.failsafe.CircuitBreakerOpenException e) {
        return e;
      }
    }
  }

  @State(Scope.Benchmark)
  public static class SpringRetry extends BreakerSuccess.SpringRetry implements Stack.Guard {
    @Setup
    public void open() {
      Stack.failOften(() -> template.execute(context -> Stack.fail(), SpringRetryGuards.CIRCUIT));
    }

    @Override
    public Object rejection() {
      try {
        return template.execute(context -> Stack.mustNotRun(), SpringRetryGuards.CIRCUIT);
      } catch (ExhaustedRetryException e) {
        return e;
      }
    }
  }

  @State(Scope.Benchmark)
  public static class SmallRye extends BreakerSuccess.SmallRye implements Stack.Guard {
    @Setup
    public void open() {
      Stack.failOften(() -> guard.call(Stack::fail));
    }

    @Override
    public Object rejection() {
      try {
        return guard.get(Stack::mustNotRun);
      } catch (CircuitBreakerOpenException e) {
        return e;
      }
    }
  }
}
