package dev.redial.backoff;

import dev.redial.failure.Failure;
import dev.redial.time.Durations;
import java.time.Duration;

/** The same delay each time. */
record FixedBackoff(Duration delay) implements Backoff {

  static final FixedBackoff NONE = new FixedBackoff(Duration.ZERO);

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    AttemptNumber.require(attempt);
    return delay;
  }

  @Override
  public Duration firstDelay() {
    return delay;
  }

  @Override
  public String toString() {
    return delay.isZero() ? "none" : "fixed " + Durations.format(delay);
  }
}
