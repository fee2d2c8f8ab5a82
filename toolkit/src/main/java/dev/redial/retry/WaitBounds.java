package dev.redial.retry;

import dev.redial.backoff.Jitter;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;

/**
 * The shortest and the longest wait before each attempt that backoff and jitter can lead to,
 * whatever kinds of failures come; asked for one attempt after the other.
 */
final class WaitBounds {

  /** Beyond so many attempts each wait counts as the longest, and the shortest, there is. */
  static final int LOOKED_AT = 10_000;

  private final RetryPolicy policy;
  private int tries;
  private Extent previous = Extent.of(0, 0);

  WaitBounds(RetryPolicy policy) {
    this.policy = policy;
  }

  /** The wait before the next attempt, from the first on. */
  Extent next() {
    Extent next = tries == 0 ? initialDelay() : afterFailure();
    tries++;
    return next;
  }

  private Extent initialDelay() {
    Duration longest = policy.initialDelay();
    return Extent.of(
        0,
        Durations.saturatedNanos(
            Jitter.full().spread(longest, Duration.ZERO, Duration.ZERO, longest, Extreme.HIGHEST)));
  }

  private Extent afterFailure() {
    if (tries >= LOOKED_AT) {
      return rest();
    }
    Extent bounds = new Extent();
    for (FailureKind kind : FailureKind.values()) {
      Failure failure = Failure.of(kind);
      bounds.add(backoff(failure, previous.least(), Extreme.LOWEST));
      bounds.add(backoff(failure, previous.most(), Extreme.HIGHEST));
    }
    previous = bounds;
    return bounds;
  }

  /** Any wait there is. */
  Extent rest() {
    return Extent.of(
        Durations.saturatedNanos(policy.minDelay()), Durations.saturatedNanos(policy.maxDelay()));
  }

  private long backoff(Failure failure, long before, Extreme draw) {
    PlannedStanding standing =
        new PlannedStanding(
            tries, Duration.ofNanos(before), Duration.ZERO, Instant.EPOCH, draw, true);
    return Durations.saturatedNanos(RetryDecision.backoff(failure, policy, standing));
  }
}
