package dev.redial.retry;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** Adds up what a policy can wait: the longest delay of any kind, drawn at its highest. */
final class WorstWaits implements RetryDecision.Standing {

  /** Beyond so many attempts each wait counts as the longest there is. */
  private static final int LOOKED_AT = 10_000;

  private static final RandomGenerator HIGHEST = new Highest();

  private final RetryPolicy policy;
  private int tries;
  private Duration previous = Duration.ZERO;

  private WorstWaits(RetryPolicy policy) {
    this.policy = policy;
  }

  static WorstCase of(RetryPolicy policy) {
    return new WorstWaits(policy).sum();
  }

  private WorstCase sum() {
    long waits = Durations.saturatedNanos(policy.initialDelay());
    long asAsked = waits;
    long mostAsked = Durations.saturatedNanos(policy.maxRetryAfter());
    int looks = Math.min(policy.maxAttempts(), LOOKED_AT) - 1;
    for (tries = 1; tries <= looks; tries++) {
      previous = longest();
      long wait = Durations.saturatedNanos(previous);
      waits = plus(waits, wait);
      asAsked = plus(asAsked, Math.max(wait, mostAsked));
    }
    long unseen = policy.maxAttempts() - 1L - looks;
    long longest = Durations.saturatedNanos(policy.maxDelay());
    waits = plus(waits, times(unseen, longest));
    asAsked = plus(asAsked, times(unseen, Math.max(longest, mostAsked)));
    return new WorstCase(policy.maxAttempts(), withinDeadline(waits), withinDeadline(asAsked));
  }

  private Duration longest() {
    Duration longest = Duration.ZERO;
    for (FailureKind kind : FailureKind.values()) {
      Duration delay = RetryDecision.backoff(Failure.of(kind), policy, this);
      longest = delay.compareTo(longest) > 0 ? delay : longest;
    }
    return longest;
  }

  private Duration withinDeadline(long nanos) {
    Duration waits = Duration.ofNanos(nanos);
    return policy.deadline().filter(deadline -> deadline.compareTo(waits) < 0).orElse(waits);
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  private static long times(long count, long nanos) {
    return count != 0 && nanos > Long.MAX_VALUE / count ? Long.MAX_VALUE : count * nanos;
  }

  @Override
  public int tries() {
    return tries;
  }

  @Override
  public Duration previousBackoff() {
    return previous;
  }

  @Override
  public Duration elapsed() {
    return Duration.ZERO;
  }

  @Override
  public Instant wallClock() {
    return Instant.EPOCH;
  }

  @Override
  public RandomGenerator random() {
    return HIGHEST;
  }

  @Override
  public boolean carriesKey() {
    return true;
  }

  /** Not random at all: always the last number of the range. */
  private static final class Highest implements RandomGenerator {

    @Override
    public long nextLong() {
      return Long.MAX_VALUE;
    }

    @Override
    public long nextLong(long origin, long bound) {
      return bound - 1;
    }
  }
}
