package dev.redial.call;

/**
 * A guard, such as a circuit breaker, kept the operation from running.
 *
 * <p>It costs little to throw: it has no stack trace, takes no suppressed exceptions, and its
 * message is built only when it is read. It is never retried by default, and no circuit breaker
 * counts it as a failure.
 */
public class CallRejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** For guards, which override {@link #getMessage()}. */
  protected CallRejectedException() {
    super(null, null, false, false);
  }
}
