package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;

/**
 * How long something takes, or when it comes: from the shortest to the longest, both included.
 * Without jitter they are the same.
 *
 * @param shortest 0 or more
 * @param longest at least the shortest
 */
public record DurationRange(Duration shortest, Duration longest) {

  static final DurationRange ZERO = ofNanos(0, 0);

  /**
   * A range.
   *
   * @throws IllegalArgumentException if the shortest is negative or above the longest
   */
  public DurationRange {
    if (shortest.isNegative() || shortest.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "shortest must be from 0 to longest (%s), but was %s"
              .formatted(Durations.format(longest), Durations.format(shortest)));
    }
  }

  static DurationRange ofNanos(long shortest, long longest) {
    return new DurationRange(Duration.ofNanos(shortest), Duration.ofNanos(longest));
  }

  /** Whether it can be this long. */
  public boolean contains(Duration duration) {
    return duration.compareTo(shortest) >= 0 && duration.compareTo(longest) <= 0;
  }

  /** As in {@code "2 s to 3 s"}, rounded to milliseconds; or {@code "2 s"} if both are the same. */
  @Override
  public String toString() {
    String from = Durations.formatRounded(shortest);
    String to = Durations.formatRounded(longest);
    return from.equals(to) ? from : from + " to " + to;
  }
}
