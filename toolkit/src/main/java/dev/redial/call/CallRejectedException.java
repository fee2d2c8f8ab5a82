package dev.redial.call;

import java.time.Duration;

/**
 * A guard, such as a circuit breaker, kept the operation from running. Nothing took effect, and a
 * retry does not count it as an attempt.
 *
 * <p>It costs little to throw: it has no stack trace, and its message is built only when it is
 * read. It is never retried by default, and no circuit breaker counts it as a failure. Where
 * attempts failed before the rejection, their errors are {@linkplain #getSuppressed() suppressed}
 * in it.
 */
public class CallRejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For guards, which override {@link #getMessage()}. */
  protected CallRejectedException() {
    super(null, null, true, false);
  }

  /**
   * How long the guard will go on rejecting calls; zero if it may let the next one pass or does not
   * know. A policy that retries rejections waits at least as long.
   */
  public Duration remainingWait() {
    return Duration.ZERO;
  }
}
