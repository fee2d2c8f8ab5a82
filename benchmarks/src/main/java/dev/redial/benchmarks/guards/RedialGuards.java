package dev.redial.benchmarks.guards;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.observe.FlightRecorderEvents;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import java.time.Duration;

/**
 * Redial: the default policies, metrics included, on the system's time. Retry: 3 attempts, no
 * delay. Breaker: opens when half of the last 100 calls failed, or of those of the last 10 s, for
 * one hour instead of one minute.
 */
public final class RedialGuards {

  private static final RetryPolicy RETRY = RetryPolicy.builder().backoff(Backoff.none()).build();
  private static final BreakerPolicy PATIENT =
      BreakerPolicy.builder().openWait(Duration.ofHours(1)).build();
  private static final BreakerPolicy COUNT_WINDOW = PATIENT.toBuilder().countWindow(100).build();
  private static final BreakerPolicy TIME_WINDOW = PATIENT.toBuilder().timeWindow("10s").build();

  private RedialGuards() {}

  public static Retry retry() {
    return Retry.of(RETRY);
  }

  /** The same with a listener that would record. */
  public static Retry retryOnFlightRecorder() {
    return Retry.builder("retry").policy(RETRY).listener(FlightRecorderEvents.listener()).build();
  }

  public static CircuitBreaker breaker() {
    return CircuitBreaker.of("breaker", COUNT_WINDOW);
  }

  /** A breaker whose open wait is ended by a timer, so that a rejection reads no clock. */
  public static CircuitBreaker timedBreaker() {
    return CircuitBreaker.of("breaker", COUNT_WINDOW.toBuilder().halfOpenByTimer(true).build());
  }

  public static CircuitBreaker timeBreaker() {
    return CircuitBreaker.of("breaker", TIME_WINDOW);
  }

  /** The retry around the breaker. */
  public static Resilience both() {
    return Resilience.builder("both").retry(RETRY).breaker(COUNT_WINDOW).build();
  }
}
