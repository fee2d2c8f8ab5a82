package dev.redial.time;

import java.time.Duration;
import java.time.Instant;

/**
 * One reading of both clocks of a {@link TimeSource}.
 *
 * @param nanoTime the monotonic clock, in nanoseconds from an arbitrary origin
 * @param instant the wall clock
 */
public record Moment(long nanoTime, Instant instant) {

  /** The monotonic time from {@code earlier} to this moment; negative if it came later. */
  public Duration since(Moment earlier) {
    return Duration.ofNanos(nanoTime - earlier.nanoTime);
  }
}
