package dev.redial.retry;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** How a call would stand. */
record PlannedStanding(
    int tries,
    Duration previousBackoff,
    Duration elapsed,
    Instant wallClock,
    RandomGenerator random,
    boolean carriesKey)
    implements RetryDecision.Standing {}
