package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@link Retry} was closed: while the call waited for its next attempt, or before the call
 * began. The cause is the error of the last attempt, if there was one.
 */
public final class RetryClosedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private RetryClosedException(String message, @Nullable Throwable lastError) {
    super(message, lastError);
  }

  static RetryClosedException beforeCall(String name) {
    return new RetryClosedException(
        "Retry '" + name + "' is closed; the operation was not run.", null);
  }

  static RetryClosedException inWait(
      String name, int nextAttempt, Duration wait, @Nullable Throwable lastError) {
    return new RetryClosedException(
        "Retry '"
            + name
            + "' was closed during the wait of "
            + Durations.formatRounded(wait)
            + " before attempt "
            + nextAttempt
            + "; no further attempt is made.",
        lastError);
  }
}
