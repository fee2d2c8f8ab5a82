package dev.redial.test.assertions;

import static dev.redial.test.assertions.MeterAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.Resilience;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.metrics.CallMetrics;
import dev.redial.observe.MicrometerMetrics;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import io.github.resilience4j.micrometer.tagged.TaggedRetryMetrics;
import io.github.resilience4j.retry.RetryRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Redial's meters, and meters of any name. */
class MeterAssertionsTest {

  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final CallMetrics metrics = new CallMetrics();

  @AfterEach
  void close() {
    clock.close();
  }

  private static String messageOf(ThrowingCallable assertion) {
    Throwable failure = catchThrowable(assertion);
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage() + "\n";
  }

  private MeterRegistryAssert meters() {
    return new MeterRegistryAssert(registry, new AsciiTimeline(StandardCharsets.UTF_8));
  }

  @Test
  void readsRedialsMetersOfCalls() {
    MicrometerMetrics.of("pay", metrics).bindTo(registry);
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.AFTER_RETRY, 3);
    metrics.ended(EndReason.GUARD, 0);
    metrics.ended(EndReason.CLOSED, 2);
    metrics.fallbackAnswered();
    metrics.hedgeStarted();
    metrics.budgetDenied();
    metrics.waited(Duration.ofMillis(3100));

