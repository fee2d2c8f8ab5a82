package dev.redial.test.assertions;

import dev.redial.time.Durations;
import java.time.Duration;

/** How long a wait may be, both ends included. */
record WaitRange(Duration shortest, Duration longest) {

  private static final String TO = "..";

  WaitRange {
    if (shortest.isNegative()) {
      throw new IllegalArgumentException(
          "a wait must not be negative, but was " + Durations.format(shortest));
    }
    if (longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "the longest wait must not be below the shortest, but was %s to %s"
              .formatted(Durations.format(shortest), Durations.format(longest)));
    }
  }

  static WaitRange exactly(Duration wait) {
    return new WaitRange(wait, wait);
  }

  /** Reads {@code "1s"} or {@code "1s..1.5s"}. */
  static WaitRange parse(String text) {
    int to = text.indexOf(TO);
    return to < 0
        ? exactly(Durations.parse(text))
        : new WaitRange(
            Durations.parse(text.substring(0, to)),
            Durations.parse(text.substring(to + TO.length())));
  }

  boolean contains(Duration wait) {
    return wait.compareTo(shortest) >= 0 && wait.compareTo(longest) <= 0;
  }

  /** The end of the range that the wait misses. */
  Duration nearest(Duration wait) {
    return wait.compareTo(shortest) < 0 ? shortest : longest;
  }

  @Override
  public String toString() {
    return shortest.equals(longest)
        ? Durations.format(shortest)
        : Durations.format(shortest) + " to " + Durations.format(longest);
  }
}
