package dev.redial;

import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitSnapshot;
import dev.redial.call.Action;
import dev.redial.call.CallEvent.FallbackAnswered;
import dev.redial.call.CallListener;
import dev.redial.call.Operation;
import dev.redial.failure.Classifier;
import dev.redial.fallback.Fallback;
import dev.redial.metrics.CallMetrics;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.time.Durations;
import dev.redial.time.TimeSource;
import dev.redial.timeout.Timeout;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards calls to one other side by all that it needs, under one name.
 *
 * <pre>{@code
 * Resilience ocr =
 *     Resilience.builder("ocr").retry(RetryPolicy.AGGRESSIVE).breaker(BreakerPolicy.DEFAULT).build();
 *
 * String text =
 *     ocr.call(() -> remote.read(receipt), Fallback.onRejection(rejection -> local.read(receipt)));
 * }</pre>
 *
 * <p>The order is fixed, from the outside in: <strong>fallback ← call timeout ← retry ← hedge ←
 * circuit breaker ← attempt timeout ← operation</strong>. So
 *
 * <ul>
 *   <li>the circuit sees every attempt, not only what became of the call, and may open between two
 *       attempts of one call;
 *   <li>the hedges of an attempt belong to it: the retry sees what became of them together, and
 *       each of them asks the circuit;
 *   <li>a rejection ends the call at once, unless the retry policy names {@link
 *       dev.redial.call.CallRejectedException}; the operation did not run, so it counts as no
 *       attempt; the errors of earlier attempts are suppressed in it;
 *   <li>an attempt that is cut by its timeout is a failed attempt to the circuit and to the retry;
 *       it is cut to the time that the call has left;
 *   <li>the call timeout is a deadline, too: no wait begins that would pass it, and the call ends
 *       at once with its last error instead. A call that it does cut counts as aborted;
 *   <li>the retry's budget, if it has one, is asked last, when the policy allows another attempt;
 *   <li>the fallback is asked once, when no further attempt is made.
 * </ul>
 *
 * <p>It may be shared by any number of threads. {@link #wrap} guards all methods of an interface at
 * once.
 */
public final class Resilience implements AutoCloseable {

  private static final int SHOWN_STATES = 9;

  private final String name;
  private final RetryPolicy retryPolicy;
  private final Retry retry;
  private final @Nullable CircuitBreaker breaker;
  private final AttemptGuards guards;
  private final @Nullable Timeout callTimeout;
  private final TimeSource time;
  private final CallMetrics metrics;
  private final boolean hasListeners;
  private final CallListener listeners;
  private final Classifier classifier;

  Resilience(ResilienceBuilder settings) {
    name = settings.name;
    retryPolicy = settings.retryPolicy;
    retry = settings.newRetry();
    breaker = settings.newBreaker();
    guards =
        new AttemptGuards(
            name,
            settings.newHedge(),
            breaker,
            settings.newTimeout(settings.attemptTimeout),
            settings.context,
            settings.time);
    callTimeout = settings.newTimeout(settings.callTimeout);
    time = settings.time;
    metrics = settings.metrics;
    hasListeners = !settings.listeners.isEmpty();
    listeners = CallListener.all(settings.listeners);
    classifier = settings.retryPolicy.classifier();
  }

  /**
   * A builder.
   *
   * @param name what events, reports and messages call this guard and its circuit
   * @throws IllegalArgumentException if the name is blank
   */
  public static ResilienceBuilder builder(String name) {
    return new ResilienceBuilder(name);
  }

  /**
   * Runs the operation, guarded.
   *
   * @throws X what the last attempt threw
   * @throws dev.redial.breaker.CircuitOpenException if the circuit kept the operation from running
   * @throws dev.redial.failure.TimedOutException if the call took longer than its timeout, or its
   *     last attempt than that of attempts
   * @throws dev.redial.retry.RetryInterruptedException if the thread is interrupted in a wait
   * @throws dev.redial.retry.RetryClosedException if this was closed, or is while the call waits
   * @throws dev.redial.hedge.HedgeInterruptedException if it is while hedged attempts run
   * @throws IllegalStateException if attempts are to be hedged, but no executor was given
   */
  public <T extends @Nullable Object, X extends Exception> T call(Operation<T, X> operation)
      throws X {
    Operation<T, X> guarded = guards.guard(Objects.requireNonNull(operation, "operation"));
    Timeout timeout = callTimeout;
    if (timeout == null) {
      return retry.call(guarded);
    }
    long start = time.nanoTime();
    return timeout.<T, X>call(() -> retry.within(leftOf(timeout, start)).call(guarded));
  }

  /**
   * Runs the operation, guarded; the fallback answers what it names. Its kinds are read by the
   * retry policy's classifier, if that is not the standard one.
   *
   * @throws X what the last attempt threw and the fallback lets pass
   */
  public <T extends @Nullable Object, X extends Exception> T call(
      Operation<T, X> operation, Fallback<T> fallback) throws X {
    Objects.requireNonNull(operation, "operation");
    return watched(fallback).<X>call(() -> call(operation));
  }

  /**
   * Time before the retry begins counts, so that its deadline comes before the cut: an operation
   * that makes a failure of the cut would run again, and nothing would cut that.
   */
  private Duration leftOf(Timeout timeout, long start) {
    return timeout.limit().minusNanos(time.nanoTime() - start);
  }

  /** Like {@link #call(Operation)}, for an operation that returns nothing. */
  public <X extends Exception> void run(Action<X> action) throws X {
    Objects.requireNonNull(action, "action");
    this.<@Nullable Void, X>call(action.asOperation());
  }

  /** Like {@link #call(Operation, Fallback)}, for an operation that returns nothing. */
  public <X extends Exception> void run(Action<X> action, Fallback<?> fallback) throws X {
    Objects.requireNonNull(action, "action");
    watched(fallback).<X>run(() -> run(action));
  }

  /**
   * Starts the operation, guarded. Nothing is thrown: whatever goes wrong completes the future.
   * Cancelling the future ends the call and cancels the operation's stage.
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> operation) {
    Objects.requireNonNull(operation, "operation");
    Supplier<? extends CompletionStage<T>> guarded = guards.guard(operation);
    Timeout timeout = callTimeout;
    if (timeout == null) {
      return retry.callAsync(guarded);
    }
    long start = time.nanoTime();
    return timeout.callAsync(
        () -> retry.within(timeout.within(leftOf(timeout, start)).limit()).callAsync(guarded));
  }

  /** Starts the operation, guarded; the fallback answers what it names. */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> operation, Fallback<T> fallback) {
    Objects.requireNonNull(operation, "operation");
    return watched(fallback).callAsync(() -> callAsync(operation));
  }

  /** The fallback, telling what it answers, and reading errors as the retry does. */
  private <T extends @Nullable Object> Fallback<T> watched(Fallback<T> fallback) {
    CallListener own = hasListeners ? listeners.forCall() : listeners;
    Fallback<T> told = fallback.whenAnswered(error -> answered(error, own));
    return classifier.equals(Classifier.standard()) ? told : told.withClassifier(classifier);
  }

  private void answered(@Nullable Throwable error, CallListener listener) {
    metrics.fallbackAnswered();
    if (hasListeners) {
      listener.on(new FallbackAnswered(name, time.moment(), error));
    }
  }

  /**
   * The target, with every call of a method of the interface guarded, its own default methods
   * included: a method declared to return {@link CompletionStage} or {@link CompletableFuture} as
   * by {@link #callAsync}, any other as by {@link #call} or {@link #run}. So it is with one that
   * returns a {@link java.util.concurrent.Future} that is no stage: the guard sees that it returns,
   * not how the future ends. What the target throws passes unchanged. {@code equals} and {@code
   * hashCode} go to the target, {@code toString} says what this is, and none of them is guarded.
   *
   * @param type an interface, public or open to this module
   * @throws IllegalArgumentException if it is none, or one that no proxy can implement; or if a
   *     method returns another kind of stage, which no guard can make
   */
  public <T> T wrap(Class<T> type, T target) {
    return GuardedMethods.proxy(this, type, target);
  }

  /** The name of this guard and its circuit. */
  public String name() {
    return name;
  }

  /** What is retried, how often and when. */
  public RetryPolicy retryPolicy() {
    return retryPolicy;
  }

  /**
   * The most that a call can cost: an attempt takes as long as its timeout, or nothing without one;
   * hedges add runs of the operation; the call's timeout bounds all. It holds for code that heeds
   * its interrupts. Where attempts are hedged, {@link WorstCase#withAttemptsOf} tells how long one
   * takes with its hedges.
   */
  public WorstCase worstCase() {
    return GuardedCase.of(retry.policy(), guards, callTimeout);
  }

  /**
   * The circuit: its state, its remaining wait, control by hand.
   *
   * @throws IllegalStateException if there is {@linkplain #hasBreaker none}
   */
  public CircuitBreaker breaker() {
    if (breaker == null) {
      throw new IllegalStateException(
          "Resilience '" + name + "' has no circuit breaker; give it one by breaker(policy)");
    }
    return breaker;
  }

  /** Whether it has a circuit. */
  public boolean hasBreaker() {
    return breaker != null;
  }

  /** The counts of all calls, rejections and fallbacks included. */
  public CallMetrics metrics() {
    return metrics;
  }

  /**
   * The numbers for people to read, and below them the way the circuit went; as {@link
   * dev.redial.metrics.MetricsSnapshot#report(String, List)} shows.
   */
  public String report() {
    List<String> circuit = breaker == null ? List.of() : List.of(line(breaker.snapshot()));
    return metrics.snapshot().report(name, circuit);
  }

  private static String line(CircuitSnapshot circuit) {
    return String.format(
        Locale.ROOT, "%-15s %s", "circuit " + circuit.name(), circuit.path(SHOWN_STATES));
  }

  /** Ends the waits of all calls, as {@link Retry#close} does; for an orderly stop. */
  @Override
  public void close() {
    retry.close();
  }

  /** As in {@code "Resilience 'ocr': timeout 30 s ← RetryPolicy(…) ← BreakerPolicy(…)"}. */
  @Override
  public String toString() {
    return "Resilience '"
        + name
        + "': "
        + (callTimeout == null ? "" : "timeout " + Durations.format(callTimeout.limit()) + " ← ")
        + retryPolicy
        + (guards.hedge() == null ? "" : " ← " + guards.hedge().policy())
        + (breaker == null ? "" : " ← " + breaker.policy())
        + (guards.timeout() == null
            ? ""
            : " ← timeout " + Durations.format(guards.timeout().limit()));
  }
}
