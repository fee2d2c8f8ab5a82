package dev.redial.backoff;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * How the delay between attempts grows. A backoff is a pure function: it keeps no state, so that
 * any number of calls may share one.
 *
 * <p>The built-in ones compute exact nanoseconds in constant time and saturate at the longest delay
 * there is, 292 years; the retry policy then caps what they say. They are equal if their settings
 * are.
 */
@FunctionalInterface
public interface Backoff {

  /**
   * The delay before the next attempt, before cap and jitter.
   *
   * @param attempt how many attempts the call has made, from 1
   * @param failure what the last one means
   * @return the delay; a negative one counts as zero
   */
  Duration delayAfter(int attempt, Failure failure);

  /**
   * The longest delay after a first attempt, or zero where it is not known, as for a function of
   * the user's. A retry policy refuses a cap that is below it.
   */
  default Duration firstDelay() {
    return Duration.ZERO;
  }

  /** No delay: the next attempt begins at once. */
  static Backoff none() {
    return FixedBackoff.NONE;
  }

  /**
   * Always the same delay.
   *
   * @throws IllegalArgumentException if the delay is not above zero
   */
  static Backoff fixed(Duration delay) {
    return new FixedBackoff(positive("delay", delay));
  }

  /** Like {@link #fixed(Duration)}, with a delay such as {@code "500ms"}. */
  static Backoff fixed(String delay) {
    return fixed(Durations.parse(delay));
  }

  /**
   * The base, then twice, three times the base and so on.
   *
   * @throws IllegalArgumentException if the base is not above zero
   */
  static Backoff linear(Duration base) {
    return new LinearBackoff(positive("base", base));
  }

  /** Like {@link #linear(Duration)}, with a base such as {@code "500ms"}. */
  static Backoff linear(String base) {
    return linear(Durations.parse(base));
  }

  /** Like {@link #exponential(Duration, double)} with a factor of 2. */
  static Backoff exponential(Duration base) {
    return exponential(base, 2);
  }

  /** Like {@link #exponential(Duration)}, with a base such as {@code "1s"}. */
  static Backoff exponential(String base) {
    return exponential(Durations.parse(base));
  }

  /**
   * The base, then each delay {@code factor} times the one before: base · factor^(attempt − 1).
   *
   * @throws IllegalArgumentException if the base is not above zero, or the factor is below 1 or not
   *     finite
   */
  static Backoff exponential(Duration base, double factor) {
    if (!(factor >= 1) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor must be at least 1 and finite, but was " + factor);
    }
    return new ExponentialBackoff(positive("base", base), factor);
  }

  /** Like {@link #exponential(Duration, double)}, with a base such as {@code "1s"}. */
  static Backoff exponential(String base, double factor) {
    return exponential(Durations.parse(base), factor);
  }

  /**
   * The base times 1, 1, 2, 3, 5, 8 and so on, each number the sum of the two before.
   *
   * @throws IllegalArgumentException if the base is not above zero
   */
  static Backoff fibonacci(Duration base) {
    return new FibonacciBackoff(positive("base", base));
  }

  /** Like {@link #fibonacci(Duration)}, with a base such as {@code "1s"}. */
  static Backoff fibonacci(String base) {
    return fibonacci(Durations.parse(base));
  }

  /**
   * A backoff for each kind of failure; the kind of the last failure chooses. Which delay of it is
   * next depends on the number of attempts alone, whatever kinds came before.
   *
   * @param backoffs must have an entry for {@link FailureKind#TRANSIENT}; a kind without an entry
   *     shares that one
   * @throws IllegalArgumentException if that entry is missing
   */
  static Backoff byKind(Map<FailureKind, Backoff> backoffs) {
    Backoff otherwise = backoffs.get(FailureKind.TRANSIENT);
    if (otherwise == null) {
      throw new IllegalArgumentException(
          "backoffs must have an entry for TRANSIENT, which all kinds without one share, but had "
              + backoffs.keySet());
    }
    return new KindBackoff(
        KindBackoff.chosen(otherwise, FailureKind.TRANSIENT),
        KindBackoff.chosen(
            backoffs.getOrDefault(FailureKind.RATE_LIMITED, otherwise), FailureKind.RATE_LIMITED),
        KindBackoff.chosen(
            backoffs.getOrDefault(FailureKind.PERMANENT, otherwise), FailureKind.PERMANENT));
  }

  /**
   * A function of the number of attempts made, from 1. It should be pure: calls may ask it at the
   * same time. A {@code Backoff} written as a lambda is told the failure, too.
   */
  static Backoff custom(IntFunction<Duration> delays) {
    return new CustomBackoff(Objects.requireNonNull(delays, "delays"));
  }

  /**
   * Reads a backoff: what the built-in ones print, or a shorter form. {@code none}, {@code fixed
   * 500ms}, {@code linear 1s}, {@code fibonacci 1s}, {@code exponential 1s}, which doubles, {@code
   * exponential 1s x3}, or {@code by kind (TRANSIENT: exponential 1s, RATE_LIMITED: exponential
   * 4s)}. Words may be in any case; for durations see {@link Durations#parse}.
   *
   * @throws IllegalArgumentException if the text is not a backoff; the message shows the forms
   */
  static Backoff parse(String text) {
    return BackoffText.parse(text);
  }

  private static Duration positive(String name, Duration delay) {
    if (delay.isNegative() || delay.isZero()) {
      throw new IllegalArgumentException(
          name
              + " must be above 0, but was "
              + Durations.format(delay)
              + "; Backoff.none() goes on without a delay");
    }
    return delay;
  }
}
