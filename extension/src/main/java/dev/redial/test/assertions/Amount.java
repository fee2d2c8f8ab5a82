package dev.redial.test.assertions;

import dev.redial.time.Durations;
import java.time.Duration;

/**
 * How much was counted: exactly, or at least and at most so much where it cannot be known better.
 * Times are in nanoseconds.
 */
record Amount(long least, long most) {

  static final Amount ZERO = exactly(0);

  static Amount exactly(long amount) {
    return new Amount(amount, amount);
  }

  static Amount between(long least, long most) {
    return new Amount(least, most);
  }

  static Amount of(Duration time) {
    return exactly(Durations.saturatedNanos(time));
  }

  Amount plus(Amount other) {
    return new Amount(plus(least, other.least), plus(most, other.most));
  }

  private static long plus(long one, long other) {
    long sum = one + other;
    return one > 0 && other > 0 && sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** Whether both may be the same. */
  boolean agreesWith(Amount other) {
    return least <= other.most && other.least <= most;
  }

  boolean isZero() {
    return least == 0 && most == 0;
  }

  /** As people read it. */
  String text(boolean isTime) {
    return least == most ? text(least, isTime) : text(least, isTime) + " to " + text(most, isTime);
  }

  private static String text(long amount, boolean isTime) {
    return isTime ? Durations.format(Duration.ofNanos(amount)) : String.valueOf(amount);
  }
}
