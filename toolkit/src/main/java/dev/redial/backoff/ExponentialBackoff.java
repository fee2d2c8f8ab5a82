package dev.redial.backoff;

import dev.redial.failure.Failure;
import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.math.BigDecimal;
import java.time.Duration;

/** The base times a power of the factor. */
record ExponentialBackoff(Duration base, double factor) implements Backoff {

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    int power = AttemptNumber.require(attempt) - 1;
    long nanos = Durations.saturatedNanos(base);
    return Duration.ofNanos(isWhole() ? exact(nanos, power) : rounded(nanos, power));
  }

  private boolean isWhole() {
    return factor == Math.rint(factor) && factor < Long.MAX_VALUE;
  }

  /** A factor of 2 or more passes the largest {@code long} within 63 steps. */
  private long exact(long nanos, int power) {
    long whole = (long) factor;
    long delay = nanos;
    for (int i = 0; i < power && whole > 1 && delay < Long.MAX_VALUE; i++) {
      delay = Nanos.times(delay, whole);
    }
    return delay;
  }

  /** Strict, so that it is the same on every machine; the cast saturates. */
  private long rounded(long nanos, int power) {
    return (long) Math.rint(nanos * StrictMath.pow(factor, power));
  }

  @Override
  public Duration firstDelay() {
    return base;
  }

  @Override
  public String toString() {
    String shownFactor = BigDecimal.valueOf(factor).stripTrailingZeros().toPlainString();
    return "exponential " + Durations.format(base) + " x" + shownFactor;
  }
}
