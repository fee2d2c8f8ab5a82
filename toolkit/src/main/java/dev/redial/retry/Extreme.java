package dev.redial.retry;

import java.util.random.RandomGenerator;

/** Not random at all: always the same end of the range. */
enum Extreme implements RandomGenerator {
  /** Always the first number of the range. */
  LOWEST,
  /** Always the last one. */
  HIGHEST;

  @Override
  public long nextLong() {
    return this == LOWEST ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  @Override
  public long nextLong(long origin, long bound) {
    return this == LOWEST ? origin : bound - 1;
  }
}
