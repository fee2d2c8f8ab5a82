package dev.redial.budget;

import dev.redial.time.Durations;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How many retries the calls of some time are good for: pure arithmetic.
 *
 * @param share what one call is good for, in thousandths of a retry
 * @param ttl how long it is
 */
record RatioRule(int share, int minRetriesPerSecond, Duration ttl) {

  private static final int RETRY = 1_000;

  static RatioRule of(double share, int minRetriesPerSecond, Duration ttl) {
    if (!(share >= 0 && share <= 1_000)) {
      throw new IllegalArgumentException("share must be from 0 to 1000, but was " + share);
    }
    if (minRetriesPerSecond < 0) {
      throw new IllegalArgumentException(
          "minRetriesPerSecond must be at least 0, but was " + minRetriesPerSecond);
    }
    if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "ttl must be from 1 s to 1 h, but was " + Durations.format(ttl));
    }
    int thousandths = Thousandths.of(share);
    if (thousandths == 0 && minRetriesPerSecond == 0) {
      throw new IllegalArgumentException(
          "share must be at least 0.001 if minRetriesPerSecond is 0, but was "
              + share
              + ": no retry would ever be granted");
    }
    return new RatioRule(thousandths, minRetriesPerSecond, ttl);
  }

  /**
   * How many more retries there may be.
   *
   * @param calls how many calls began within the last {@code ttl}
   * @param retries how many retries were granted in that time
   */
  long retries(long calls, long retries) {
    // No overflow: the counts of ten slices, of 32 bits each, times a million.
    long good = calls * share + minRetriesPerSecond * ttl.toMillis();
    return Math.max(0, good / RETRY - retries);
  }

  /** As in {@code "20 % of the calls and 10 a second, over 10 s"}. */
  String describe() {
    String percent = BigDecimal.valueOf(share, 1).stripTrailingZeros().toPlainString();
    return percent
        + " % of the calls and "
        + minRetriesPerSecond
        + " a second, over "
        + Durations.format(ttl);
  }
}
