package dev.redial.observe;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.call.EndReason;
import dev.redial.fallback.Fallback;
import dev.redial.metrics.CallMetrics;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SteppedTime time = new SteppedTime();

  private Resilience pay() {
    return Resilience.builder("pay")
        .retry(
            RetryPolicy.builder()
                .maxAttempts(2)
                .backoff(Backoff.fixed("1500ms"))
                .jitter(Jitter.none())
                .retryOn(TRANSIENT)
                .build())
        .breaker(BreakerPolicy.builder().failuresInARow(4).build())
        .time(time)
        .build();
  }

  private double count(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  /** One call at once, one that fails twice, one rejected after that, with a fallback. */
  private static void use(Resilience pay) {
    assertThat(pay.call(() -> "ok")).isEqualTo("ok");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  pay.run(
                      () -> {
                        throw new SocketTimeoutException();
                      }))
          .isInstanceOf(SocketTimeoutException.class);
    }
    assertThat(pay.call(() -> "never", Fallback.onRejection(rejection -> "else")))
        .isEqualTo("else");
  }

  @Test
  void showWhatAGuardCounted() {
    Resilience pay = pay();
    MicrometerMetrics.of(pay).bindTo(registry);
    use(pay);

    assertThat(count("redial.calls", "name", "pay", "outcome", "succeeded", "reason", "at_once"))
        .isEqualTo(1);
    assertThat(count("redial.calls", "outcome", "failed", "reason", "attempts_exhausted"))
        .isEqualTo(2);
    assertThat(count("redial.calls", "outcome", "rejected", "reason", "guard")).isEqualTo(1);
    assertThat(count("redial.attempts", "outcome", "succeeded")).isEqualTo(1);
    assertThat(count("redial.attempts", "outcome", "failed")).isEqualTo(4);
    assertThat(count("redial.retries", "outcome", "failed")).isEqualTo(2);
    assertThat(count("redial.retries", "outcome", "succeeded")).isZero();
    assertThat(count("redial.waits")).isEqualTo(3);
    assertThat(count("redial.wasted")).isEqualTo(3);
    assertThat(count("redial.fallbacks")).isEqualTo(1);
    assertThat(count("redial.hedges")).isZero();
    assertThat(count("redial.budget.denials")).isZero();
    assertThat(registry.find("redial.calls").functionCounters()).hasSize(EndReason.values().length);
  }

  @Test
  void showTheCircuit() {
    Resilience pay = pay();
    MicrometerMetrics.of(pay).bindTo(registry);
    assertThat(gauge("redial.circuit.state", "name", "pay", "state", "closed")).isEqualTo(1);
    use(pay);

    assertThat(gauge("redial.circuit.state", "state", "open")).isEqualTo(1);
    assertThat(gauge("redial.circuit.state", "state", "closed")).isZero();
    assertThat(count("redial.circuit.transitions", "to", "open")).isEqualTo(1);
    assertThat(count("redial.circuit.transitions", "to", "half_open")).isZero();
    assertThat(count("redial.circuit.calls", "kind", "succeeded")).isEqualTo(1);
    assertThat(count("redial.circuit.calls", "kind", "failed")).isEqualTo(4);
    assertThat(count("redial.circuit.calls", "kind", "rejected")).isEqualTo(1);
    assertThat(count("redial.circuit.calls", "kind", "ignored")).isZero();
  }

  @Test
  void showTheRatesOfTheWindow() {
    CircuitBreaker circuit =
        CircuitBreaker.of(
            "ocr", BreakerPolicy.builder().countWindow(10).slowCall("1s").build(), time);
    MicrometerMetrics.of(circuit).bindTo(registry);
    circuit.call(() -> "ok");
    circuit.run(() -> time.sleep(Duration.ofSeconds(1)));
    assertThatThrownBy(
            () ->
                circuit.run(
                    () -> {
                      throw new IllegalStateException();
                    }))
        .isInstanceOf(IllegalStateException.class);
    circuit.call(() -> "ok");

    assertThat(gauge("redial.circuit.failure.rate", "name", "ocr")).isEqualTo(0.25);
    assertThat(gauge("redial.circuit.slow.call.rate")).isEqualTo(0.25);
    assertThat(registry.find("redial.calls").meters()).isEmpty();
  }

  @Test
  void ofAGuardWithoutACircuitShowNone() {
    MicrometerMetrics.of(Resilience.builder("pay").build()).bindTo(registry);

    assertThat(registry.find("redial.circuit.state").meters()).isEmpty();
    assertThat(registry.find("redial.calls").meters()).isNotEmpty();
  }

  @Test
  void ofTwoGuardsAreApart() {
    Retry one = Retry.builder("one").build();
    CallMetrics two = new CallMetrics();
    MicrometerMetrics.of(one).bindTo(registry);
    MicrometerMetrics.of("two", two).bindTo(registry);
    one.call(() -> "ok");
    two.ended(EndReason.AT_ONCE, 1);
    two.ended(EndReason.AT_ONCE, 1);

    assertThat(count("redial.attempts", "name", "one", "outcome", "succeeded")).isEqualTo(1);
    assertThat(count("redial.attempts", "name", "two", "outcome", "succeeded")).isEqualTo(2);
  }

  /** Counters say what they count and in what, and no tag has a value that calls bring. */
  @Test
  void keepToTheConventions() {
    MicrometerMetrics.of(pay()).bindTo(registry);

    assertThat(registry.getMeters())
        .isNotEmpty()
        .allSatisfy(
            meter -> {
              Meter.Id id = meter.getId();
              assertThat(id.getName()).matches("redial(\\.[a-z]+)+");
              assertThat(id.getDescription()).isNotBlank();
              assertThat(id.getBaseUnit() != null).isEqualTo(meter instanceof FunctionCounter);
              assertThat(id.getTags())
                  .extracting(tag -> tag.getKey())
                  .isSubsetOf("name", "outcome", "reason", "state", "to", "kind");
            });
  }

  @Test
  void readWellInPrometheus() {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Resilience pay = pay();
    MicrometerMetrics.of(pay).bindTo(prometheus);
    use(pay);

    List<String> lines = prometheus.scrape().lines().toList();
    assertThat(lines)
        .contains(
            "# HELP redial_calls_total Calls that ended",
            "# TYPE redial_calls_total counter",
            "redial_calls_total{name=\"pay\",outcome=\"failed\",reason=\"attempts_exhausted\"} 2.0",
            "redial_attempts_total{name=\"pay\",outcome=\"failed\"} 4.0",
            "redial_retries_total{name=\"pay\",outcome=\"failed\"} 2.0",
            "redial_waits_seconds_total{name=\"pay\"} 3.0",
            "redial_wasted_seconds_total{name=\"pay\"} 3.0",
            "redial_circuit_state{name=\"pay\",state=\"open\"} 1.0",
            "redial_circuit_transitions_total{name=\"pay\",to=\"open\"} 1.0",
            "redial_circuit_failure_rate{name=\"pay\"} 0.0");
    assertThat(lines).noneMatch(line -> line.contains("NaN"));
  }

  @Test
  void areReadWhenTheRegistryIsAndNotBefore() {
    Retry retry = Retry.builder("pay").build();
    MicrometerMetrics.of(retry).bindTo(registry);
    for (int i = 1; i <= 3; i++) {
      retry.call(() -> "ok");
      assertThat(count("redial.calls", "reason", "at_once")).isEqualTo(i);
    }
    retry.metrics().reset();
    assertThat(count("redial.calls", "reason", "at_once")).isZero();
  }
}
