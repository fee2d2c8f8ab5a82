package dev.redial.backoff;

/** The number of an attempt, from 1. */
final class AttemptNumber {

  private AttemptNumber() {}

  static int require(int attempt) {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempt must be at least 1, but was " + attempt);
    }
    return attempt;
  }
}
