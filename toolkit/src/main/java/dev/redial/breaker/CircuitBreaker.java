package dev.redial.breaker;

import dev.redial.call.Action;
import dev.redial.call.CircuitState;
import dev.redial.call.Operation;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards an operation by a circuit: after too many failures calls are rejected for a while, with a
 * {@link CircuitOpenException}, and the operation does not run; then a probe finds out whether the
 * other side is back.
 *
 * <pre>{@code
 * CircuitBreaker orders = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT);
 * Order order = orders.call(() -> client.fetch(id));
 * }</pre>
 *
 * <p>One breaker stands for one other side: share it among all threads that call there. What counts
 * as a failure is told in {@link BreakerPolicy}. Whatever the operation throws passes unchanged. A
 * call counts for the state in which it began; if it ends in a later one, it changes nothing.
 */
public final class CircuitBreaker {

  private final String name;
  private final BreakerPolicy policy;
  private final TimeSource time;
  private final Circuit circuit;
  private final PermittedEnds ends;

  CircuitBreaker(CircuitBreakerBuilder builder) {
    name = builder.name;
    policy = builder.policy;
    time = builder.time;
    circuit = new Circuit(name, policy, time, builder.listeners);
    ends = new PermittedEnds(circuit, new Judge(policy));
  }

  /** A closed circuit on {@linkplain TimeSource#system() system time}. */
  public static CircuitBreaker of(String name, BreakerPolicy policy) {
    return builder(name).policy(policy).build();
  }

  /** A closed circuit on the given time. */
  public static CircuitBreaker of(String name, BreakerPolicy policy, TimeSource time) {
    return builder(name).policy(policy).time(time).build();
  }

  /**
   * A builder for a breaker of this name, by which messages, events and reports call it.
   *
   * @throws IllegalArgumentException if the name is blank
   */
  public static CircuitBreakerBuilder builder(String name) {
    return new CircuitBreakerBuilder(name);
  }

  /**
   * Runs the operation, if the circuit lets it pass.
   *
   * @return what the operation returned, also if that counts as a failure
   * @throws CircuitOpenException if the operation was kept from running
   * @throws X what the operation throws
   */
  public <T extends @Nullable Object, X extends Exception> T call(Operation<T, X> operation)
      throws X {
    Objects.requireNonNull(operation, "operation");
    Permit permit = circuit.admit();
    T result;
    try {
      result = operation.call();
    } catch (Throwable error) {
      ends.threw(permit, error);
      throw error;
    }
    ends.returned(permit, result);
    return result;
  }

  /**
   * Runs the action, if the circuit lets it pass. It has no result, so the classifier is not asked
   * if it returns.
   *
   * @throws CircuitOpenException if the action was kept from running
   * @throws X what the action throws
   */
  public <X extends Exception> void run(Action<X> action) throws X {
    Objects.requireNonNull(action, "action");
    Permit permit = circuit.admit();
    try {
      action.run();
    } catch (Throwable error) {
      ends.threw(permit, error);
      throw error;
    }
    circuit.succeeded(permit);
  }

  /**
   * Starts the operation, if the circuit lets it pass, on the calling thread; it ends when its
   * stage completes. Nothing is thrown: a rejection, and whatever the supplier throws, complete the
   * future. Cancelling the future cancels the operation's stage and counts as nothing; letting the
   * future time out ({@link CompletableFuture#orTimeout}) counts as a failure.
   *
   * @return a future that ends as the operation's stage does, without a {@link
   *     java.util.concurrent.CompletionException} around the error
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> supplier) {
    Objects.requireNonNull(supplier, "supplier");
    return AsyncCall.start(circuit, ends, time, supplier);
  }

  /** The name of this breaker. */
  public String name() {
    return name;
  }

  /** The policy, which never changes. */
  public BreakerPolicy policy() {
    return policy;
  }

  /**
   * The state, as the latest {@link dev.redial.call.CallEvent.StateChanged} told it. Time alone
   * does not change it: when the open wait is over, the circuit stays OPEN, with a {@link
   * #remainingWait()} of zero, until a call comes and passes as a probe. With {@link
   * BreakerPolicyBuilder#halfOpenByTimer} it becomes HALF_OPEN by itself.
   */
  public CircuitState state() {
    return circuit.kind();
  }

  /**
   * How long until a call may pass as a probe; zero if the wait is over, or if the circuit is not
   * open. If it was {@linkplain #forceOpen() forced open}, the longest there is: {@link
   * Long#MAX_VALUE} nanoseconds, 292 years.
   */
  public Duration remainingWait() {
    return circuit.remainingWait();
  }

  /**
   * The state, the latest changes, the present rates, and how all calls ended since the breaker was
   * made. A number may lack the calls that end while it is read.
   */
  public CircuitSnapshot snapshot() {
    return circuit.snapshot();
  }

  /** Closes the circuit by hand, with nothing counted. Calls under way no longer count. */
  public void reset() {
    circuit.reset();
  }

  /**
   * Half-opens the circuit by hand, from any state: the next call passes as a probe. Nothing
   * happens if it is half-open already.
   */
  public void halfOpen() {
    circuit.halfOpen();
  }

  /**
   * Opens the circuit by hand; its state is {@link CircuitState#OPEN}. It stays so until another of
   * these methods is called, however long that takes and whatever calls under way and timers do.
   */
  public void forceOpen() {
    circuit.forceOpen();
  }

  /**
   * Lets all calls pass and counts nothing against the circuit; its state is {@link
   * CircuitState#DISABLED}. It stays so until another of these methods is called: {@link #reset()}
   * takes it into service again.
   */
  public void disable() {
    circuit.disable();
  }

  /**
   * Lets all calls pass and counts them in the policy's window, which begins empty; its state is
   * {@link CircuitState#METRICS_ONLY}. It never opens, and stays so until another of these methods
   * is called. This is how to try a policy on real traffic: {@link CircuitSnapshot#failureRate()}
   * shows what it would have seen.
   */
  public void metricsOnly() {
    circuit.metricsOnly();
  }

  /** As in {@code "CircuitBreaker[orders, CLOSED]"}. */
  @Override
  public String toString() {
    return "CircuitBreaker[" + name + ", " + state() + "]";
  }
}
