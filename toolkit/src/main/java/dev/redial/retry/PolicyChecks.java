package dev.redial.retry;

import dev.redial.time.Durations;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;

/** What the settings of a policy must keep to. */
final class PolicyChecks {

  private PolicyChecks() {}

  static void check(RetryPolicyBuilder settings) {
    if (settings.maxAttempts < 1) {
      throw new IllegalArgumentException(
          "maxAttempts must be at least 1, but was " + settings.maxAttempts);
    }
    requireAtLeast("minDelay", settings.minDelay, "0", Duration.ZERO);
    requireAbove("maxDelay", settings.maxDelay, "0", Duration.ZERO);
    requireAtLeast("maxDelay", settings.maxDelay, "minDelay", settings.minDelay);
    requireAtLeast(
        "maxDelay", settings.maxDelay, "the backoff's first delay", settings.backoff.firstDelay());
    requireAtLeast("maxRetryAfter", settings.maxRetryAfter, "0", Duration.ZERO);
    requireAtLeast("initialDelay", settings.initialDelay, "0", Duration.ZERO);
    if (settings.deadline != null) {
      requireAbove("deadline", settings.deadline, "0", Duration.ZERO);
      requireAbove("deadline", settings.deadline, "initialDelay", settings.initialDelay);
    }
  }

  static void requireRetryable(Class<? extends Throwable> type) {
    if (InterruptedException.class.isAssignableFrom(type)
        || ClosedByInterruptException.class.isAssignableFrom(type)) {
      throw new IllegalArgumentException(
          "retryOn must not name "
              + type.getSimpleName()
              + ": an interrupted thread is asked to stop, and could not wait anyway");
    }
  }

  static void requireErrorStatus(int status) {
    if (status < 400) {
      throw new IllegalArgumentException(
          "status must be at least 400 to be a failure, but was "
              + status
              + "; retryOnResult can retry such a result");
    }
  }

  private static void requireAtLeast(String name, Duration value, String bound, Duration least) {
    if (value.compareTo(least) < 0) {
      throw outOfRange(name, value, "at least " + shown(bound, least));
    }
  }

  private static void requireAbove(String name, Duration value, String bound, Duration below) {
    if (value.compareTo(below) <= 0) {
      throw outOfRange(name, value, "above " + shown(bound, below));
    }
  }

  private static String shown(String bound, Duration value) {
    return bound.equals("0") ? bound : bound + " (" + Durations.format(value) + ")";
  }

  private static IllegalArgumentException outOfRange(String name, Duration value, String rule) {
    return new IllegalArgumentException(
        name + " must be " + rule + ", but was " + Durations.format(value));
  }
}
