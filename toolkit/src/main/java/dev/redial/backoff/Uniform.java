package dev.redial.backoff;

import java.util.random.RandomGenerator;

/** Uniform choice. */
final class Uniform {

  private Uniform() {}

  /** A number from {@code low} to {@code high}; {@code low} if there is nothing to choose. */
  static long between(long low, long high, RandomGenerator random) {
    if (low >= high) {
      return low;
    }
    return high == Long.MAX_VALUE ? random.nextLong(low, high) : random.nextLong(low, high + 1);
  }
}