    assertThat(registry)
        .retry("pay")
        .hasCalls(4)
        .hasSucceededAtOnce(1)
        .hasSucceededAfterRetry(1)
        .hasFailed(0)
        .hasRejected(1)
        .hasAborted(1)
        .hasEnded(EndReason.CLOSED, 1)
        .hasAttempts(6)
        .hasRetries(3)
        .hasFallbacks(1)
        .hasHedges(1)
        .hasBudgetDenials(1)
        .waited("3.1s");
  }

  @Test
  void readsRedialsMetersOfACircuit() {
    Resilience guard =
        Resilience.builder("pay")
            .breaker(BreakerPolicy.builder().failuresInARow(1).build())
            .time(clock)
            .listener(timeline)
            .build();
    MicrometerMetrics.of(guard).bindTo(registry);
    for (int call = 0; call < 3; call++) {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(
              () ->
                  guard.run(
                      () -> {
                        throw new IllegalStateException("down");
                      }));
    }

    assertThat(registry)
        .circuit("pay")
        .hasState(CircuitState.OPEN)
        .hasFailed(1)
        .hasSucceeded(0)
        .hasIgnored(0)
        .hasRejected(2)
        .hasChangesTo(CircuitState.OPEN, 1)
        .agreesWith(timeline);
    assertThat(registry).retry("pay").agreesWith(timeline).hasRejected(2);
    assertThat(messageOf(() -> meters().circuit("pay").hasState(CircuitState.CLOSED)))
        .isEqualTo(
            """
            Expected circuit pay to be CLOSED, but it is OPEN.

                                 meters
                passed                1
                  failed              1
                rejections            2
                changes to OPEN       1
            """);
  }

  @Test
  void readsACompositeRegistry() {
    CompositeMeterRegistry composite = new CompositeMeterRegistry();
    composite.add(registry);
    MicrometerMetrics.of("pay", metrics).bindTo(composite);
    metrics.ended(EndReason.AFTER_RETRY, 2);

    assertThat(composite).retry("pay").hasCalls(1).hasRetries(1);
    assertThat(composite).hasCounter("redial.calls", 1, "outcome", "succeeded");
  }

  /** The first one bound is the one that is read: Micrometer ignores the second. */
  @Test
  void findsThatTwoGuardsAreBoundUnderOneName() {
    Resilience one = Resilience.builder("pay").time(clock).listener(timeline).build();
    Resilience other = Resilience.builder("pay").time(clock).listener(timeline).build();
    MicrometerMetrics.of(one).bindTo(registry);
    MicrometerMetrics.of(other).bindTo(registry);
    one.run(() -> {});
    other.run(() -> {});

    assertThat(messageOf(() -> meters().retry("pay").agreesWith(timeline)))
        .startsWith("The meters of Redial counted 1 call, but the timeline recorded 2.")
        .contains("More than one guard named 'pay'");
  }

  @Test
  void saysWhatWasLookedForAndWhatThereIs() {
    MicrometerMetrics.of("pay", metrics).bindTo(registry);
    MicrometerMetrics.of("ship", metrics).bindTo(registry);

    assertThat(messageOf(() -> meters().retry("shop")))
        .isEqualTo(
            """
            There are no meters of a retry 'shop'. Looked for redial.calls of Redial: there
            are 'pay', 'ship'; resilience4j.retry.calls of Resilience4j: there are none;
            spring.retry of Spring Retry: there are none. Did you mean 'ship'?
            """);
    assertThat(messageOf(() -> meters().circuit("pay")))
        .isEqualTo(
            """
            There are no meters of a circuit 'pay'. Looked for redial.circuit.state of
            Redial: there are none; resilience4j.circuitbreaker.state of Resilience4j: there
            are none.
            """);
  }

  @Test
  void refusesANameThatTwoLibrariesHave() {
    MicrometerMetrics.of("pay", metrics).bindTo(registry);
    RetryRegistry retries = RetryRegistry.ofDefaults();
    assertThat(retries.retry("pay").getName()).isEqualTo("pay");
    TaggedRetryMetrics.ofRetryRegistry(retries).bindTo(registry);

    assertThat(messageOf(() -> meters().retry("pay")))
        .isEqualTo(
            """
            There are meters of a retry 'pay' of Redial and of Resilience4j: their numbers
            are not one. hasCounter asserts a single meter.
            """);
  }

  @Test
  void assertsAnyMeter() {
    registry.counter("orders", "shop", "Kiel", "paid", "yes").increment(2);
    registry.counter("orders", "shop", "Kiel", "paid", "no").increment(0.5);
    registry.counter("orders", "shop", "Bonn", "paid", "yes").increment();
    registry.gauge("queue", 7);
    registry.timer("pick", "shop", "Kiel").record(Duration.ofSeconds(3));

    assertThat(registry)
        .hasCounter("orders", 3.5)
        .hasCounter("orders", 2.5, "shop", "Kiel")
        .hasCounter("orders", 2, "shop", "Kiel", "paid", "yes")
        .hasGauge("queue", 7)
        .hasTimer("pick", 1);
    assertThat(messageOf(() -> meters().hasCounter("orders", 3, "shop", "Kiel")))
        .isEqualTo(
            """
            Expected counter orders {shop=Kiel} to be 3, but it was 2.5, the sum of 2
            meters.

              0.5  {paid=no, shop=Kiel}  counter
              2  {paid=yes, shop=Kiel}  counter
            """);
    assertThat(messageOf(() -> meters().hasCounter("orders", 3, "shop", "Ulm")))
        .isEqualTo(
            """
            Expected counter orders {shop=Ulm} to be 3, but no meter of that name has these
            tags:

              0.5  {paid=no, shop=Kiel}  counter
              1  {paid=yes, shop=Bonn}  counter
              2  {paid=yes, shop=Kiel}  counter
            """);
    assertThat(messageOf(() -> meters().hasCounter("pick", 1)))
        .isEqualTo(
            """
            Expected counter pick to be 1, but meters of that name are no counters:

              1  {shop=Kiel}  timer
            """);
    assertThat(messageOf(() -> meters().hasCounter("order", 1)))
        .isEqualTo(
            """
            Expected counter order to be 1, but there is no meter of that name. Did you mean
            'orders'?
            """);
    assertThat(messageOf(() -> meters().hasGauge("depth", 1)))
        .contains("There are\n'orders', 'pick', 'queue'.");
  }

  @Test
  void asksWhichGaugeIsMeant() {
    registry.gauge("queue", Tags.of("shop", "Kiel"), 7);
    registry.gauge("queue", Tags.of("shop", "Bonn"), 0);

    assertThat(registry).hasGauge("queue", 7, "shop", "Kiel");
    assertThat(messageOf(() -> meters().hasGauge("queue", 7)))
        .startsWith("Expected gauge queue to be 7, but 2 gauges have these tags: say which");
  }

  @Test
  void refusesWhatItCannotRead() {
    MeterRegistry none = null;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(registry).hasCounter("orders", 1, "shop"))
        .withMessage("tags must be keys and values in turn, but 'shop' has no value");
    assertThat(messageOf(() -> assertThat(none).hasCounter("orders", 1))).isNotEmpty();
    assertThat(messageOf(() -> assertThat(none).retry("pay"))).isNotEmpty();
    assertThat(messageOf(() -> meters().hasCounter("orders", 1)))
        .contains("there is no meter of that name. The\nregistry has no meters at all.");
  }
}
