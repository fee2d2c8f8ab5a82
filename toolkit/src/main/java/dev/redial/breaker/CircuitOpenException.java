package dev.redial.breaker;

import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.time.Durations;
import java.time.Duration;

/**
 * A circuit breaker kept the operation from running: its circuit is open, or half-open with all
 * probes under way. Each rejected call gets its own, without a stack trace.
 */
public final class CircuitOpenException extends CallRejectedException {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final CircuitState state;
  private final String reason;
  private final long inStateFor;
  private final long remainingWait;

  CircuitOpenException(String name, State state, long now) {
    super(null, false);
    this.name = name;
    this.state = state.kind();
    reason = state.entry().reason();
    inStateFor = Math.max(0, now - state.entry().since());
    remainingWait = Transitions.remainingWait(state, now);
  }

  /** The name of the breaker. */
  public String name() {
    return name;
  }

  /** {@link CircuitState#OPEN} or {@link CircuitState#HALF_OPEN}. */
  public CircuitState state() {
    return state;
  }

  /**
   * How long until a probe may pass, as {@link CircuitBreaker#remainingWait()} said when the call
   * was rejected; zero in half-open state.
   */
  @Override
  public Duration remainingWait() {
    return Duration.ofNanos(remainingWait);
  }

  @Override
  public String getMessage() {
    String since = Durations.formatRounded(Duration.ofNanos(inStateFor));
    if (state == CircuitState.HALF_OPEN) {
      return "Circuit '"
          + name
          + "' is half-open since "
          + since
          + " and its probes are under way; calls pass again once they have succeeded";
    }
    return "Circuit '"
        + name
        + "' is open since "
        + since
        + " ("
        + reason
        + "); "
        + (remainingWait == State.Open.FOREVER
            ? "it stays open until reset() or halfOpen()"
            : "next trial in " + Durations.formatRounded(remainingWait()));
  }
}
