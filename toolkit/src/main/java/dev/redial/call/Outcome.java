package dev.redial.call;

/** How a call ended. Each call ends in exactly one of these. */
public enum Outcome {
  /** The operation returned a result that is not a failure. */
  SUCCEEDED,
  /** The last attempt failed and was not retried. */
  FAILED,
  /** A circuit breaker kept the operation from running. */
  REJECTED,
  /** The call was ended from outside: the thread was interrupted or the future cancelled. */
  ABORTED
}
