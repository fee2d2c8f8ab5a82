package dev.redial.budget;

import java.math.BigDecimal;

/**
 * A failure costs a token, a success gives a part of one; retries need more than half of all.
 *
 * @param most in thousandths of a token, like all numbers here
 * @param gain what a success gives
 */
record ThrottleRule(int most, int gain) implements TokenRule {

  private static final int TOKEN = 1_000;

  static ThrottleRule of(int maxTokens, double tokenRatio) {
    if (maxTokens < 3 || maxTokens > 1_000) {
      throw new IllegalArgumentException(
          "maxTokens must be from 3 to 1000, but was "
              + maxTokens
              + (maxTokens == 1 || maxTokens == 2
                  ? "; with so few, no retry is ever granted"
                  : ""));
    }
    if (!(tokenRatio >= 0.001 && tokenRatio <= maxTokens)) {
      throw new IllegalArgumentException(
          "tokenRatio must be from 0.001 to maxTokens (" + maxTokens + "), but was " + tokenRatio);
    }
    return new ThrottleRule(maxTokens * TOKEN, Thousandths.of(tokenRatio));
  }

  @Override
  public boolean grants(int tokens) {
    return afterRetry(tokens) > most / 2;
  }

  @Override
  public int afterRetry(int tokens) {
    return Math.max(0, tokens - TOKEN);
  }

  @Override
  public int afterFailureAtLimit(int tokens) {
    return afterRetry(tokens);
  }

  @Override
  public int afterSuccess(int tokens, boolean afterRetry) {
    return Math.min(most, tokens + gain);
  }

  @Override
  public long retries(int tokens) {
    // The last retry leaves at least a thousandth above the half.
    return Math.max(0, (tokens - most / 2 - 1) / TOKEN);
  }

  @Override
  public String describe(int tokens) {
    return shown(tokens)
        + " of "
        + shown(most)
        + " tokens, a retry must leave more than "
        + shown(most / 2);
  }

  private static String shown(int thousandths) {
    return BigDecimal.valueOf(thousandths, 3).stripTrailingZeros().toPlainString();
  }
}
