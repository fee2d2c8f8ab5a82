package dev.redial.benchmarks.guards;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;

/**
 * Resilience4j: its defaults but for these. Retry: 3 attempts, no delay. Breaker: a window of 100
 * calls or 10 s, 50 %, open for one hour; by default rejections have a stack trace.
 */
public final class Resilience4jGuards {

  private static final int CALLS = 100;
  private static final int SECONDS = 10;

  private Resilience4jGuards() {}

  public static Retry retry() {
    return Retry.of(
        "retry", RetryConfig.custom().maxAttempts(3).intervalFunction(attempt -> 0L).build());
  }

  public static CircuitBreaker breaker() {
    return CircuitBreaker.of("breaker", settings().build());
  }

  public static CircuitBreaker breakerWithoutTrace() {
    return CircuitBreaker.of("breaker", settings().writableStackTraceEnabled(false).build());
  }

  public static CircuitBreaker timeBreaker() {
    return CircuitBreaker.of(
        "breaker", settings().slidingWindow(SECONDS, CALLS, SlidingWindowType.TIME_BASED).build());
  }

  private static CircuitBreakerConfig.Builder settings() {
    return CircuitBreakerConfig.custom()
        .slidingWindow(CALLS, CALLS, SlidingWindowType.COUNT_BASED)
        .failureRateThreshold(50)
        .waitDurationInOpenState(Duration.ofHours(1));
  }
}
