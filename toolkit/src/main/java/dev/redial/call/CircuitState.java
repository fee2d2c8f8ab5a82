package dev.redial.call;

/** The state of a circuit breaker. */
public enum CircuitState {
  /** Calls pass, and failures are counted. */
  CLOSED,
  /** Calls are rejected until the open wait is over, or, if it was forced open, until told so. */
  OPEN,
  /** The open wait is over: a limited number of probes may pass, all other calls are rejected. */
  HALF_OPEN,
  /** Set by hand: all calls pass and are counted, and the circuit never opens. */
  METRICS_ONLY,
  /** Set by hand: all calls pass, and nothing is counted against the circuit. */
  DISABLED
}
