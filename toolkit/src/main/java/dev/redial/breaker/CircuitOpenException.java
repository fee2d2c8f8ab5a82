package dev.redial.breaker;

import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.time.TimeSource;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A circuit breaker kept the operation from running: its circuit is open, half-open with all probes
 * under way, or closed and {@linkplain BreakerPolicyBuilder#rampUp ramping up}. Each rejected call
 * gets its own, without a stack trace; the message is put together when it is read.
 *
 * <p>Times are those of the moment of rejection. Only where a timer ends the open wait ({@link
 * BreakerPolicyBuilder#halfOpenByTimer}) are they those of the moment of reading: then a rejection
 * looks at no clock.
 */
public final class CircuitOpenException extends CallRejectedException {

  private static final long serialVersionUID = 2L;

  private final String name;
  private final Refusal refusal;
  private final long at;

  /** Where the time of reading comes from; {@code null} if the time of rejection is known. */
  private final transient @Nullable TimeSource time;

  CircuitOpenException(String name, Refusal refusal, long at) {
    super(null, false);
    this.name = name;
    this.refusal = refusal;
    this.at = at;
    time = null;
  }

  CircuitOpenException(String name, Refusal refusal, TimeSource time) {
    super(null, false);
    this.name = name;
    this.refusal = refusal;
    at = 0;
    this.time = time;
  }

  /** The name of the breaker. */
  public String name() {
    return name;
  }

  /**
   * {@link CircuitState#OPEN} or {@link CircuitState#HALF_OPEN}, or {@link CircuitState#CLOSED} if
   * the circuit ramps up.
   */
  public CircuitState state() {
    return refusal.kind();
  }

  /**
   * How long until a probe may pass, as {@link CircuitBreaker#remainingWait()} says; zero if the
   * circuit is not open.
   */
  @Override
  public Duration remainingWait() {
    return Duration.ofNanos(refusal.remainingWait(at()));
  }

  @Override
  public String getMessage() {
    return refusal.sentence(name, at());
  }

  private long at() {
    return time == null ? at : time.nanoTime();
  }

  /** Whoever reads it elsewhere has another clock: it keeps what it says now. */
  private Object writeReplace() {
    return time == null ? this : new CircuitOpenException(name, refusal, at());
  }
}
