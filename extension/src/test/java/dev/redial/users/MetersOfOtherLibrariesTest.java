package dev.redial.users;

import static dev.redial.test.assertions.MeterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.call.CircuitState;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.timeline.Timeline;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.retry.RetryCallback;
import org.springframework.retry.RetryContext;
import org.springframework.retry.support.MetricsRetryListener;
import org.springframework.retry.support.RetryTemplate;

/** The real libraries with the meters that they bring, against what their wrapped object saw. */
class MetersOfOtherLibrariesTest {

  interface Gateway {
    String charge() throws IOException;
  }

  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);
  private final Faults faults = new Faults(timeline, clock);
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final RetryRegistry retries = RetryRegistry.ofDefaults();
  private final CircuitBreakerRegistry circuits = CircuitBreakerRegistry.ofDefaults();

  @AfterEach
  void close() {
    clock.close();
  }

  private static String messageOf(ThrowingCallable assertion) {
    Throwable failure = catchThrowable(assertion);
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage() + "\n";
  }

  private Gateway gateway(String script) {
    return faults.wrap(Gateway.class, () -> "receipt", script);
  }

  private Retry resilience4jsRetry(IntervalFunction waits) {
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(3)
            .intervalFunction(waits)
            .retryExceptions(IOException.class)
            .build();
    Retry retry = retries.retry("pay", config);
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(registry);
    return retry;
  }

  /** A millisecond of real time: what Resilience4j sleeps is not the test's clock. */
  private Retry resilience4jsRetry() {
    return resilience4jsRetry(IntervalFunction.of(Duration.ofMillis(1)));
  }

  private CircuitBreaker resilience4jsCircuit() {
    CircuitBreakerConfig config =
        CircuitBreakerConfig.custom()
            .slidingWindowSize(4)
            .minimumNumberOfCalls(4)
            .waitDurationInOpenState(Duration.ofHours(1))
            .build();
    CircuitBreaker circuit = circuits.circuitBreaker("pay", config);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(circuits).bindTo(registry);
    return circuit;
  }

  private void call(String name, Callable<String> code) {
    timeline.newCall(name);
    Throwable unused = catchThrowable(code::call);
  }

  @Test
  void resilience4jsRetryAgrees() {
    Gateway gateway = gateway("ok, reset, ok, reset x3, 404");
    Callable<String> pay = Retry.decorateCallable(resilience4jsRetry(), gateway::charge);
    for (int call = 1; call <= 4; call++) {
      call("order " + call, pay);
    }

    assertThat(registry)
        .retry("pay")
        .hasCalls(4)
        .hasSucceededAtOnce(1)
        .hasSucceededAfterRetry(1)
        .hasFailed(2)
        .agreesWith(timeline)
        .agreesWith(timeline, "Gateway.charge");
    assertThat(messageOf(() -> assertThat(registry).retry("pay").hasRetries(3)))
        .startsWith(
            """
            Expected 3 retries, but the meters of Resilience4j cannot tell:
            resilience4j.retry.calls counts calls that succeeded or failed, with a retry or
            without, and nothing else.
            """);
  }

  @Test
  void resilience4jsRetryAndCircuitAgree() {
    CircuitBreaker circuit = resilience4jsCircuit();
    Gateway gateway = gateway("ok, reset x3");
    Callable<String> guarded = CircuitBreaker.decorateCallable(circuit, gateway::charge);
    Callable<String> pay = Retry.decorateCallable(resilience4jsRetry(), guarded);
    for (int call = 1; call <= 4; call++) {
      call("order " + call, pay);
    }

    assertThat(registry)
        .circuit("pay")
        .hasState(CircuitState.OPEN)
        .hasSucceeded(1)
        .hasFailed(3)
        .hasIgnored(0)
        .hasRejected(2)
        .agreesWith(timeline);
    // Two of the calls never reached the gateway; that they were made, only newCall tells.
    assertThat(registry).retry("pay").hasCalls(4).hasFailed(3).agreesWith(timeline);
    assertThat(
            messageOf(() -> assertThat(registry).circuit("pay").hasChangesTo(CircuitState.OPEN, 1)))
        .startsWith("Expected 1 change to OPEN, but the meters of Resilience4j cannot tell:");
  }

  @Test
  void sabotagedCountsOfResilience4jAreFound() throws Exception {
    Gateway gateway = gateway("reset, ok, ok");
    Retry retry = resilience4jsRetry();
    CircuitBreaker circuit = resilience4jsCircuit();
    call("first", Retry.decorateCallable(retry, circuit.decorateCallable(gateway::charge)));
    call("second", gateway::charge);

    assertThat(messageOf(() -> assertThat(registry).retry("pay").agreesWith(timeline)))
        .startsWith(
            """
            The meters of Resilience4j counted 1 call, but the timeline recorded 2. In all,
            3 numbers differ.""");
    assertThat(messageOf(() -> assertThat(registry).circuit("pay").agreesWith(timeline)))
        .startsWith(
            """
            The meters of Resilience4j counted 2 calls that passed, but the timeline
            recorded 3.
            """);
  }

  /** Peers' defect E8: such a call is in none of its counters. */
  @Test
  void resilience4jCountsNoCallThatIsInterruptedInItsWait() {
    Gateway gateway = gateway("reset");
    Retry retry = resilience4jsRetry(IntervalFunction.of(Duration.ofHours(1)));
    retry.getEventPublisher().onRetry(event -> Thread.currentThread().interrupt());
    call("order", Retry.decorateCallable(retry, gateway::charge));
    boolean unused = Thread.interrupted();

    assertThat(registry).retry("pay").hasCalls(0);
    assertThat(messageOf(() -> assertThat(registry).retry("pay").agreesWith(timeline)))
        .startsWith("The meters of Resilience4j counted no calls, but the timeline recorded 1.");
  }

  private RetryTemplate springsTemplate(int maxAttempts) {
    RetryTemplate template =
        RetryTemplate.builder()
            .maxAttempts(maxAttempts)
            .fixedBackoff(1)
            .retryOn(IOException.class)
            .build();
    template.registerListener(new MetricsRetryListener(registry));
    return template;
  }

  private record Labelled(String label, Gateway gateway)
      implements RetryCallback<String, IOException> {

    @Override
    public String doWithRetry(RetryContext context) throws IOException {
      return gateway.charge();
    }

    @Override
    public String getLabel() {
      return label;
    }
  }

  @Test
  void springsRetryTemplateAgrees() {
    Gateway gateway = gateway("ok, reset, ok, reset x3, 404");
    RetryTemplate template = springsTemplate(3);
    for (int call = 1; call <= 4; call++) {
      call("order " + call, () -> template.execute(new Labelled("pay", gateway)));
    }

    assertThat(registry)
        .retry("pay")
        .hasCalls(4)
        .hasSucceededAtOnce(1)
        .hasSucceededAfterRetry(1)
        .hasFailed(2)
        .hasAttempts(7)
        .hasRetries(3)
        .agreesWith(timeline);
    assertThat(messageOf(() -> assertThat(registry).retry("pay").waited("1s")))
        .startsWith(
            "Expected 1 s of waits, but the meters of Spring Retry cannot tell: spring.retry");
  }

  /** As applications do that have too many time series. */
  @Test
  void springsMetersTellLessWithoutTheirTags() {
    registry.config().meterFilter(MeterFilter.ignoreTags("exception"));
    Gateway gateway = gateway("reset, ok");
    call("order", () -> springsTemplate(2).execute(new Labelled("pay", gateway)));

    assertThat(registry).retry("pay").hasCalls(1).agreesWith(timeline);
    assertThat(messageOf(() -> assertThat(registry).retry("pay").hasSucceeded(1)))
        .contains("the meters of Spring Retry cannot tell");
  }

  /** What a recovery answers has failed all the same. */
  @Test
  void springsRecoveryIsNoSuccess() throws IOException {
    Gateway gateway = gateway("reset x2");
    timeline.newCall("order");
    String answer = springsTemplate(2).execute(new Labelled("pay", gateway), context -> "instead");

    assertThat(answer).isEqualTo("instead");
    assertThat(registry).retry("pay").hasFailed(1).hasAttempts(2).agreesWith(timeline);
  }

  @Test
  void sabotagedCountsOfSpringAreFound() {
    Gateway gateway = gateway("reset, ok");
    call("order", () -> springsTemplate(2).execute(new Labelled("pay", gateway)));
    registry
        .timer("spring.retry", "name", "pay", "retry.count", "1", "exception", "none")
        .record(Duration.ofMillis(1));

    assertThat(messageOf(() -> assertThat(registry).retry("pay").agreesWith(timeline)))
        .startsWith(
            """
            The meters of Spring Retry counted 2 calls, but the timeline recorded 1. In all,
            6 numbers differ.""");
  }

  /** A label is what the meter is found by; a lambda has none but its class. */
  @Test
  void springsLambdasAreFoundByTheirClass() {
    RetryTemplate template = springsTemplate(1);
    RetryCallback<String, IOException> unlabelled = context -> gateway("ok").charge();
    call("order", () -> template.execute(unlabelled));

    assertThat(registry).retry(unlabelled.getClass().getName()).hasCalls(1).agreesWith(timeline);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(registry).retry("pay").hasCalls(1))
        .withMessageContaining("MetersOfOtherLibrariesTest");
  }
}
