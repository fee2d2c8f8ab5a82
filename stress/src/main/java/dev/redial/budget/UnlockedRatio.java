package dev.redial.budget;

import java.time.Duration;

/**
 * A ratio budget as sabotage would have it: the same rule, whose counts are looked at, and then
 * set.
 */
final class UnlockedRatio {

  private final RatioRule rule = RatioRule.of(1, 0, Duration.ofSeconds(10));
  private volatile long calls;
  private volatile long retries;

  void callStarted() {
    calls = Slice.plusOne(calls, 0);
  }

  boolean tryRetry() {
    long before = retries;
    if (rule.retries(calls, before) == 0) {
      return false;
    }
    retries = before + 1;
    return true;
  }

  long remaining() {
    return rule.retries(calls, retries);
  }
}
