package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted while a call waited for its next attempt. No further attempt was made,
 * and the thread's interrupt flag is set. The cause is the error of the last attempt, if there was
 * one.
 */
public final class RetryInterruptedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RetryInterruptedException(String message, @Nullable Throwable lastError) {
    super(message, lastError);
  }

  static RetryInterruptedException of(
      String name, int nextAttempt, Duration wait, @Nullable Throwable lastError) {
    String when = wait.isZero() ? "" : " during the wait of " + Durations.formatRounded(wait);
    return new RetryInterruptedException(
        "Retry '"
            + name
            + "' was interrupted"
            + when
            + " before attempt "
            + nextAttempt
            + "; no further attempt is made.",
        lastError);
  }
}
