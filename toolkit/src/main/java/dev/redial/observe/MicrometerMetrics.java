package dev.redial.observe;

import dev.redial.Resilience;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitSnapshot;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.metrics.CallMetrics;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.Retry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The counts of a guard as Micrometer meters. They are read when the registry is, so that calls
 * cost nothing more for it.
 *
 * <pre>{@code
 * MicrometerMetrics.of(pay).bindTo(registry);
 * }</pre>
 *
 * <p>Meters of calls, all with the tag {@code name}:
 *
 * <table>
 *   <caption>Meters of calls</caption>
 *   <tr><th>meter<th>type<th>further tags<th>what
 *   <tr><td>{@code redial.calls}<td>counter<td>{@code outcome}, {@code reason}<td>calls that ended
 *   <tr><td>{@code redial.attempts}<td>counter<td>{@code outcome}<td>attempts of calls that ended so
 *   <tr><td>{@code redial.retries}<td>counter<td>{@code outcome}<td>attempts after the first of each
 *   call; those of calls that did not succeed were in vain
 *   <tr><td>{@code redial.waits}<td>counter, seconds<td><td>time waited between attempts
 *   <tr><td>{@code redial.wasted}<td>counter, seconds<td><td>time from the first wait to the end of
 *   calls that did not succeed
 *   <tr><td>{@code redial.fallbacks}<td>counter<td><td>answers given by a fallback
 *   <tr><td>{@code redial.budget.denials}<td>counter<td><td>retries that the budget denied
 *   <tr><td>{@code redial.hedges}<td>counter<td><td>hedges that began, whether or not a
 *   circuit rejected them
 * </table>
 *
 * <p>Meters of a circuit, all with the tag {@code name}:
 *
 * <table>
 *   <caption>Meters of a circuit</caption>
 *   <tr><th>meter<th>type<th>further tags<th>what
 *   <tr><td>{@code redial.circuit.state}<td>gauge<td>{@code state}<td>1 for the state it is in, else 0
 *   <tr><td>{@code redial.circuit.transitions}<td>counter<td>{@code to}<td>changes to this state
 *   <tr><td>{@code redial.circuit.calls}<td>counter<td>{@code kind}<td>calls that succeeded, failed,
 *   were ignored or rejected
 *   <tr><td>{@code redial.circuit.failure.rate}<td>gauge<td><td>share of failures in the window, 0 to
 *   1
 *   <tr><td>{@code redial.circuit.slow.call.rate}<td>gauge<td><td>share of slow calls in the window,
 *   0 to 1
 * </table>
 *
 * <p>Values of tags are the names of the enum constants, in lower case. How long calls take is told
 * by {@link MicrometerTimers}. A registry holds the guard weakly, as it does with all it reads, and
 * has one meter for each name and its tags: of two guards of one name it counts the first. Give
 * them names of their own, or one {@link CallMetrics} by {@link
 * dev.redial.ResilienceBuilder#metrics}.
 */
public final class MicrometerMetrics implements MeterBinder {

  private final List<MeterBinder> parts;

  private MicrometerMetrics(List<MeterBinder> parts) {
    this.parts = List.copyOf(parts);
  }

  /** Of the calls of this guard, and of its circuit if it has one. */
  public static MicrometerMetrics of(Resilience guard) {
    MicrometerMetrics calls = of(guard.name(), guard.metrics());
    return guard.hasBreaker() ? calls.and(of(guard.breaker())) : calls;
  }

  private MicrometerMetrics and(MicrometerMetrics others) {
    List<MeterBinder> all = new ArrayList<>(parts);
    all.addAll(others.parts);
    return new MicrometerMetrics(all);
  }

  /** Of the calls of this retry. */
  public static MicrometerMetrics of(Retry retry) {
    return of(retry.name(), retry.metrics());
  }

  /**
   * Of whatever is counted here.
   *
   * @param name the value of the tag {@code name}
   */
  public static MicrometerMetrics of(String name, CallMetrics metrics) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(metrics, "metrics");
    return new MicrometerMetrics(List.of(registry -> bindCalls(registry, name, metrics)));
  }

  /** Of this circuit. */
  public static MicrometerMetrics of(CircuitBreaker circuit) {
    Objects.requireNonNull(circuit, "circuit");
    return new MicrometerMetrics(List.of(registry -> bindCircuit(registry, circuit)));
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    parts.forEach(part -> part.bindTo(registry));
  }

  private static void bindCalls(MeterRegistry registry, String name, CallMetrics metrics) {
    Tags tags = Tags.of("name", name);
    for (EndReason reason : EndReason.values()) {
      FunctionCounter.builder("redial.calls", metrics, counts -> counts.calls(reason))
          .description("Calls that ended")
          .baseUnit("calls")
          .tags(tags.and(tag("outcome", reason.outcome()), tag("reason", reason)))
          .register(registry);
    }
    Numbers numbers = new Numbers(registry, tags, metrics);
    for (Outcome outcome : Outcome.values()) {
      Tag ended = tag("outcome", outcome);
      numbers.count(
          "attempts", "attempts", "Attempts of calls that ended", n -> n.attempts(outcome), ended);
      numbers.count(
          "retries",
          "retries",
          "Attempts after the first of calls that ended",
          n -> n.retries(outcome),
          ended);
    }
    numbers.count(
        "waits",
        "seconds",
        "Time waited between attempts and before the first",
        n -> seconds(n.waited()));
    numbers.count(
        "wasted",
        "seconds",
        "Time from the first wait to the end of calls that did not succeed",
        n -> seconds(n.wasted()));
    numbers.count("fallbacks", "fallbacks", "Answers given by a fallback", n -> n.fallbacks());
    numbers.count(
        "budget.denials", "denials", "Retries that the budget denied", n -> n.budgetDenials());
    numbers.count("hedges", "hedges", "Hedges that began", n -> n.hedges());
  }

  private static void bindCircuit(MeterRegistry registry, CircuitBreaker circuit) {
    Tags tags = Tags.of("name", circuit.name());
    Circuit meters = new Circuit(registry, tags, circuit);
    for (CircuitState state : CircuitState.values()) {
      Gauge.builder("redial.circuit.state", circuit, now -> now.state() == state ? 1 : 0)
          .description("1 for the state that the circuit is in, else 0")
          .tags(tags.and(tag("state", state)))
          .register(registry);
      meters.count(
          "transitions",
          "transitions",
          "Changes of the circuit to this state",
          now -> now.changeCount(state),
          tag("to", state));
    }
    String calls = "Calls by what they were to the circuit";
    meters.count("calls", "calls", calls, now -> now.succeeded(), Tag.of("kind", "succeeded"));
    meters.count("calls", "calls", calls, now -> now.failed(), Tag.of("kind", "failed"));
    meters.count("calls", "calls", calls, now -> now.ignored(), Tag.of("kind", "ignored"));
    meters.count("calls", "calls", calls, now -> now.rejected(), Tag.of("kind", "rejected"));
    meters.gauge("failure.rate", "Share of failures in the window", CircuitSnapshot::failureRate);
    meters.gauge(
        "slow.call.rate", "Share of slow calls in the window", CircuitSnapshot::slowCallRate);
  }

  private static Tag tag(String key, Enum<?> value) {
    return Tag.of(key, value.name().toLowerCase(Locale.ROOT));
  }

  private static double seconds(Duration time) {
    return time.getSeconds() + time.getNano() / 1e9;
  }

  /** Makes meters of the numbers of calls. */
  private record Numbers(MeterRegistry registry, Tags tags, CallMetrics metrics) {

    void count(
        String name,
        String unit,
        String description,
        ToDoubleFunction<MetricsSnapshot> number,
        Tag... more) {
      FunctionCounter.builder(
              "redial." + name, metrics, now -> number.applyAsDouble(now.snapshot()))
          .description(description)
          .baseUnit(unit)
          .tags(tags.and(more))
          .register(registry);
    }
  }

  /** Makes meters of the numbers of a circuit. */
  private record Circuit(MeterRegistry registry, Tags tags, CircuitBreaker circuit) {

    void count(
        String name,
        String unit,
        String description,
        ToDoubleFunction<CircuitSnapshot> number,
        Tag... more) {
      FunctionCounter.builder(
              "redial.circuit." + name, circuit, now -> number.applyAsDouble(now.snapshot()))
          .description(description)
          .baseUnit(unit)
          .tags(tags.and(more))
          .register(registry);
    }

    void gauge(String name, String description, ToDoubleFunction<CircuitSnapshot> number) {
      Gauge.builder("redial.circuit." + name, circuit, now -> number.applyAsDouble(now.snapshot()))
          .description(description)
          .tags(tags)
          .register(registry);
    }
  }
}
