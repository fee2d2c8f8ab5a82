package dev.redial.call;

/** The state of a circuit breaker. */
public enum CircuitState {
  /** Calls pass, and failures are counted. */
  CLOSED,
  /** Calls are rejected until the open wait is over. */
  OPEN,
  /** The open wait is over: a limited number of probes may pass, all other calls are rejected. */
  HALF_OPEN
}
