package dev.redial.test.assertions;

import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.test.assertions.Measure.Group;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the meters that libraries have of one name. */
final class MeterNumbers {

  private static final double NANOS = 1e9;

  private MeterNumbers() {}

  static Numbers ofRedialsCalls(MeterRegistry registry, String name) {
    Numbers numbers = new Numbers();
    for (Meter meter : meters(registry, "redial.calls", name)) {
      constant(EndReason.class, meter.getId().getTag("reason"))
          .ifPresent(reason -> numbers.addEnds(reason, count(meter)));
    }
    numbers.know(EnumSet.range(Group.CALLS, Group.ABORTS));
    for (Outcome outcome : Outcome.values()) {
      String tag = outcome.name().toLowerCase(Locale.ROOT);
      long attempts = sum(registry, "redial.attempts", name, "outcome", tag);
      numbers.add(Measure.ATTEMPTS, attempts).add(Measure.attempts(outcome), attempts);
      long retries = sum(registry, "redial.retries", name, "outcome", tag);
      numbers.add(Measure.RETRIES, retries).add(Measure.retries(outcome), retries);
    }
    return numbers
        .add(Measure.WAITED, time(registry, "redial.waits", name))
        .add(Measure.WASTED, time(registry, "redial.wasted", name))
        .add(Measure.FALLBACKS, sum(registry, "redial.fallbacks", name))
        .add(Measure.HEDGES, sum(registry, "redial.hedges", name))
        .add(Measure.DENIALS, sum(registry, "redial.budget.denials", name));
  }

  static Numbers ofRedialsCircuit(MeterRegistry registry, String name) {
    Numbers numbers = passed(registry, "redial.circuit.calls", name, "succeeded");
    numbers.add(
        Measure.CIRCUIT_REJECTED, sum(registry, "redial.circuit.calls", name, "kind", "rejected"));
    for (CircuitState state : CircuitState.values()) {
      String tag = state.name().toLowerCase(Locale.ROOT);
      numbers.add(
          Measure.changes(state), sum(registry, "redial.circuit.transitions", name, "to", tag));
    }
    return numbers;
  }

  static Numbers ofResilience4jsCalls(MeterRegistry registry, String name) {
    String meter = "resilience4j.retry.calls";
    Numbers numbers = new Numbers();
    numbers.addEnds(
        EndReason.AT_ONCE, sum(registry, meter, name, "kind", "successful_without_retry"));
    numbers.addEnds(
        EndReason.AFTER_RETRY, sum(registry, meter, name, "kind", "successful_with_retry"));
    long failed =
        sum(registry, meter, name, "kind", "failed_without_retry")
            + sum(registry, meter, name, "kind", "failed_with_retry");
    return numbers.add(Measure.CALLS, failed).add(Measure.NOT_SUCCEEDED, failed);
  }

  static Numbers ofResilience4jsCircuit(MeterRegistry registry, String name) {
    return passed(registry, "resilience4j.circuitbreaker.calls", name, "successful")
        .add(
            Measure.CIRCUIT_REJECTED,
            sum(registry, "resilience4j.circuitbreaker.not.permitted.calls", name));
  }

  private static Numbers passed(
      MeterRegistry registry, String meter, String name, String succeeded) {
    Numbers numbers = new Numbers();
    numbers.addPassed(Measure.CIRCUIT_SUCCEEDED, sum(registry, meter, name, "kind", succeeded));
    numbers.addPassed(Measure.CIRCUIT_FAILED, sum(registry, meter, name, "kind", "failed"));
    numbers.addPassed(Measure.CIRCUIT_IGNORED, sum(registry, meter, name, "kind", "ignored"));
    return numbers;
  }

  /** Its {@code retry.count} is that of failures: one less than the attempts of a success. */
  static Numbers ofSpringRetrysCalls(MeterRegistry registry, String name) {
    Numbers numbers = new Numbers();
    boolean isWhole = true;
    for (Meter meter : meters(registry, "spring.retry", name)) {
      String exception = meter.getId().getTag("exception");
      int failures = number(meter.getId().getTag("retry.count"));
      boolean succeeded = "none".equals(exception);
      numbers.addCalls(succeeded, succeeded ? failures + 1 : failures, count(meter));
      isWhole &= exception != null && failures >= 0;
    }
    // A filter of the registry may have dropped the tags: then only the calls are left.
    return numbers.keepOnly(isWhole ? Numbers.WITHOUT_REASONS : Set.of(Group.CALLS));
  }

  /** The number that a tag holds; below zero if it holds none. */
  private static int number(@Nullable String tag) {
    try {
      return tag == null ? -1 : Integer.parseInt(tag);
    } catch (NumberFormatException notSprings) {
      return -1;
    }
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, @Nullable String tag) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(tag)) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  private static Collection<Meter> meters(
      MeterRegistry registry, String meter, String name, String... tags) {
    return Search.in(registry).name(meter).tag("name", name).tags(tags).meters();
  }

  private static long sum(MeterRegistry registry, String meter, String name, String... tags) {
    return meters(registry, meter, name, tags).stream().mapToLong(MeterNumbers::count).sum();
  }

  private static long count(Meter meter) {
    return Math.round(MeterKind.anyValue(meter));
  }

  /** Seconds as a floating point number: what it may have lost in rounding remains open. */
  private static Amount time(MeterRegistry registry, String meter, String name) {
    double seconds = meters(registry, meter, name).stream().mapToDouble(MeterKind::anyValue).sum();
    double rounding = Math.ulp(seconds) * NANOS;
    double nanos = seconds * NANOS;
    long most = (long) Math.floor(nanos + rounding);
    return Amount.between(Math.min(most, (long) Math.ceil(nanos - rounding)), most);
  }
}
