package dev.redial;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.budget.RetryBudget;
import dev.redial.call.CallListener;
import dev.redial.call.ContextCarrier;
import dev.redial.hedge.Hedge;
import dev.redial.hedge.HedgeBuilder;
import dev.redial.hedge.HedgePolicy;
import dev.redial.metrics.CallMetrics;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryBuilder;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.Durations;
import dev.redial.time.TimeSource;
import dev.redial.timeout.Timeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Resilience} together: what is not asked for is not there. */
public final class ResilienceBuilder {

  final String name;
  RetryPolicy retryPolicy = RetryPolicy.builder().maxAttempts(1).build();
  TimeSource time = TimeSource.system();
  CallMetrics metrics = new CallMetrics();
  final List<CallListener> listeners = new ArrayList<>();
  @Nullable Duration callTimeout;
  @Nullable Duration attemptTimeout;
  private @Nullable Executor executor;
  @Nullable ContextCarrier context;
  private @Nullable HedgePolicy hedgePolicy;
  private @Nullable Executor hedgeExecutor;
  private @Nullable BreakerPolicy breakerPolicy;
  private @Nullable CircuitBreaker breaker;
  private @Nullable LongFunction<? extends RandomGenerator> randoms;
  private @Nullable RetryBudget budget;

  ResilienceBuilder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank, but was '" + name + "'");
    }
    this.name = name;
  }

  /** What is retried, how often and when. Default: nothing is, a call makes one attempt. */
  public ResilienceBuilder retry(RetryPolicy policy) {
    retryPolicy = Objects.requireNonNull(policy, "retry policy");
    return this;
  }

  /**
   * What all calls together may retry; it is best shared by all that call the same other side.
   * Default: none, only the policy bounds retries.
   */
  public ResilienceBuilder budget(RetryBudget newBudget) {
    budget = Objects.requireNonNull(newBudget, "budget");
    return this;
  }

  /**
   * Starts an attempt's operation again while it is slow; for asynchronous calls alone, since
   * blocking ones need an executor. Default: never.
   */
  public ResilienceBuilder hedge(HedgePolicy policy) {
    hedgePolicy = Objects.requireNonNull(policy, "hedge policy");
    hedgeExecutor = null;
    return this;
  }

  /**
   * Like {@link #hedge(HedgePolicy)}, for blocking calls, too, as {@link HedgeBuilder#executor}.
   */
  public ResilienceBuilder hedge(HedgePolicy policy, Executor executor) {
    hedgePolicy = Objects.requireNonNull(policy, "hedge policy");
    hedgeExecutor = Objects.requireNonNull(executor, "executor");
    return this;
  }

  /** Guards by a circuit of its own, which bears the same name. Default: no circuit. */
  public ResilienceBuilder breaker(BreakerPolicy policy) {
    breakerPolicy = Objects.requireNonNull(policy, "breaker policy");
    breaker = null;
    return this;
  }

  /**
   * Guards by a circuit that others may share, because they call the same other side. It keeps its
   * own time and tells its own listeners; those given here hear nothing of it.
   */
  public ResilienceBuilder breaker(CircuitBreaker shared) {
    breaker = Objects.requireNonNull(shared, "breaker");
    breakerPolicy = null;
    return this;
  }

  /**
   * How long a call may take, all attempts and waits included: above zero. Code that blocks is then
   * interrupted. It is also a deadline: no wait begins that would pass it. Default: for ever.
   */
  public ResilienceBuilder timeout(Duration limit) {
    callTimeout = requirePositive("timeout", limit);
    return this;
  }

  /** Like {@link #timeout(Duration)}, as in {@code "30s"}. */
  public ResilienceBuilder timeout(String limit) {
    return timeout(Durations.parse(limit));
  }

  /**
   * How long an attempt may take: above zero. Code that blocks is then interrupted, and has failed.
   * Default: for ever.
   */
  public ResilienceBuilder attemptTimeout(Duration limit) {
    attemptTimeout = requirePositive("attemptTimeout", limit);
    return this;
  }

  /** Like {@link #attemptTimeout(Duration)}, as in {@code "2s"}. */
  public ResilienceBuilder attemptTimeout(String limit) {
    return attemptTimeout(Durations.parse(limit));
  }

  private static Duration requirePositive(String name, Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          name + " must be above zero, but was " + Durations.format(limit));
    }
    return limit;
  }

  /** Where later attempts of asynchronous calls start, as told in {@link RetryBuilder#executor}. */
  public ResilienceBuilder executor(Executor newExecutor) {
    executor = Objects.requireNonNull(newExecutor, "executor");
    return this;
  }

  /**
   * Carries the caller's context, as told in {@link RetryBuilder#context}, and to asynchronous
   * hedges. Blocking hedges run on their executor, which has to carry it itself.
   */
  public ResilienceBuilder context(ContextCarrier newContext) {
    context = Objects.requireNonNull(newContext, "context");
    return this;
  }

  /** Where all waits and instants come from. Default: {@link TimeSource#system()}. */
  public ResilienceBuilder time(TimeSource newTime) {
    time = Objects.requireNonNull(newTime, "time");
    return this;
  }

  /**
   * Adds a listener; all are told, in the order in which they were added, of calls, of the
   * circuit's rejections and changes, of hedges and of fallbacks.
   */
  public ResilienceBuilder listener(CallListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /** Where calls are counted; several may share it. Default: its own. */
  public ResilienceBuilder metrics(CallMetrics newMetrics) {
    metrics = Objects.requireNonNull(newMetrics, "metrics");
    return this;
  }

  /** Where jitter comes from, as told in {@link RetryBuilder#random}. */
  public ResilienceBuilder random(LongFunction<? extends RandomGenerator> newRandoms) {
    randoms = Objects.requireNonNull(newRandoms, "randoms");
    return this;
  }

  /**
   * The guard; each call makes another, with a circuit of its own unless that is shared.
   *
   * @throws IllegalArgumentException if calls that are not idempotent are to be hedged, or the
   *     timeout is not above the initial delay
   */
  public Resilience build() {
    if (hedgePolicy != null && !retryPolicy.isIdempotent()) {
      throw new IllegalArgumentException(
          "hedge must not be set for '"
              + name
              + "', whose retry policy is nonIdempotent(): a hedge runs the operation twice on"
              + " purpose.");
    }
    return new Resilience(this);
  }

  Retry newRetry() {
    RetryBuilder builder = Retry.builder(name).policy(policyWithinTimeout()).time(time);
    builder.metrics(metrics);
    listeners.forEach(builder::listener);
    if (budget != null) {
      builder.budget(budget);
    }
    if (randoms != null) {
      builder.random(randoms);
    }
    if (executor != null) {
      builder.executor(executor);
    }
    if (context != null) {
      builder.context(context);
    }
    return builder.build();
  }

  /** The timeout of a call is its deadline, if it has no earlier one. */
  private RetryPolicy policyWithinTimeout() {
    Duration limit = callTimeout;
    if (limit == null || limit.compareTo(retryPolicy.deadline().orElse(limit)) > 0) {
      return retryPolicy;
    }
    if (retryPolicy.initialDelay().compareTo(limit) >= 0) {
      throw new IllegalArgumentException(
          "timeout must be above the retry policy's initialDelay ("
              + Durations.format(retryPolicy.initialDelay())
              + "), but was "
              + Durations.format(limit));
    }
    return retryPolicy.toBuilder().deadline(limit).build();
  }

  @Nullable Timeout newTimeout(@Nullable Duration limit) {
    return limit == null ? null : Timeout.builder(name).limit(limit).time(time).build();
  }

  @Nullable Hedge newHedge() {
    if (hedgePolicy == null) {
      return null;
    }
    HedgeBuilder builder = Hedge.builder(name).policy(hedgePolicy).time(time).metrics(metrics);
    listeners.forEach(builder::listener);
    return hedgeExecutor == null ? builder.build() : builder.executor(hedgeExecutor).build();
  }

  @Nullable CircuitBreaker newBreaker() {
    if (breakerPolicy == null) {
      return breaker;
    }
    var builder = CircuitBreaker.builder(name).policy(breakerPolicy).time(time);
    listeners.forEach(builder::listener);
    return builder.build();
  }
}
