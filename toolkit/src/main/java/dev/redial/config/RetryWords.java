package dev.redial.config;

import dev.redial.time.Durations;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What people call the settings of a retry policy, and what Redial calls them. */
final class RetryWords {

  static final Map<String, WrongWord> WRONG =
      new WrongWord.Table()
          .put("maxAttempts", retries("maxRetries"), "maxRetries")
          .put("maxAttempts", retries("retries"), "retries")
          .put("maxAttempts", retries("retryCount"), "retryCount")
          .put(
              "maxAttempts",
              "maxAttempts counts the first one, too",
              "attempts",
              "maxRetryAttempts",
              "retryAttempts",
              "maximumAttempts",
              "maxTries")
          .put(
              "backoff",
              RetryWords::fixedDelay,
              "delay",
              "waitDuration",
              "wait",
              "interval",
              "retryDelay",
              "fixedDelay",
              "period")
          .put(
              "backoff",
              RetryWords::exponential,
              "initialInterval",
              "exponentialInitialInterval",
              "baseDelay",
              "initialBackoff",
              "exponentialBackoff",
              "enableExponentialBackoff")
          .put(
              "backoff",
              "the factor is part of the backoff, as in backoff = exponential 1s x2",
              "multiplier",
              "factor",
              "backoffMultiplier",
              "exponentialBackoffMultiplier")
          .put(
              "maxDelay",
              "maxDelay is the longest delay that backoff and jitter can lead to",
              "maxInterval",
              "maxBackoff",
              "maxWait",
              "maxWaitDuration",
              "exponentialMaxWaitDuration")
          .put(
              "deadline",
              "deadline is the time after which no attempt begins; it cuts none, as a timeout of"
                  + " Resilience does",
              "maxDuration",
              "timeout",
              "totalTimeout",
              "maxElapsedTime",
              "maxRetryTime")
          .put(
              "jitter",
              "jitter is none, full, equal, decorrelated, or up to +50 %",
              "randomizedWaitFactor",
              "randomizationFactor",
              "enableRandomizedWait",
              "jitterFactor",
              "jitterDelay")
          .put(
              "retryOn",
              "retryOn names errors by class or by kind",
              "retryExceptions",
              "retryFor",
              "include",
              "includes",
              "retryableExceptions",
              "exceptions")
          .put(
              "retryOnStatus",
              "retryOnStatus names statuses, as in 409, 503",
              "statuses",
              "statusCodes",
              "retryableStatusCodes")
          .put(
              "abortOn",
              "abortOn names errors that are not retried, by class",
              "ignoreExceptions",
              "noRetryFor",
              "exclude",
              "excludes",
              "skipOn")
          .put(
              "nonIdempotent",
              "nonIdempotent = true says that the operation must not take effect twice",
              "idempotent",
              "isIdempotent")
          .onlyCode(
              RetrySection.WORD,
              "classifier",
              "retryIf",
              "retryOnResult",
              "retryOnlyOnResult",
              "abortIf")
          .words();

  private RetryWords() {}

  private static UnaryOperator<String> retries(String word) {
    return value -> {
      String rule = "maxAttempts counts the first one";
      return value.matches("[0-9]{1,9}")
          ? rule + ": " + word + " = " + value + " is maxAttempts = " + (Long.parseLong(value) + 1)
          : rule;
    };
  }

  private static String fixedDelay(String value) {
    return "the delay is part of the backoff, as in backoff = fixed "
        + (isDuration(value) ? value : "500ms");
  }

  private static String exponential(String value) {
    return "the first delay is part of the backoff, as in backoff = exponential "
        + (isDuration(value) ? value : "500ms")
        + " x2";
  }

  private static boolean isDuration(String value) {
    try {
      return !Durations.parse(value).isZero();
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}
