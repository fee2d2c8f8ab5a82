package dev.redial.test.assertions;

import dev.redial.call.CircuitState;
import dev.redial.test.timeline.Transition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What may differ in the states of circuits. */
final class CircuitFindings {

  private CircuitFindings() {}

  static Optional<Finding> transitions(List<Transition> actual, List<CircuitState> expected) {
    List<String> circuits = actual.stream().map(Transition::circuit).distinct().toList();
    if (circuits.size() > 1) {
      String sentence =
          ("%d circuits changed their state (%s): say which is meant, as in"
                  + " hasTransitions(\"%s\", ...).")
              .formatted(circuits.size(), String.join(", ", circuits), circuits.get(0));
      return Optional.of(Finding.of(sentence, "one circuit", circuits.size() + " circuits"));
    }
    return transitions(circuits.isEmpty() ? "the circuit" : circuit(circuits), actual, expected);
  }

  private static String circuit(List<String> circuits) {
    return "circuit " + circuits.get(0);
  }

  static Optional<Finding> transitions(
      String circuit, List<Transition> actual, List<CircuitState> expected) {
    List<CircuitState> states = actual.stream().map(Transition::to).toList();
    if (states.equals(expected)) {
      return Optional.empty();
    }
    int same = 0;
    while (same < Math.min(states.size(), expected.size())
        && states.get(same) == expected.get(same)) {
      same++;
    }
    String start =
        "Expected %s to become %s, but it %s"
            .formatted(
                circuit,
                expected.isEmpty() ? "nothing else" : names(expected),
                states.isEmpty() ? "did not change" : "became " + names(states));
    String wanted = expected.isEmpty() ? "no transition" : names(expected);
    String found = states.isEmpty() ? "no transition" : names(states);
    if (same == states.size()) {
      return Optional.of(Finding.of(start + ".", wanted, found));
    }
    Transition first = actual.get(same);
    String sentence =
        "%s: the %s was %s (%s)."
            .formatted(start, Phrases.ordinal(same), first.to(), first.reason());
    String note = same < expected.size() ? "expected " + expected.get(same) : "not expected";
    return Optional.of(Finding.of(sentence, wanted, found).at(first, note));
  }

  private static String names(List<CircuitState> states) {
    return states.stream().map(Enum::name).collect(Collectors.joining(", "));
  }
}
