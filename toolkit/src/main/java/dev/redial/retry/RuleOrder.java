package dev.redial.retry;

import dev.redial.call.CallRejectedException;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a policy's rules are asked, pure: what is never retried by default, the abort
 * rules, a status that is {@code PERMANENT}, the retry rules.
 */
final class RuleOrder {

  private RuleOrder() {}

  /**
   * Why this failure is not retried, in words, or {@code null} if it is.
   *
   * @param policy what to call the policy
   */
  static @Nullable String refusal(RetryRules rules, String policy, FailedAttempt failed) {
    List<Throwable> layers = failed.layers();
    for (int i = 0; i < layers.size(); i++) {
      String never = never(rules, layers.get(i));
      if (never != null) {
        return never;
      }
    }
    for (int i = 0; rules.canAbort() && i < layers.size(); i++) {
      String abort = abort(rules, policy, failed, layers.get(i));
      if (abort != null) {
        return abort;
      }
    }
    String permanent = permanentStatus(rules, policy, failed);
    if (permanent != null) {
      return permanent;
    }
    return isNamed(rules, failed) ? null : what(failed) + retries(rules, policy);
  }

  private static @Nullable String never(RetryRules rules, Throwable error) {
    if (FailedAttempt.isInterrupt(error)) {
      return "an interrupt (" + nameOf(error) + ") is never retried";
    }
    Class<? extends Throwable> type = onlyByName(error);
    if (type == null || namesBelow(rules, type, error)) {
      return null;
    }
    return nameOf(error)
        + " is not retried unless retryOn names it"
        + (type == Error.class ? ", like any Error" : "");
  }

  /** What is retried only where a rule names the class itself or a subclass. */
  private static @Nullable Class<? extends Throwable> onlyByName(Throwable error) {
    if (error instanceof Error) {
      return Error.class;
    }
    if (error instanceof CancellationException) {
      return CancellationException.class;
    }
    return error instanceof CallRejectedException ? CallRejectedException.class : null;
  }

  private static boolean namesBelow(
      RetryRules rules, Class<? extends Throwable> type, Throwable error) {
    return rules.types().all().stream()
        .anyMatch(rule -> type.isAssignableFrom(rule) && rule.isInstance(error));
  }

  private static @Nullable String abort(
      RetryRules rules, String policy, FailedAttempt failed, Throwable error) {
    for (Class<? extends Throwable> type : rules.abortTypes().all()) {
      if (type.isInstance(error) && !isRetriedBelow(rules, failed, type)) {
        return nameOf(error) + ": policy '" + policy + "' aborts on " + type.getSimpleName();
      }
    }
    for (int i = 0; i < rules.aborts().size(); i++) {
      if (rules.aborts().get(i).test(error)) {
        return nameOf(error) + ": an abort predicate of policy '" + policy + "' matches";
      }
    }
    return null;
  }

  /** Whether a retry rule names a subclass of a class that an abort rule names. */
  private static boolean isRetriedBelow(
      RetryRules rules, FailedAttempt failed, Class<? extends Throwable> abortType) {
    return rules.types().all().stream()
        .filter(rule -> rule != abortType && abortType.isAssignableFrom(rule))
        .anyMatch(rule -> failed.layers().stream().anyMatch(rule::isInstance));
  }

  private static @Nullable String permanentStatus(
      RetryRules rules, String policy, FailedAttempt failed) {
    OptionalInt status = failed.failure().status();
    boolean isPermanent =
        status.isPresent()
            && failed.failure().kind() == FailureKind.PERMANENT
            && !rules.statuses().contains(status.getAsInt());
    return isPermanent ? status.getAsInt() + " is PERMANENT" + retries(rules, policy) : null;
  }

  private static boolean isNamed(RetryRules rules, FailedAttempt failed) {
    Failure failure = failed.failure();
    return failed.matchesResultRule()
        || rules.kinds().contains(failure.kind())
        || (failure.status().isPresent() && rules.statuses().contains(failure.status().getAsInt()))
        || matchesLayer(rules, failed)
        || (failed.layers().isEmpty() && rules.matchResult(failed.result()));
  }

  private static boolean matchesLayer(RetryRules rules, FailedAttempt failed) {
    for (int i = 0; i < failed.layers().size(); i++) {
      if (rules.matchError(failed.layers().get(i))) {
        return true;
      }
    }
    return false;
  }

  private static String what(FailedAttempt failed) {
    OptionalInt status = failed.failure().status();
    Throwable error = failed.error();
    String failure =
        status.isPresent()
            ? String.valueOf(status.getAsInt())
            : error == null
                ? "the result"
                : nameOf(failed.layers().get(failed.layers().size() - 1));
    return failure + " is " + failed.failure().kind();
  }

  private static String retries(RetryRules rules, String policy) {
    return " (policy '" + policy + "' retries " + rules.retried() + ")";
  }

  static String nameOf(Throwable error) {
    String simple = error.getClass().getSimpleName();
    return simple.isEmpty() ? error.getClass().getName() : simple;
  }
}
