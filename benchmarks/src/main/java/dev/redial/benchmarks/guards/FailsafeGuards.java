package dev.redial.benchmarks.guards;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerBuilder;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import java.time.Duration;

/**
 * Failsafe: its defaults but for these. Retry: 3 attempts, no delay, which is its default. Breaker:
 * 50 failures of 100 calls, or 50 % of at least 100 calls in 10 s, open for one hour.
 */
public final class FailsafeGuards {

  private FailsafeGuards() {}

  public static FailsafeExecutor<String> retry() {
    return Failsafe.with(retryPolicy());
  }

  public static FailsafeExecutor<String> breaker() {
    return Failsafe.with(countWindow());
  }

  public static FailsafeExecutor<String> timeBreaker() {
    return Failsafe.with(
        settings().withFailureRateThreshold(50, 100, Duration.ofSeconds(10)).build());
  }

  /** The retry around the breaker. */
  public static FailsafeExecutor<String> both() {
    return Failsafe.with(retryPolicy()).compose(countWindow());
  }

  private static RetryPolicy<String> retryPolicy() {
    return RetryPolicy.<String>builder().withMaxAttempts(3).build();
  }

  private static CircuitBreaker<String> countWindow() {
    return settings().withFailureThreshold(50, 100).build();
  }

  private static CircuitBreakerBuilder<String> settings() {
    return CircuitBreaker.<String>builder().withDelay(Duration.ofHours(1));
  }
}
