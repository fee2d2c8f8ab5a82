package dev.redial.retry;

import dev.redial.backoff.Jitter;
import dev.redial.call.EndReason;
import dev.redial.failure.Failure;
import dev.redial.failure.RetryAfter;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What follows a failed attempt. It is worked out here, without a clock or a wait. */
sealed interface RetryDecision {

  /**
   * No further attempt.
   *
   * @param rule the rule that says so, in words
   * @param reason the kind of rule
   */
  record Stop(String rule, EndReason reason) implements RetryDecision {

    /** Whether the policy retries such a failure, and only a limit ends the call. */
    boolean atLimit() {
      return switch (reason) {
        case ATTEMPTS_EXHAUSTED, DEADLINE, RETRY_AFTER, BUDGET -> true;
        default -> false;
      };
    }
  }

  /**
   * Another attempt.
   *
   * @param delay how long to wait for it
   * @param backoff the part of it that backoff and jitter ask for
   */
  record Again(Duration delay, Duration backoff) implements RetryDecision {}

  /** How a call stands. What costs something to know is asked only where it matters. */
  interface Standing {

    /** How often the operation was tried, rejections included. */
    int tries();

    /** The last wait that backoff and jitter asked for, or zero. */
    Duration previousBackoff();

    /** The time since the call began; asked only if the policy has a deadline. */
    Duration elapsed();

    /** Asked only for a Retry-After. */
    Instant wallClock();

    /** Asked only if there is jitter. */
    RandomGenerator random();

    /** Whether the other side knows a repeated call by its idempotency key. */
    boolean carriesKey();
  }

  /**
   * Decides.
   *
   * @param name what to call the policy
   */
  static RetryDecision after(
      FailedAttempt failed, RetryPolicy policy, String name, Standing standing) {
    if (failed.failure().retryAfter().filter(RetryAfter::isNever).isPresent()) {
      return new Stop("the other side asks not to be called again", EndReason.RETRY_AFTER);
    }
    String refusal = RuleOrder.refusal(policy.rules(), name, failed);
    if (refusal == null && !policy.isIdempotent() && !standing.carriesKey()) {
      refusal = NotSentRule.refusal(failed);
    }
    if (refusal != null) {
      return new Stop(refusal, EndReason.NOT_RETRYABLE);
    }
    if (standing.tries() >= policy.maxAttempts()) {
      return new Stop(
          "maxAttempts " + policy.maxAttempts() + " reached", EndReason.ATTEMPTS_EXHAUSTED);
    }
    return afterWait(failed, policy, standing);
  }

  private static RetryDecision afterWait(
      FailedAttempt failed, RetryPolicy policy, Standing standing) {
    Duration asked =
        failed
            .failure()
            .retryAfter()
            .map(retryAfter -> retryAfter.delayAt(standing.wallClock()))
            .orElse(Duration.ZERO);
    if (asked.compareTo(policy.maxRetryAfter()) > 0) {
      // A guard means what it says: before its wait is over, it would only reject again.
      if (!policy.isRetryAfterCapped() || !failed.ran()) {
        return new Stop(
            "Retry-After of "
                + Durations.format(asked)
                + " is above maxRetryAfter "
                + Durations.format(policy.maxRetryAfter()),
            EndReason.RETRY_AFTER);
      }
      asked = policy.maxRetryAfter();
    }
    Duration backoff = backoff(failed.failure(), policy, standing);
    Duration delay = longer(asked, backoff);
    String late = pastDeadline(delay, policy.deadline(), standing);
    return late == null ? new Again(delay, backoff) : new Stop(late, EndReason.DEADLINE);
  }

  /** What backoff and jitter ask for. */
  static Duration backoff(Failure failure, RetryPolicy policy, Standing standing) {
    int attempt = policy.jitter().growsByItself() ? 1 : standing.tries();
    Duration computed =
        Objects.requireNonNull(
            policy.backoff().delayAfter(attempt, failure),
            "The backoff returned null; return Duration.ZERO for no delay.");
    Duration delay = shorter(longer(computed, policy.minDelay()), policy.maxDelay());
    return delay.isZero() || policy.jitter().equals(Jitter.none())
        ? delay
        : policy
            .jitter()
            .spread(
                delay,
                standing.previousBackoff(),
                policy.minDelay(),
                policy.maxDelay(),
                standing.random());
  }

  private static @Nullable String pastDeadline(
      Duration delay, Optional<Duration> deadline, Standing standing) {
    if (deadline.isEmpty()) {
      return null;
    }
    Duration left = deadline.get().minus(standing.elapsed());
    if (delay.compareTo(left) < 0) {
      return null;
    }
    String when =
        left.isNegative() || left.isZero()
            ? " has passed"
            : " is "
                + Durations.formatRounded(left)
                + " away, the next attempt "
                + Durations.formatRounded(delay);
    return "deadline " + Durations.formatRounded(deadline.get()) + when;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
