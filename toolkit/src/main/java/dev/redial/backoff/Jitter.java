package dev.redial.backoff;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How delays are spread, so that clients that failed together do not come back together.
 *
 * <p>No jitter leaves the range between the policy's floor and cap, and none heaps delays on the
 * cap: where the backoff has grown to the cap, the delays spread below it. There is nothing to
 * spread only where a single value is left: where floor and cap are equal, and, with {@link
 * #decorrelated}, where the backoff's first delay is the cap.
 */
public sealed interface Jitter permits StandardJitter, AdditiveJitter {

  /** The delay as computed. No random number is drawn. */
  static Jitter none() {
    return StandardJitter.NONE;
  }

  /**
   * Anything from the floor to the computed delay: U(0, delay).
   *
   * <p>Source: "full jitter" in <a
   * href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
   * Backoff And Jitter</a>.
   */
  static Jitter full() {
    return StandardJitter.FULL;
  }

  /** From half the computed delay to all of it: U(delay/2, delay). Source: as {@link #full}. */
  static Jitter equal() {
    return StandardJitter.EQUAL;
  }

  /**
   * The computed delay and up to a fraction of it more: U(d, d·(1 + fraction)) with d = min(delay,
   * cap / (1 + fraction)), so that even a capped delay spreads below the cap.
   *
   * @param fraction from 0 to 1; 0.5 adds up to half the delay
   * @throws IllegalArgumentException if the fraction is outside 0 to 1
   */
  static Jitter additive(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("fraction must be from 0 to 1, but was " + fraction);
    }
    return new AdditiveJitter(fraction + 0.0); // -0.0 would be another value
  }

  /**
   * From the backoff's first delay to three times the previous one: U(base, min(cap, 3·previous)).
   * It grows by itself; of the backoff only the first delay is used.
   *
   * <p>Source: "decorrelated jitter" as {@link #full}, but the published min(cap, U(base,
   * 3·previous)) puts ever more delays on the cap itself; here the cap bounds the range instead.
   */
  static Jitter decorrelated() {
    return StandardJitter.DECORRELATED;
  }

  /**
   * Reads a jitter as it prints: {@code none}, {@code full}, {@code equal}, {@code decorrelated},
   * {@code up to +50 %} or, shorter, {@code +50 %}. Words may be in any case.
   *
   * @throws IllegalArgumentException if the text is not a jitter; the message shows the forms
   */
  static Jitter parse(String text) {
    return JitterText.parse(text);
  }

  /**
   * Draws a delay.
   *
   * @param delay what the backoff computed, in the range from {@code floor} to {@code cap}; if
   *     {@link #growsByItself}, the backoff's first delay
   * @param previous what this drew before in the same call, or zero
   * @param floor the shortest delay to return
   * @param cap the longest delay to return, at least the floor
   * @param random is asked only if there is something to choose
   */
  Duration spread(
      Duration delay, Duration previous, Duration floor, Duration cap, RandomGenerator random);

  /** Whether {@link #spread} expects the backoff's first delay, whatever the attempt. */
  default boolean growsByItself() {
    return false;
  }
}
