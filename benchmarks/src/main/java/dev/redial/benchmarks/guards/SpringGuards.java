package dev.redial.benchmarks.guards;

import java.time.Duration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Spring Framework's own retry, without Spring Retry: 2 retries, no delay, else its defaults. It
 * has no circuit breaker and no asynchronous calls.
 */
public final class SpringGuards {

  private SpringGuards() {}

  public static RetryTemplate retry() {
    return new RetryTemplate(RetryPolicy.builder().maxRetries(2).delay(Duration.ZERO).build());
  }
}
