package dev.redial.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A guard kept the operation from running. It is thrown instead of running the operation, so that
 * nothing took effect, and a retry does not count it as an attempt.
 */
public class CallRejectedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A rejection.
   *
   * @param message may be {@code null} where a subclass overrides {@link #getMessage} to put the
   *     sentence together only when it is read
   * @param withStackTrace {@code false} makes it cheap: rejections come in great numbers, and where
   *     they come from is known
   */
  protected CallRejectedException(@Nullable String message, boolean withStackTrace) {
    super(message, null, true, withStackTrace);
  }

  /**
   * How long the guard will go on rejecting calls; zero (or less) if it may let the next one pass
   * or does not know. A policy that retries rejections waits at least as long.
   */
  public Duration remainingWait() {
    return Duration.ZERO;
  }
}
