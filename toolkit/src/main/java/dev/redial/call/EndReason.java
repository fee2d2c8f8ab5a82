package dev.redial.call;

/**
 * Why a call ended. Each call ends for exactly one reason, and each reason belongs to one {@link
 * Outcome}.
 */
public enum EndReason {
  /** The first try succeeded. */
  AT_ONCE(Outcome.SUCCEEDED),
  /** A later try succeeded. */
  AFTER_RETRY(Outcome.SUCCEEDED),

  /** The rules do not retry such a failure. */
  NOT_RETRYABLE(Outcome.FAILED),
  /** Such a failure is retried, but {@code maxAttempts} were made. */
  ATTEMPTS_EXHAUSTED(Outcome.FAILED),
  /** The next attempt would have begun after the deadline. */
  DEADLINE(Outcome.FAILED),
  /** The other side asked for a longer wait than the policy grants, or not to be called again. */
  RETRY_AFTER(Outcome.FAILED),
  /** The retry budget was empty. */
  BUDGET(Outcome.FAILED),
  /** Something other than the operation threw: a rule, a backoff, a scheduler. */
  BROKEN(Outcome.FAILED),

  /** A guard, such as a circuit breaker, kept the last try from running. */
  GUARD(Outcome.REJECTED),
  /** The call never began: its retry was closed, or its deadline had passed. */
  NOT_BEGUN(Outcome.REJECTED),

  /** The thread was interrupted. */
  INTERRUPTED(Outcome.ABORTED),
  /** The future was cancelled or completed by the caller, or the operation was cancelled. */
  CANCELLED(Outcome.ABORTED),
  /**
   * Interrupted or cancelled when its deadline had passed, as the timeout of a call does whose
   * attempt is under way.
   */
  TIMED_OUT(Outcome.ABORTED),
  /** The retry was closed before or during a wait. */
  CLOSED(Outcome.ABORTED);

  private final Outcome outcome;

  EndReason(Outcome outcome) {
    this.outcome = outcome;
  }

  /** How a call ended that ended for this reason. */
  public Outcome outcome() {
    return outcome;
  }
}
