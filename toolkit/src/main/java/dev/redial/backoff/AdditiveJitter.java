package dev.redial.backoff;

import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** The delay and up to a fraction of it more. */
record AdditiveJitter(double fraction) implements Jitter {

  @Override
  public Duration spread(
      Duration delay, Duration previous, Duration floor, Duration cap, RandomGenerator random) {
    long longest = Durations.saturatedNanos(cap);
    long shortest = Durations.saturatedNanos(floor);
    long base = Math.min(Durations.saturatedNanos(delay), (long) (longest / (1 + fraction)));
    long low = Math.max(base, shortest);
    long high = Math.min(longest, Nanos.plus(low, (long) (low * fraction)));
    return Duration.ofNanos(Uniform.between(low, high, random));
  }

  @Override
  public String toString() {
    BigDecimal percent = BigDecimal.valueOf(fraction).movePointRight(2).stripTrailingZeros();
    return "up to +" + percent.toPlainString() + " %";
  }
}
