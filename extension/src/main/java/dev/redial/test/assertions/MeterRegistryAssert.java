package dev.redial.test.assertions;

import dev.redial.test.report.AsciiTimeline;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions over a Micrometer registry. Meters are found by the names that their libraries give
 * them: those of Redial ({@code redial.calls}, {@code redial.circuit.state} and so on), of
 * Resilience4j ({@code resilience4j.retry.calls}, {@code resilience4j.circuitbreaker.state} and so
 * on) and of Spring Retry ({@code spring.retry}, since its 2.0.8).
 */
public class MeterRegistryAssert extends AbstractAssert<MeterRegistryAssert, MeterRegistry> {

  private final AsciiTimeline report;

  /** Asserts what the meters of this registry say. */
  public MeterRegistryAssert(@Nullable MeterRegistry actual) {
    this(actual, new AsciiTimeline());
  }

  MeterRegistryAssert(@Nullable MeterRegistry actual, AsciiTimeline report) {
    super(actual, MeterRegistryAssert.class);
    this.report = report;
  }

  /**
   * What follows speaks of the calls that are counted by meters whose tag {@code name} is this: of
   * Redial, the name of the guard; of Resilience4j, that of the retry; of Spring Retry, the label
   * of the callback, or the name of its class.
   */
  @CheckReturnValue
  public MetricsAssert retry(String name) {
    isNotNull();
    try {
      return new MetricsAssert(actual, MeterFamily.retry(actual, name), report);
    } catch (Refusal refusal) {
      throw failure("%s", report.paragraph(refusal.sentence()));
    }
  }

  /** What follows speaks of the circuit whose meters have this as their tag {@code name}. */
  @CheckReturnValue
  public CircuitAssert circuit(String name) {
    isNotNull();
    try {
      MeterFamily family = MeterFamily.ofCircuit(actual, name);
      return new CircuitAssert(
          actual, family.circuit(actual, name), () -> family.state(actual, name), report);
    } catch (Refusal refusal) {
      throw failure("%s", report.paragraph(refusal.sentence()));
    }
  }

  /**
   * The counters of this name that have all of these tags, whatever others they have, come to this
   * value together.
   *
   * @param tags keys and values in turn
   */
  public MeterRegistryAssert hasCounter(String name, double value, String... tags) {
    return has(MeterKind.COUNTER, name, value, tags);
  }

  /** The one gauge of this name that has all of these tags has this value. */
  public MeterRegistryAssert hasGauge(String name, double value, String... tags) {
    return has(MeterKind.GAUGE, name, value, tags);
  }

  /** The timers of this name that have all of these tags timed so many events together. */
  public MeterRegistryAssert hasTimer(String name, long count, String... tags) {
    return has(MeterKind.TIMER, name, (double) count, tags);
  }

  private MeterRegistryAssert has(MeterKind kind, String name, double value, String... tags) {
    isNotNull();
    MeterSearch search = MeterSearch.in(actual, kind, name, tags);
    List<Meter> found = search.found();
    double sum = found.stream().mapToDouble(kind::value).sum();
    boolean isClear = !found.isEmpty() && (kind != MeterKind.GAUGE || found.size() == 1);
    if (!isClear || !MeterKind.isSame(sum, value)) {
      String wanted = MeterKind.text(value);
      String text =
          report.paragraph(search.sentence(wanted)) + "\n" + search.listing(report, isClear);
      throw failureWithActualExpected(
          found.isEmpty() ? "no such meter" : MeterKind.text(sum), wanted, "%s", text.strip());
    }
    return this;
  }
}
