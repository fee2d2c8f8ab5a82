package dev.redial.budget;

import java.util.concurrent.atomic.AtomicInteger;

/** One count of tokens for all threads; its {@link TokenRule} says how it moves. */
final class TokenBudget implements RetryBudget {

  private final TokenRule rule;
  private final AtomicInteger tokens;

  TokenBudget(TokenRule rule) {
    this.rule = rule;
    this.tokens = new AtomicInteger(rule.most());
  }

  @Override
  public long remaining() {
    return rule.retries(tokens.get());
  }

  @Override
  public void callStarted() {}

  @Override
  public boolean tryRetry() {
    int before;
    do {
      before = tokens.get();
    } while (!tokens.compareAndSet(before, rule.afterRetry(before)));
    return rule.grants(before);
  }

  @Override
  public void failedAtLimit() {
    int before;
    do {
      before = tokens.get();
    } while (!tokens.compareAndSet(before, rule.afterFailureAtLimit(before)));
  }

  @Override
  public void callSucceeded(boolean afterRetry) {
    while (true) {
      int before = tokens.get();
      int after = rule.afterSuccess(before, afterRetry);
      // Mostly the bucket is full; then nobody need write where every other call reads.
      if (after == before || tokens.compareAndSet(before, after)) {
        return;
      }
    }
  }

  /** As in {@code "3 of 500 tokens, a retry costs 5"}. */
  @Override
  public String toString() {
    return rule.describe(tokens.get());
  }
}
