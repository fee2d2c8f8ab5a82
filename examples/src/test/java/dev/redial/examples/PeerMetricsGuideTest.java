package dev.redial.examples;

import static dev.redial.test.assertions.MeterAssertions.assertThat;

import dev.redial.call.CircuitState;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** How {@code docs/observability.md} asserts over the metrics of another library. */
@Redial
class PeerMetricsGuideTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  interface Gateway {
    String charge() throws IOException;
  }

  @Test
  void agreeWithTheTimeline(Faults faults, Timeline timeline) throws Exception {
    RetryRegistry retries = RetryRegistry.ofDefaults();
    CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(registry);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(registry);
    Retry retry =
        retries.retry("pay", RetryConfig.custom().waitDuration(Duration.ofMillis(1)).build());
    CircuitBreaker circuit = circuits.circuitBreaker("pay");

    Gateway gateway = faults.wrap(Gateway.class, () -> "paid", "reset, ok, ok");
    Callable<String> pay = Retry.decorateCallable(retry, circuit.decorateCallable(gateway::charge));
    timeline.newCall("order 1");
    pay.call();
    timeline.newCall("order 2");
    pay.call();

    assertThat(registry)
        .retry("pay")
        .hasSucceededAfterRetry(1)
        .hasSucceededAtOnce(1)
        .agreesWith(timeline);
    assertThat(registry)
        .circuit("pay")
        .hasState(CircuitState.CLOSED)
        .hasFailed(1)
        .hasRejected(0)
        .agreesWith(timeline);
    assertThat(registry)
        .hasTimer("resilience4j.circuitbreaker.calls", 2, "name", "pay", "kind", "successful");
  }
}
