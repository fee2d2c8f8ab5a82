package dev.redial.budget;

import dev.redial.time.TimeSource;
import java.time.Duration;

/**
 * Bounds how much all calls together retry. While few calls fail, each may retry as its policy
 * says; when the other side is down, and retries would only add to its load, the budget runs empty
 * and calls end with their first error.
 *
 * <pre>{@code
 * RetryBudget budget = RetryBudget.tokenBucket();
 * Retry orders = Retry.builder("orders").budget(budget).build();
 * Retry prices = Retry.builder("prices").budget(budget).build();
 * }</pre>
 *
 * <p>One budget belongs to one other side; any number of retries and threads may share it. It never
 * holds up a first attempt, and it never waits: it grants a retry or denies it at once. It takes no
 * lock, and its memory does not grow.
 *
 * <p>{@link dev.redial.retry.Retry} calls the methods below {@link #remaining}; only a retry loop
 * of one's own has to.
 */
public sealed interface RetryBudget permits TokenBudget, RatioBudget {

  /**
   * {@link #tokenBucket(int, int)} with the numbers of the AWS SDKs: 500 tokens, a retry costs 5.
   */
  static RetryBudget tokenBucket() {
    return tokenBucket(500, 5);
  }

  /**
   * A bucket of tokens, full at first. A retry takes {@code retryCost} of them and is denied if
   * there are fewer. A call that succeeds gives back what its last retry took, or one token if it
   * needed none.
   *
   * <p>Source: the standard retry mode of the AWS SDKs.
   *
   * @param capacity how many tokens there can be; at least 1
   * @param retryCost what a retry takes; from 1 to {@code capacity}
   */
  static RetryBudget tokenBucket(int capacity, int retryCost) {
    return new TokenBudget(new BucketRule(capacity, retryCost));
  }

  /**
   * A count of tokens that falls by one with every failure of a kind that is retried, whether or
   * not it is, and rises by {@code tokenRatio} with every call that succeeds. A retry is granted
   * where, its own failure deducted, more than half of the tokens are left.
   *
   * <p>Source: gRFC A6, "Throttling Retry Attempts and Hedged RPCs".
   *
   * @param maxTokens how many tokens there can be, and are at first; from 3 to 1,000. The source
   *     allows 1 and 2, too, with which no retry is ever granted.
   * @param tokenRatio from 0.001 to {@code maxTokens}; further decimals are dropped
   */
  static RetryBudget throttling(int maxTokens, double tokenRatio) {
    return new TokenBudget(ThrottleRule.of(maxTokens, tokenRatio));
  }

  /** {@link #ratio(double, int, Duration)} with a share of 0.2, 10 retries a second and 10 s. */
  static RetryBudget ratio() {
    return ratio(0.2, 10, Duration.ofSeconds(10));
  }

  /** Like {@link #ratio(double, int, Duration, TimeSource)}, on real time. */
  static RetryBudget ratio(double share, int minRetriesPerSecond, Duration ttl) {
    return ratio(share, minRetriesPerSecond, ttl, TimeSource.system());
  }

  /**
   * Within the last {@code ttl}, as many retries as are a share of the calls, and some more so that
   * few calls can retry, too. Time is counted in tenths of {@code ttl}, so that a call is forgotten
   * up to a tenth earlier.
   *
   * <p>Source: Finagle's and Linkerd's retry budgets, which have the same defaults.
   *
   * @param share how many retries one call is good for; from 0 to 1,000, in steps of 0.001
   * @param minRetriesPerSecond how many retries each second is good for, without any call; at least
   *     0. They may be used at once: 10 a second and 10 s allow 100 retries in a row.
   * @param ttl how long a call is good for retries, and a retry counts; from 1 s to 1 h
   * @param time read once for each call and each retry
   */
  static RetryBudget ratio(double share, int minRetriesPerSecond, Duration ttl, TimeSource time) {
    return new RatioBudget(RatioRule.of(share, minRetriesPerSecond, ttl), time);
  }

  /** How many retries it would grant now, if nothing else happened meanwhile. */
  long remaining();

  /** A call begins, with an attempt that no budget holds up. */
  void callStarted();

  /**
   * An attempt failed and everything else allows another one.
   *
   * @return whether there may be one; if so, it is paid for
   */
  boolean tryRetry();

  /**
   * An attempt failed in a way that is retried, or the other side asked not to be called again; a
   * limit other than this budget, such as that of attempts, ends the call.
   */
  void failedAtLimit();

  /**
   * A call succeeded.
   *
   * @param afterRetry whether it needed a retry
   */
  void callSucceeded(boolean afterRetry);
}
