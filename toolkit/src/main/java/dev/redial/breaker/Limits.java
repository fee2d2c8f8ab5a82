package dev.redial.breaker;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The rates at which a circuit opens.
 *
 * @param failureRate the share of failures, above 0 and at most 1
 * @param slowCallRate the share of slow calls, above 0 and at most 1
 * @param minimumCalls below so many calls no rate is looked at
 */
record Limits(double failureRate, double slowCallRate, long minimumCalls) {

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);

  /** Limits that nothing reaches. */
  static final Limits NEVER = new Limits(1, 1, Long.MAX_VALUE);

  Limits withMinimumOfAtMost(int calls) {
    return new Limits(failureRate, slowCallRate, Math.min(minimumCalls, calls));
  }

  boolean reachedBy(Tally tally) {
    return reachedBy(tally.calls(), tally.failures(), tally.slow());
  }

  /**
   * A quotient of two whole numbers is rounded as the decimal it equals, so that 3 of 10 is 0.3.
   */
  boolean reachedBy(long calls, long failures, long slow) {
    return calls >= minimumCalls
        && calls > 0
        && ((double) failures / calls >= failureRate || (double) slow / calls >= slowCallRate);
  }

  /** As in {@code "failure rate 60 % of 10 calls (threshold 50 %)"}. */
  String reason(Tally tally, String noun) {
    boolean failed = tally.failureRate() >= failureRate;
    return describe(
        failed ? "failure rate " : "slow call rate ",
        failed ? tally.failureRate() : tally.slowCallRate(),
        tally.calls() + " " + noun + (tally.calls() == 1 ? "" : "s"),
        failed ? failureRate : slowCallRate);
  }

  private static String describe(String name, double rate, String calls, double threshold) {
    return name + percent(rate) + " of " + calls + " (threshold " + percent(threshold) + ")";
  }

  /** As in {@code "33.3 %"}, whatever the locale. */
  static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2).round(THREE_DIGITS);
    return percent.stripTrailingZeros().toPlainString() + " %";
  }
}
