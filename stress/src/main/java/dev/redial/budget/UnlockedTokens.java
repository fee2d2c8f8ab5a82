package dev.redial.budget;

/**
 * A token budget as sabotage would have it: the same rule, whose tokens are looked at, and then
 * set.
 */
final class UnlockedTokens {

  private final TokenRule rule;
  private volatile int tokens;

  UnlockedTokens(TokenRule rule) {
    this.rule = rule;
    tokens = rule.most();
  }

  boolean tryRetry() {
    int before = tokens;
    tokens = rule.afterRetry(before);
    return rule.grants(before);
  }

  void callSucceeded(boolean afterRetry) {
    tokens = rule.afterSuccess(tokens, afterRetry);
  }

  long remaining() {
    return rule.retries(tokens);
  }
}
