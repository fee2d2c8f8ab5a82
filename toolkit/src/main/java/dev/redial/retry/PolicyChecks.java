package dev.redial.retry;

import dev.redial.guard.Misfits;
import dev.redial.time.Durations;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;

/** What the settings of a policy must keep to. */
final class PolicyChecks {

  private PolicyChecks() {}

  static void check(RetryPolicyBuilder settings) {
    Misfits misfits = new Misfits();
    misfits.isAtLeastOne("maxAttempts", settings.maxAttempts);
    notNegative("minDelay", settings.minDelay, misfits);
    checkMaxDelay(settings, misfits);
    notNegative("maxRetryAfter", settings.maxRetryAfter, misfits);
    notNegative("initialDelay", settings.initialDelay, misfits);
    checkDeadline(settings, misfits);
    misfits.refuse();
  }

  private static void checkMaxDelay(RetryPolicyBuilder settings, Misfits misfits) {
    Duration longest = settings.maxDelay;
    if (longest.compareTo(Duration.ZERO) <= 0) {
      misfits.add("maxDelay", "be above 0", Durations.format(longest));
      return;
    }
    if (longest.compareTo(settings.minDelay) < 0) {
      misfits.add(
          "maxDelay",
          "be at least minDelay (" + Durations.format(settings.minDelay) + ")",
          Durations.format(longest),
          "minDelay");
    }
    Duration first = settings.backoff.firstDelay();
    if (longest.compareTo(first) < 0) {
      misfits.add(
          "maxDelay",
          "be at least the backoff's first delay (" + Durations.format(first) + ")",
          Durations.format(longest),
          "backoff");
    }
  }

  private static void checkDeadline(RetryPolicyBuilder settings, Misfits misfits) {
    Duration deadline = settings.deadline;
    if (deadline == null) {
      return;
    }
    if (deadline.compareTo(Duration.ZERO) <= 0) {
      misfits.add("deadline", "be above 0", Durations.format(deadline));
    } else if (deadline.compareTo(settings.initialDelay) <= 0) {
      misfits.add(
          "deadline",
          "be above initialDelay (" + Durations.format(settings.initialDelay) + ")",
          Durations.format(deadline),
          "initialDelay");
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

  private static void notNegative(String name, Duration value, Misfits misfits) {
    if (value.isNegative()) {
      misfits.add(name, "be at least 0", Durations.format(value));
    }
  }
}
