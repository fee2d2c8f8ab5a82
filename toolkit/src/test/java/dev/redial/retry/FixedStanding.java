package dev.redial.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** How a call stands, as a value. */
record FixedStanding(
    int tries,
    Duration previousBackoff,
    Duration elapsed,
    Instant wallClock,
    Supplier<RandomGenerator> randoms,
    boolean carriesKey)
    implements RetryDecision.Standing {

  @Override
  public RandomGenerator random() {
    return randoms.get();
  }
}
