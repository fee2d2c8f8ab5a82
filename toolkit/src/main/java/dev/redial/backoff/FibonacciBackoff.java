package dev.redial.backoff;

import dev.redial.failure.Failure;
import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;

/** The base times a Fibonacci number. */
record FibonacciBackoff(Duration base) implements Backoff {

  /** The last Fibonacci number that fits a {@code long}. */
  private static final int LAST = 92;

  @Override
  public Duration delayAfter(int attempt, Failure failure) {
    long number = number(AttemptNumber.require(attempt));
    return Duration.ofNanos(Nanos.times(Durations.saturatedNanos(base), number));
  }

  private static long number(int n) {
    if (n > LAST) {
      return Long.MAX_VALUE;
    }
    long current = 1;
    long before = 0;
    for (int i = 1; i < n; i++) {
      long next = current + before;
      before = current;
      current = next;
    }
    return current;
  }

  @Override
  public Duration firstDelay() {
    return base;
  }

  @Override
  public String toString() {
    return "fibonacci " + Durations.format(base);
  }
}
