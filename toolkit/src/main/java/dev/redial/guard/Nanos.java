package dev.redial.guard;

/** Arithmetic on nanoseconds of zero or more that stops at the largest {@code long}. */
public final class Nanos {

  private Nanos() {}

  /** The sum. */
  public static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** The product. */
  public static long times(long a, long b) {
    return b != 0 && a > Long.MAX_VALUE / b ? Long.MAX_VALUE : a * b;
  }
}
