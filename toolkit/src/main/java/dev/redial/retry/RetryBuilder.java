package dev.redial.retry;

import dev.redial.budget.RetryBudget;
import dev.redial.call.CallListener;
import dev.redial.call.ContextCarrier;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Retry} together. */
public final class RetryBuilder {

  final String name;
  RetryPolicy policy = RetryPolicy.DEFAULT;
  TimeSource time = TimeSource.system();
  final List<CallListener> listeners = new ArrayList<>();
  CallMetrics metrics = new CallMetrics();
  @Nullable LongFunction<? extends RandomGenerator> randoms;
  @Nullable Executor executor;
  @Nullable ContextCarrier context;
  @Nullable RetryBudget budget;

  RetryBuilder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank, but was '" + name + "'");
    }
    this.name = name;
  }

  /** What is retried, how often and when. Default: {@link RetryPolicy#DEFAULT}. */
  public RetryBuilder policy(RetryPolicy newPolicy) {
    policy = Objects.requireNonNull(newPolicy, "policy");
    return this;
  }

  /**
   * What all calls together may retry; it is best shared by all that call the same other side.
   * Default: none, only the policy bounds retries.
   */
  public RetryBuilder budget(RetryBudget newBudget) {
    budget = Objects.requireNonNull(newBudget, "budget");
    return this;
  }

  /** Where all waits and instants come from. Default: {@link TimeSource#system()}. */
  public RetryBuilder time(TimeSource newTime) {
    time = Objects.requireNonNull(newTime, "time");
    return this;
  }

  /** Adds a listener; all are told, in the order in which they were added. */
  public RetryBuilder listener(CallListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Where calls are counted; several retries may share it. Default: its own. */
  public RetryBuilder metrics(CallMetrics newMetrics) {
    metrics = Objects.requireNonNull(newMetrics, "metrics");
    return this;
  }

  /**
   * Where jitter and initial delay come from: the number of the call, from 1 in the order in which
   * calls begin, gives a generator for that call alone. It is asked when a call first needs it.
   * With {@code call -> new SplittableRandom(seed + call)} each call has the same delays in each
   * run, however calls interleave. Default: the generator of the thread.
   */
  public RetryBuilder random(LongFunction<? extends RandomGenerator> newRandoms) {
    randoms = Objects.requireNonNull(newRandoms, "randoms");
    return this;
  }

  /**
   * Where later attempts of asynchronous calls start. Default: the thread on which the one before
   * ended, or that of the time source's scheduler, which an operation must then not block.
   */
  public RetryBuilder executor(Executor newExecutor) {
    executor = Objects.requireNonNull(newExecutor, "executor");
    return this;
  }

  /**
   * Carries the caller's context to where asynchronous calls go on: later attempts, listeners, and
   * what depends on the future. What it throws there ends the call. Default: nothing is carried.
   */
  public RetryBuilder context(ContextCarrier newContext) {
    context = Objects.requireNonNull(newContext, "context");
    return this;
  }

  /**
   * The retry. A second one from the same builder counts in the same metrics, unless told not to.
   */
  public Retry build() {
    return new Retry(this);
  }
}
