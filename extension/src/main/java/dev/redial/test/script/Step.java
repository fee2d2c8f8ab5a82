package dev.redial.test.script;

import java.math.BigInteger;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One entry of a script: a fault, and how many calls in a row get it. */
public final class Step implements ScriptItem {

  private static final BigInteger MOST_CALLS = BigInteger.valueOf(1_000_000);

  private final Fault fault;
  private final int count;

  private Step(Fault fault, int count) {
    this.fault = fault;
    this.count = count;
  }

  /**
   * A step that gives {@code fault} to {@code count} calls.
   *
   * @param count from 1 to 1,000,000
   * @throws IllegalArgumentException if the count is outside that range
   */
  public static Step of(Fault fault, int count) {
    return new Step(
        Objects.requireNonNull(fault, "fault"), requireCount(BigInteger.valueOf(count)));
  }

  /** Takes any number, so that a script's error can name one that no {@code int} holds. */
  static int requireCount(BigInteger count) {
    if (count.signum() < 1) {
      throw new IllegalArgumentException(
          "count must be at least 1, but was " + count + "; leave the step out instead");
    }
    if (count.compareTo(MOST_CALLS) > 0) {
      throw new IllegalArgumentException(
          ("count must be at most " + MOST_CALLS + ", but was " + count)
              + "; to go on for ever, end the script with 'then repeat'");
    }
    return count.intValueExact();
  }

  static void requireAtLeastOne(String name, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but was " + number);
    }
  }

  /** What each call of this step gets. */
  @Override
  public Fault fault() {
    return fault;
  }

  /** How many calls this step is for, at least 1. */
  public int count() {
    return count;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Step that && count == that.count && fault.equals(that.fault);
  }

  @Override
  public int hashCode() {
    return Objects.hash(fault, count);
  }

  /** The step as a script writes it, such as {@code "timeout x2"}. */
  @Override
  public String toString() {
    return count == 1 ? fault.toString() : fault + " x" + count;
  }
}
