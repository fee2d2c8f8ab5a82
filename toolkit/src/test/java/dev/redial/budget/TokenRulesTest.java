package dev.redial.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of tokens, by tables. */
class TokenRulesTest {

  private final BucketRule bucket = new BucketRule(500, 5);
  private final ThrottleRule throttle = ThrottleRule.of(10, 0.1);

  /** Guarantee 72: a retry takes all that it costs, or nothing. */
  @ParameterizedTest(name = "{0} tokens")
  @CsvSource({
    "500, true, 495, 100",
    "10, true, 5, 2",
    "6, true, 1, 1",
    "5, true, 0, 1",
    "4, false, 4, 0",
    "0, false, 0, 0"
  })
  void aBucketGrantsARetryThatItCanPay(int tokens, boolean granted, int left, long retries) {
    assertThat(bucket.grants(tokens)).isEqualTo(granted);
    assertThat(bucket.afterRetry(tokens)).isEqualTo(left);
    assertThat(bucket.retries(tokens)).isEqualTo(retries);
    assertThat(bucket.afterFailureAtLimit(tokens)).isEqualTo(tokens);
  }

  /** Guarantee 72: min(max(what the last retry took, 1)), and never above the capacity. */
  @ParameterizedTest(name = "{0} tokens, after a retry: {1}")
  @CsvSource({
    "0, false, 1",
    "0, true, 5",
    "495, true, 500",
    "496, true, 500",
    "499, false, 500",
    "500, false, 500",
    "500, true, 500"
  })
  void aSuccessGivesBackWhatItsLastRetryTook(int tokens, boolean afterRetry, int then) {
    assertThat(bucket.afterSuccess(tokens, afterRetry)).isEqualTo(then);
  }

  @Test
  void theLargestBucketDoesNotOverflow() {
    BucketRule largest = new BucketRule(Integer.MAX_VALUE, Integer.MAX_VALUE);
    assertThat(largest.afterSuccess(Integer.MAX_VALUE - 1, true)).isEqualTo(Integer.MAX_VALUE);
    assertThat(largest.afterRetry(Integer.MAX_VALUE)).isZero();
  }

  /** Guarantee 74: more than half must be left after the failure's own token. In thousandths. */
  @ParameterizedTest(name = "{0} thousandths")
  @CsvSource({
    "10000, true, 9000, 4",
    "7000, true, 6000, 1",
    "6001, true, 5001, 1",
    "6000, false, 5000, 0",
    "5999, false, 4999, 0",
    "1000, false, 0, 0",
    "999, false, 0, 0",
    "0, false, 0, 0"
  })
  void aThrottleGrantsARetryThatLeavesMoreThanHalf(
      int tokens, boolean granted, int left, long retries) {
    assertThat(throttle.grants(tokens)).isEqualTo(granted);
    assertThat(throttle.afterRetry(tokens)).isEqualTo(left);
    assertThat(throttle.afterFailureAtLimit(tokens)).isEqualTo(left);
    assertThat(throttle.retries(tokens)).isEqualTo(retries);
  }

  /** What {@code retries} says is what a row of them gets, whatever the numbers. */
  @Test
  void remainingRetriesAreThoseThatARowGets() {
    for (TokenRule rule :
        new TokenRule[] {
          bucket, throttle, new BucketRule(7, 3), ThrottleRule.of(3, 1), ThrottleRule.of(11, 0.3)
        }) {
      for (int tokens = 0; tokens <= rule.most(); tokens++) {
        long granted = 0;
        for (int left = tokens; rule.grants(left); left = rule.afterRetry(left)) {
          granted++;
        }
        assertThat(rule.retries(tokens)).as(rule + " with " + tokens).isEqualTo(granted);
      }
    }
  }

  @Test
  void aThrottleGainsItsRatio() {
    assertThat(throttle.afterSuccess(5_000, false)).isEqualTo(5_100);
    assertThat(throttle.afterSuccess(5_000, true)).isEqualTo(5_100);
    assertThat(throttle.afterSuccess(9_950, false)).isEqualTo(10_000);
    assertThat(throttle.afterSuccess(10_000, false)).isEqualTo(10_000);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 100", "0.5466, 546", "0.29, 290", "0.57, 570", "0.0019, 1", "3, 3000"})
  void aRatioIsReadAsPeopleWriteIt(double ratio, int thousandths) {
    assertThat(ThrottleRule.of(10, ratio).gain()).isEqualTo(thousandths);
  }

  @Test
  void saysWhatIsLeft() {
    assertThat(bucket.describe(3)).isEqualTo("3 of 500 tokens, a retry costs 5");
    assertThat(throttle.describe(5_100))
        .isEqualTo("5.1 of 10 tokens, a retry must leave more than 5");
    assertThat(ThrottleRule.of(3, 1).describe(0))
        .isEqualTo("0 of 3 tokens, a retry must leave more than 1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | capacity must be at least 1, but was 0",
        "500 | 0 | retryCost must be from 1 to capacity (500), but was 0",
        "500 | 501 | retryCost must be from 1 to capacity (500), but was 501"
      })
  void refusesABucketThatDoesNotFit(int capacity, int cost, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryBudget.tokenBucket(capacity, cost))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | maxTokens must be from 3 to 1000, but was 0",
        "1 | 1 | maxTokens must be from 3 to 1000, but was 1; with so few, no retry is ever granted",
        "2 | 1 | maxTokens must be from 3 to 1000, but was 2; with so few, no retry is ever granted",
        "1001 | 1 | maxTokens must be from 3 to 1000, but was 1001",
        "10 | 0 | tokenRatio must be from 0.001 to maxTokens (10), but was 0.0",
        "10 | 0.0009 | tokenRatio must be from 0.001 to maxTokens (10), but was 9.0E-4",
        "10 | 11 | tokenRatio must be from 0.001 to maxTokens (10), but was 11.0",
        "10 | NaN | tokenRatio must be from 0.001 to maxTokens (10), but was NaN"
      })
  void refusesAThrottleThatDoesNotFit(int maxTokens, double ratio, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryBudget.throttling(maxTokens, ratio))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "2, 2, 1", "2147483647, 1, 2147483647"})
  void takesTheSmallestAndTheLargestBucket(int capacity, int cost, int retries) {
    assertThat(RetryBudget.tokenBucket(capacity, cost).remaining()).isEqualTo(retries);
  }

  @ParameterizedTest
  @CsvSource({"3, 0.001, 1", "3, 3, 1", "1000, 0.001, 499", "1000, 1000, 499"})
  void takesTheSmallestAndTheLargestThrottle(int maxTokens, double ratio, int retries) {
    assertThat(RetryBudget.throttling(maxTokens, ratio).remaining()).isEqualTo(retries);
  }

  @Test
  void aBudgetStartsFull() {
    assertThat(RetryBudget.tokenBucket()).hasToString("500 of 500 tokens, a retry costs 5");
    assertThat(RetryBudget.tokenBucket().remaining()).isEqualTo(100);
    assertThat(RetryBudget.throttling(10, 0.1))
        .hasToString("10 of 10 tokens, a retry must leave more than 5");
    assertThat(RetryBudget.throttling(10, 0.1).remaining()).isEqualTo(4);
  }
}
