package dev.redial.hedge;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.function.IntFunction;

/** The same delay before each hedge. */
record FixedDelay(Duration delay) implements IntFunction<Duration> {

  FixedDelay {
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "delay must be at least 0, but was " + Durations.format(delay));
    }
  }

  @Override
  public Duration apply(int attempt) {
    return delay;
  }

  @Override
  public String toString() {
    return Durations.format(delay);
  }
}
