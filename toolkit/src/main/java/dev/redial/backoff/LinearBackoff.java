package dev.redial.backoff;

import dev.redial.failure.Failure;
import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;

/** The base times the number of attempts. */
record LinearBackoff(Duration base) implements Backoff {

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    return Duration.ofNanos(
        Nanos.times(Durations.saturatedNanos(base), AttemptNumber.require(attempt)));
  }

  @Override
  public Duration firstDelay() {
    return base;
  }

  @Override
  public String toString() {
    return "linear " + Durations.format(base);
  }
}
