package dev.redial.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitOpenException;
import dev.redial.call.EndReason;
import dev.redial.fallback.Fallback;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.observe.CallLog;
import dev.redial.observe.FlightRecorderEvents;
import dev.redial.observe.MicrometerMetrics;
import dev.redial.observe.MicrometerTimers;
import dev.redial.observe.OpenTelemetrySpans;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The snippets, and the output, of {@code docs/observability.md}. */
@Redial
class ObservabilityGuideTest {

  private static final String SCRIPT = "ok x20, reset, ok, 503 x3, timeout, ok, 404, reset x4";

  private final List<String> lines = new ArrayList<>();

  interface Ocr {
    String read(String receipt) throws IOException;
  }

  @Test
  void showsTheNumbersOfAGuard(Faults faults, FakeClock clock) throws IOException {
    Ocr remote = faults.wrap(Ocr.class, receipt -> "text", SCRIPT);
    Resilience ocr =
        Resilience.builder("ocr")
            .retry(RetryPolicy.AGGRESSIVE)
            .breaker(BreakerPolicy.DEFAULT)
            .random(call -> new SplittableRandom(call))
            .time(clock)
            .build();
    use(ocr, remote);

    MetricsSnapshot numbers = ocr.metrics().snapshot();
    long inVain = numbers.wastedRetries();
    Duration waitedInVain = numbers.wasted();
    long outOfAttempts = numbers.calls(EndReason.ATTEMPTS_EXHAUSTED);

    String report = ocr.report();

    assertThat(numbers.total()).isEqualTo(25);
    assertThat(inVain).isEqualTo(3);
    assertThat(waitedInVain).isPositive();
    assertThat(outOfAttempts).isZero();
    assertThat(Documents.text("docs/observability.md")).contains(report.lines().toList());
  }

  /** 22 calls, two of which need retries; a 404; one that opens the circuit, one that meets it. */
  private static void use(Resilience ocr, Ocr remote) throws IOException {
    for (int i = 0; i < 22; i++) {
      ocr.call(() -> remote.read("receipt"));
    }
    assertThatThrownBy(() -> ocr.call(() -> remote.read("missing"))).hasMessageContaining("404");
    assertThatThrownBy(() -> ocr.call(() -> remote.read("receipt")))
        .isInstanceOf(CircuitOpenException.class);
    ocr.call(() -> remote.read("receipt"), Fallback.onRejection(rejection -> "local"));
  }

  @Test
  void logsWhatGoesWrong(Faults faults, FakeClock clock) throws IOException {
    Ocr remote = faults.wrap(Ocr.class, receipt -> "text", SCRIPT);
    System.Logger logger = new Lines();
    Resilience ocr =
        Resilience.builder("ocr")
            .retry(RetryPolicy.AGGRESSIVE)
            .breaker(BreakerPolicy.DEFAULT)
            .listener(CallLog.to(logger).atMost(20, Duration.ofMinutes(1)))
            .random(call -> new SplittableRandom(call))
            .time(clock)
            .build();
    use(ocr, remote);

    assertThat(Documents.text("docs/observability.md")).contains(lines);
  }

  @Test
  void givesItsNumbersToMicrometer(Faults faults, FakeClock clock) throws IOException {
    Ocr remote = faults.wrap(Ocr.class, receipt -> "text", SCRIPT);
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Resilience ocr = guard(clock, registry);

    MicrometerMetrics.of(ocr).bindTo(registry);
    use(ocr, remote);

    List<String> scraped = registry.scrape().lines().toList();
    assertThat(Documents.text("docs/observability.md").lines().filter(this::isOfAMeter).toList())
        .hasSizeGreaterThan(10)
        .isEqualTo(
            scraped.stream()
                .filter(this::isOfAMeter)
                .filter(line -> !line.contains("_duration_") && !line.endsWith(" 0.0"))
                .toList());
  }

  private boolean isOfAMeter(String line) {
    return line.startsWith("redial_");
  }

  @Test
  void tellsTheFlightRecorderAndTheSpan(Faults faults, FakeClock clock) throws IOException {
    Ocr remote = faults.wrap(Ocr.class, receipt -> "text", SCRIPT);
    InMemorySpanExporter exported = InMemorySpanExporter.create();
    try (SdkTracerProvider tracers =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exported))
            .build()) {
      Span span = tracers.get("receipts").spanBuilder("batch").startSpan();
      Resilience ocr =
          Resilience.builder("ocr")
              .retry(RetryPolicy.AGGRESSIVE)
              .breaker(BreakerPolicy.DEFAULT)
              .listener(FlightRecorderEvents.listener())
              .listener(OpenTelemetrySpans.listener())
              .context(OpenTelemetrySpans.context())
              .time(clock)
              .build();
      Scope current = span.makeCurrent();
      try {
        use(ocr, remote);
      } finally {
        current.close();
      }
      span.end();

      assertThat(exported.getFinishedSpanItems().get(0).getEvents())
          .extracting(EventData::getName)
          .contains("redial.retry", "redial.stopped", "redial.circuit.changed")
          .filteredOn("redial.attempt.failed"::equals)
          .hasSize(10);
    }
  }

  private static Resilience guard(FakeClock clock, MeterRegistry registry) {
    Resilience ocr =
        Resilience.builder("ocr")
            .retry(RetryPolicy.AGGRESSIVE)
            .breaker(BreakerPolicy.DEFAULT)
            .listener(MicrometerTimers.to(registry))
            .random(call -> new SplittableRandom(call))
            .time(clock)
            .build();
    return ocr;
  }

  /** Keeps lines as a console would show them, without the marks of the test's faults. */
  private final class Lines implements System.Logger {

    @Override
    public String getName() {
      return "dev.redial";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      lines.add("%-8s %s".formatted(level, message));
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {
      lines.add("%-8s %s".formatted(level, format).replaceAll(" \\[fault [^]]*]", ""));
    }
  }
}
