package dev.redial.retry;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What holds of a call that must not take effect twice: it is made again only if it was not sent.
 */
final class NotSentRule {

  private NotSentRule() {}

  /** Why this failure is not retried, in words, or {@code null} if nothing was sent. */
  static @Nullable String refusal(FailedAttempt failed) {
    return !failed.ran() || failed.failure().isBeforeSending()
        ? null
        : "the call is not idempotent, and "
            + what(failed)
            + " does not prove that it was not sent";
  }

  private static String what(FailedAttempt failed) {
    OptionalInt status = failed.failure().status();
    List<Throwable> layers = failed.layers();
    if (status.isPresent()) {
      return String.valueOf(status.getAsInt());
    }
    return layers.isEmpty() ? "its result" : RuleOrder.nameOf(layers.get(layers.size() - 1));
  }
}
