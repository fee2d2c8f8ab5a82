package dev.redial.backoff;

import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;

/** A function of the user's. */
record CustomBackoff(IntFunction<Duration> delays) implements Backoff {

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    Duration delay =
        Objects.requireNonNull(
            delays.apply(AttemptNumber.require(attempt)),
            "The custom backoff returned null; return Duration.ZERO for no delay.");
    return delay.isNegative() ? Duration.ZERO : delay;
  }

  @Override
  public String toString() {
    return "custom";
  }
}
