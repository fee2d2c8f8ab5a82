package dev.redial.benchmarks.guards;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import java.time.Duration;

/**
 * Redial: the default policies, metrics included, on the system's time. Retry: 3 attempts, no
 * delay. Breaker: opens after 5 failures in a row, for one hour instead of one minute.
 */
public final class RedialGuards {

  private static final RetryPolicy RETRY = RetryPolicy.builder().backoff(Backoff.none()).build();
  private static final BreakerPolicy COUNT_WINDOW =
      BreakerPolicy.builder().openWait(Duration.ofHours(1)).build();
  private static final BreakerPolicy TIME_WINDOW = COUNT_WINDOW;

  private RedialGuards() {}

  public static Retry retry() {
    return Retry.of(RETRY);
  }

  public static CircuitBreaker breaker() {
    return CircuitBreaker.of("breaker", COUNT_WINDOW);
  }

  public static CircuitBreaker timeBreaker() {
    return CircuitBreaker.of("breaker", TIME_WINDOW);
  }

  /** The retry around the breaker. */
  public static Resilience both() {
    return Resilience.builder("both").retry(RETRY).breaker(COUNT_WINDOW).build();
  }
}
