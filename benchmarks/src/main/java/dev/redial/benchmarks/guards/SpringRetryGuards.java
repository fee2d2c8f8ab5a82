package dev.redial.benchmarks.guards;

import java.time.Duration;
import org.springframework.retry.RetryState;
import org.springframework.retry.policy.CircuitBreakerRetryPolicy;
import org.springframework.retry.policy.SimpleRetryPolicy;
import org.springframework.retry.support.DefaultRetryState;
import org.springframework.retry.support.RetryTemplate;

/**
 * Spring Retry: its defaults but for these. Retry: 3 attempts, no back-off policy. Breaker: it has
 * no window; it opens for one hour when its retry policy's 50 attempts have failed.
 */
public final class SpringRetryGuards {

  /** What makes a template's circuit last longer than a call. */
  public static final RetryState CIRCUIT = new DefaultRetryState("circuit");

  private SpringRetryGuards() {}

  public static RetryTemplate retry() {
    return RetryTemplate.builder().maxAttempts(3).noBackoff().build();
  }

  /** Takes {@link #CIRCUIT} in each call. */
  public static RetryTemplate breaker() {
    CircuitBreakerRetryPolicy policy = new CircuitBreakerRetryPolicy(new SimpleRetryPolicy(50));
    policy.setOpenTimeout(Duration.ofHours(1).toMillis());
    policy.setResetTimeout(Duration.ofHours(1).toMillis());
    RetryTemplate template = new RetryTemplate();
    template.setRetryPolicy(policy);
    return template;
  }
}
