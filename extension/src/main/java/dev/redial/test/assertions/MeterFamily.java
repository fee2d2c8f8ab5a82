package dev.redial.test.assertions;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Libraries whose meters are known, each by the names that it gives them unless told otherwise. */
enum MeterFamily {
  REDIAL(
      "Redial",
      "redial.calls",
      "redial.circuit.state",
      "there are no meters of it.",
      "there are no meters of it."),
  RESILIENCE4J(
      "Resilience4j",
      "resilience4j.retry.calls",
      "resilience4j.circuitbreaker.state",
      "resilience4j.retry.calls counts calls that succeeded or failed, with a retry or without,"
          + " and nothing else.",
      "resilience4j.circuitbreaker.* tell the state and the calls, not how often the state"
          + " changed."),
  SPRING_RETRY(
      "Spring Retry",
      "spring.retry",
      null,
      "spring.retry tells calls, their attempts and whether they failed, and nothing else.",
      "");

  private static final int MOST_NAMES = 12;
  private static final String NAME = "name";

  private final String title;
  private final String calls;
  private final @Nullable String circuitState;
  private final String limits;
  private final String limitsOfCircuit;

  MeterFamily(
      String title,
      String calls,
      @Nullable String circuitState,
      String limits,
      String limitsOfCircuit) {
    this.title = title;
    this.calls = calls;
    this.circuitState = circuitState;
    this.limits = limits;
    this.limitsOfCircuit = limitsOfCircuit;
  }

  /**
   * What is counted of the calls of this name.
   *
   * @throws Refusal if no meter has the name, or those of several libraries
   */
  static Counted retry(MeterRegistry registry, String name) {
    MeterFamily family = find(registry, name, "retry", it -> it.calls);
    return new Counted(
        "the meters of " + family.title,
        Optional.of(name),
        () -> family.calls(registry, name),
        family.limits);
  }

  /**
   * The library that has a circuit of this name.
   *
   * @throws Refusal if none has, or several have
   */
  static MeterFamily ofCircuit(MeterRegistry registry, String name) {
    return find(registry, name, "circuit", it -> it.circuitState);
  }

  /** What is counted of the circuit of this name. */
  Counted circuit(MeterRegistry registry, String name) {
    return new Counted(
        "the meters of " + title,
        Optional.of(name),
        () -> circuitCalls(registry, name),
        limitsOfCircuit);
  }

  private Numbers calls(MeterRegistry registry, String name) {
    return switch (this) {
      case REDIAL -> MeterNumbers.ofRedialsCalls(registry, name);
      case RESILIENCE4J -> MeterNumbers.ofResilience4jsCalls(registry, name);
      case SPRING_RETRY -> MeterNumbers.ofSpringRetrysCalls(registry, name);
    };
  }

  private Numbers circuitCalls(MeterRegistry registry, String name) {
    return switch (this) {
      case REDIAL -> MeterNumbers.ofRedialsCircuit(registry, name);
      case RESILIENCE4J -> MeterNumbers.ofResilience4jsCircuit(registry, name);
      case SPRING_RETRY -> new Numbers();
    };
  }

  /** The state of the circuit of this name. */
  String state(MeterRegistry registry, String name) {
    return Search.in(registry)
        .name(Objects.requireNonNull(circuitState))
        .tag(NAME, name)
        .meters()
        .stream()
        .filter(meter -> MeterKind.GAUGE.value(meter) == 1)
        .map(meter -> String.valueOf(meter.getId().getTag("state")).toUpperCase(Locale.ROOT))
        .map(state -> state.equals("FORCED_OPEN") ? "OPEN" : state)
        .sorted()
        .collect(
            Collectors.collectingAndThen(
                Collectors.joining(" and "), states -> states.isEmpty() ? "in no state" : states));
  }

  private static MeterFamily find(
      MeterRegistry registry,
      String name,
      String what,
      Function<MeterFamily, @Nullable String> meter) {
    List<MeterFamily> all =
        Stream.of(values()).filter(family -> meter.apply(family) != null).toList();
    List<MeterFamily> found =
        all.stream().filter(family -> names(registry, meter.apply(family)).contains(name)).toList();
    if (found.size() > 1) {
      throw new Refusal(
          "There are meters of a %s '%s' of %s: their numbers are not one. hasCounter asserts a single meter."
              .formatted(
                  what,
                  name,
                  found.stream().map(it -> it.title).collect(Collectors.joining(" and of "))));
    }
    if (found.isEmpty()) {
      SortedSet<String> known = new TreeSet<>();
      all.forEach(family -> known.addAll(names(registry, meter.apply(family))));
      String looked =
          all.stream()
              .map(family -> looked(registry, family, meter))
              .collect(Collectors.joining("; "));
      throw new Refusal(
          "There are no meters of a %s '%s'. Looked for %s.%s"
              .formatted(what, name, looked, Phrases.didYouMean(known, name)));
    }
    return found.get(0);
  }

  private static String looked(
      MeterRegistry registry, MeterFamily family, Function<MeterFamily, @Nullable String> meter) {
    SortedSet<String> names = names(registry, meter.apply(family));
    String which =
        names.isEmpty()
            ? "there are none"
            : "there " + (names.size() == 1 ? "is " : "are ") + Phrases.names(names, MOST_NAMES);
    return meter.apply(family) + " of " + family.title + ": " + which;
  }

  private static SortedSet<String> names(MeterRegistry registry, @Nullable String meter) {
    Collection<Meter> meters =
        Search.in(registry).name(Objects.requireNonNull(meter)).tagKeys(NAME).meters();
    SortedSet<String> names = new TreeSet<>();
    meters.forEach(it -> names.add(String.valueOf(it.getId().getTag(NAME))));
    return names;
  }
}
