package dev.redial.test.script;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which calls a {@link Rule} is for.
 *
 * <p>{@code toString()} gives a condition as a script writes it, and {@link Script#parse} reads it
 * back, but for {@link #matching}.
 */
public sealed interface Condition
    permits CallRange,
        EveryNth,
        Window,
        ArgumentText,
        RandomShare,
        Matching,
        Both,
        Either,
        Negated {

  /** Whether it holds for a call. */
  boolean holds(ScriptCall call);

  /**
   * The call of this number, counted among those that ask the script.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  static Condition call(long number) {
    return new CallRange(number, number);
  }

  /**
   * The calls from one number to another, both included.
   *
   * @throws IllegalArgumentException if {@code first} is below 1 or above {@code last}
   */
  static Condition calls(long first, long last) {
    return new CallRange(first, last);
  }

  /**
   * Every n-th call: for 3 the third, the sixth and so on.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  static Condition every(long nth) {
    return new EveryNth(nth);
  }

  /**
   * The calls made within a window of the test's clock, whose zero is the begin of the test.
   *
   * @param from the first instant in it
   * @param to the first instant after it
   * @throws IllegalArgumentException if {@code from} is negative, or {@code to} is not above it
   */
  static Condition between(Duration from, Duration to) {
    return new Window(from, Optional.of(to));
  }

  /** As {@link #between(Duration, Duration)}, with times such as {@code "10s"}. */
  static Condition between(String from, String to) {
    return between(Durations.parse(from), Durations.parse(to));
  }

  /** The calls made from this time of the test's clock on. */
  static Condition from(Duration from) {
    return new Window(from, Optional.empty());
  }

  /** As {@link #from(Duration)}, with a time such as {@code "10s"}. */
  static Condition from(String from) {
    return from(Durations.parse(from));
  }

  /**
   * The calls with this argument: one that is a text of this value, or whose text it is.
   *
   * @param position of the argument, from 1
   * @throws IllegalArgumentException if the position is below 1
   */
  static Condition argument(int position, String value) {
    return new ArgumentText(position, value);
  }

  /**
   * A random share of the calls. Which calls those are depends on nothing but the seed and the
   * number of the call.
   *
   * @param percent above 0 and at most 100
   * @throws IllegalArgumentException if it is outside that range
   */
  static Condition share(double percent, long seed) {
    return new RandomShare(percent, seed, Optional.empty());
  }

  /**
   * A random share of the calls. Which calls those are depends on nothing but the seed and the text
   * of an argument, so that threads which race do not change it.
   *
   * @param percent above 0 and at most 100
   * @param position of the argument, from 1
   * @throws IllegalArgumentException if a value is outside its range
   */
  static Condition shareByArgument(double percent, long seed, int position) {
    return new RandomShare(percent, seed, Optional.of(position));
  }

  /** The calls that match. Such a condition has no text that a script could be read from. */
  static Condition matching(Predicate<? super ScriptCall> predicate) {
    return new Matching(predicate);
  }

  /** Whether chance has a say in it. */
  default boolean isRandom() {
    return false;
  }

  /** Whether it looks at more than the number and the time of a call. */
  default boolean needsArguments() {
    return false;
  }

  /** Where both hold. */
  default Condition and(Condition other) {
    return new Both(this, other);
  }

  /** Where one of them holds. */
  default Condition or(Condition other) {
    return new Either(this, other);
  }

  /** Where this does not hold. */
  default Condition negate() {
    return new Negated(this);
  }
}
