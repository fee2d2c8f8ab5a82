package dev.redial.budget;

/** How a number of tokens goes up and down: pure arithmetic, without a count of its own. */
interface TokenRule {

  /** How many tokens there are at first, and at most. */
  int most();

  /** Whether a retry is granted by so many tokens. */
  boolean grants(int tokens);

  /** What is left of the tokens once a retry was asked for, granted or not. */
  int afterRetry(int tokens);

  /** What is left of the tokens after a failure for which no retry is asked. */
  int afterFailureAtLimit(int tokens);

  int afterSuccess(int tokens, boolean afterRetry);

  /** How many retries in a row so many tokens grant. */
  long retries(int tokens);

  /** As in {@code "3 of 500 tokens, a retry costs 5"}. */
  String describe(int tokens);
}
