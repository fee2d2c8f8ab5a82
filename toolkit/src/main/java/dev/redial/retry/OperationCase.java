package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;

/** See {@link WorstCase#of}. */
record OperationCase(long attempts, Duration time, Duration timeAsAsked) implements WorstCase {

  /** An operation of which nothing is known. */
  static final OperationCase UNKNOWN = new OperationCase(1, Duration.ZERO, Duration.ZERO);

  OperationCase {
    if (attempts < 1) {
      throw new IllegalArgumentException("attempts must be at least 1, but was " + attempts);
    }
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "an attempt must take 0 or more, but was " + Durations.format(time));
    }
    if (timeAsAsked.compareTo(time) < 0) {
      throw new IllegalArgumentException(
          "timeAsAsked must be at least time (%s), but was %s"
              .formatted(Durations.format(time), Durations.format(timeAsAsked)));
    }
  }

  @Override
  public Duration waits() {
    return Duration.ZERO;
  }

  @Override
  public Duration waitsAsAsked() {
    return Duration.ZERO;
  }

  @Override
  public WorstCase withAttemptsOf(Duration longest) {
    return new OperationCase(attempts, longest, longest);
  }

  @Override
  public WorstCase around(WorstCase inner) {
    if (attempts > 1) {
      throw new IllegalArgumentException(
          "around must not replace what runs the operation "
              + attempts
              + " times for an attempt; give WorstCase.of(…) the numbers of all of it");
    }
    return inner;
  }

  @Override
  public String toString() {
    return CaseText.of(this);
  }
}
