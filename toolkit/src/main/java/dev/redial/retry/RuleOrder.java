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

  private final RetryRules rules;
  private final String policy;
  private final FailedAttempt failed;

  private RuleOrder(RetryRules rules, String policy, FailedAttempt failed) {
    this.rules = rules;
    this.policy = policy;
    this.failed = failed;
  }

  /**
   * Why this failure is not retried, in words, or {@code null} if it is.
   *
   * @param policy what to call the policy
   */
  static @Nullable String refusal(RetryRules rules, String policy, FailedAttempt failed) {
    return new RuleOrder(rules, policy, failed).refusal();
  }

  private @Nullable String refusal() {
    List<Throwable> layers = failed.layers();
    for (int i = 0; i < layers.size(); i++) {
      String never = never(layers.get(i));
      if (never != null) {
        return never;
      }
    }
    for (int i = 0; rules.canAbort() && i < layers.size(); i++) {
      String abort = abort(layers.get(i));
      if (abort != null) {
        return abort;
      }
    }
    String permanent = permanentStatus();
    if (permanent != null) {
      return permanent;
    }
    return isNamed() ? null : what() + retries();
  }

  private @Nullable String never(Throwable error) {
    if (FailedAttempt.isInterrupt(error)) {
      return "an interrupt (" + nameOf(error) + ") is never retried";
    }
    Class<? extends Throwable> type = onlyByName(error);
    if (type == null || namesBelow(type, error)) {
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

  private boolean namesBelow(Class<? extends Throwable> type, Throwable error) {
    return rules.types().all().stream()
        .anyMatch(rule -> type.isAssignableFrom(rule) && rule.isInstance(error));
  }

  private @Nullable String abort(Throwable error) {
    for (Class<? extends Throwable> type : rules.abortTypes().all()) {
      if (type.isInstance(error) && !isRetriedBelow(type)) {
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
  private boolean isRetriedBelow(Class<? extends Throwable> abortType) {
    return rules.types().all().stream()
        .filter(rule -> rule != abortType && abortType.isAssignableFrom(rule))
        .anyMatch(rule -> failed.layers().stream().anyMatch(rule::isInstance));
  }

  private @Nullable String permanentStatus() {
    OptionalInt status = failed.failure().status();
    boolean isPermanent =
        status.isPresent()
            && failed.failure().kind() == FailureKind.PERMANENT
            && !rules.statuses().contains(status.getAsInt());
    return isPermanent ? status.getAsInt() + " is PERMANENT" + retries() : null;
  }

  private boolean isNamed() {
    Failure failure = failed.failure();
    return failed.matchesResultRule()
        || rules.kinds().contains(failure.kind())
        || (failure.status().isPresent() && rules.statuses().contains(failure.status().getAsInt()))
        || matchesLayer()
        || (failed.layers().isEmpty() && rules.matchResult(failed.result()));
  }

  private boolean matchesLayer() {
    for (int i = 0; i < failed.layers().size(); i++) {
      if (rules.matchError(failed.layers().get(i))) {
        return true;
      }
    }
    return false;
  }

  private String what() {
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

  private String retries() {
    return " (policy '" + policy + "' retries " + rules.retried() + ")";
  }

  static String nameOf(Throwable error) {
    String simple = error.getClass().getSimpleName();
    return simple.isEmpty() ? error.getClass().getName() : simple;
  }
}
