package dev.redial.budget;

/** A retry costs tokens, a success gives them back. */
record BucketRule(int capacity, int retryCost) implements TokenRule {

  BucketRule {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, but was " + capacity);
    }
    if (retryCost < 1 || retryCost > capacity) {
      throw new IllegalArgumentException(
          "retryCost must be from 1 to capacity (" + capacity + "), but was " + retryCost);
    }
  }

  @Override
  public int most() {
    return capacity;
  }

  @Override
  public boolean grants(int tokens) {
    return tokens >= retryCost;
  }

  @Override
  public int afterRetry(int tokens) {
    return grants(tokens) ? tokens - retryCost : tokens;
  }

  @Override
  public int afterFailureAtLimit(int tokens) {
    return tokens;
  }

  @Override
  public int afterSuccess(int tokens, boolean afterRetry) {
    int refund = afterRetry ? retryCost : 1;
    return tokens + Math.min(refund, capacity - tokens);
  }

  @Override
  public long retries(int tokens) {
    return tokens / retryCost;
  }

  @Override
  public String describe(int tokens) {
    return tokens + " of " + capacity + " tokens, a retry costs " + retryCost;
  }
}
