package dev.redial.test.assertions;

import dev.redial.breaker.CircuitSnapshot;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.test.assertions.Measure.Group;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was counted, as far as it is known. What is known and was never counted is zero. */
final class Numbers {

  private static final Set<Group> OF_CALLS = EnumSet.range(Group.CALLS, Group.DENIALS);

  /** What is known of calls where nobody says why they failed. */
  static final Set<Group> WITHOUT_REASONS =
      Collections.unmodifiableSet(
          EnumSet.of(
              Group.CALLS,
              Group.SUCCEEDED,
              Group.SUCCESSES,
              Group.NOT_SUCCEEDED,
              Group.ATTEMPTS,
              Group.DISTRIBUTION,
              Group.RETRIES));

  private final Set<Group> known = EnumSet.noneOf(Group.class);
  private final SortedMap<Measure, Amount> amounts = new TreeMap<>();

  /** None; what is added becomes known with its group. */
  Numbers() {}

  /** All measures of calls are known, and zero so far. */
  static Numbers ofCalls() {
    return new Numbers().know(OF_CALLS);
  }

  static Numbers of(MetricsSnapshot snapshot) {
    Numbers numbers = ofCalls();
    snapshot
        .calls()
        .forEach(
            (reason, byAttempts) ->
                byAttempts.forEach((attempts, calls) -> numbers.addCalls(reason, attempts, calls)));
    numbers.add(Measure.WAITED, Amount.of(snapshot.waited()));
    numbers.add(Measure.WASTED, Amount.of(snapshot.wasted()));
    numbers.add(Measure.FALLBACKS, snapshot.fallbacks());
    numbers.add(Measure.HEDGES, snapshot.hedges());
    return numbers.add(Measure.DENIALS, snapshot.budgetDenials());
  }

  static Numbers of(CircuitSnapshot circuit) {
    Numbers numbers = new Numbers();
    numbers.addPassed(Measure.CIRCUIT_SUCCEEDED, circuit.succeeded());
    numbers.addPassed(Measure.CIRCUIT_FAILED, circuit.failed());
    numbers.addPassed(Measure.CIRCUIT_IGNORED, circuit.ignored());
    numbers.add(Measure.CIRCUIT_REJECTED, circuit.rejected());
    for (CircuitState state : CircuitState.values()) {
      numbers.add(Measure.changes(state), circuit.changeCount(state));
    }
    return numbers;
  }

  Numbers know(Set<Group> groups) {
    known.addAll(groups);
    return this;
  }

  /** Forgets all other groups. */
  Numbers keepOnly(Set<Group> groups) {
    known.retainAll(groups);
    amounts.keySet().removeIf(measure -> !groups.contains(measure.group()));
    return know(groups);
  }

  Numbers add(Measure measure, long amount) {
    return add(measure, Amount.exactly(amount));
  }

  Numbers add(Measure measure, Amount amount) {
    known.add(measure.group());
    amounts.merge(measure, amount, Amount::plus);
    return this;
  }

  /**
   * Calls of so many attempts each, of which it is not known why they failed, if they did; what is
   * then made up must not be {@linkplain #keepOnly kept}.
   */
  void addCalls(boolean succeeded, int attempts, long calls) {
    EndReason success = attempts > 1 ? EndReason.AFTER_RETRY : EndReason.AT_ONCE;
    addCalls(succeeded ? success : EndReason.BROKEN, attempts, calls);
  }

  /** Calls that passed a circuit. */
  void addPassed(Measure measure, long amount) {
    add(Measure.CIRCUIT_PASSED, amount);
    add(measure, amount);
  }

  /** Calls that ended for this reason, each of so many attempts. */
  void addCalls(EndReason reason, int attempts, long calls) {
    addEnds(reason, calls);
    Outcome outcome = reason.outcome();
    add(Measure.calls(attempts), calls);
    add(Measure.calls(reason, attempts), calls);
    add(Measure.ATTEMPTS, attempts * calls);
    add(Measure.attempts(outcome), attempts * calls);
    add(Measure.RETRIES, Math.max(0, attempts - 1) * calls);
    add(Measure.retries(outcome), Math.max(0, attempts - 1) * calls);
  }

  /** Calls that ended for this reason, of how many attempts ever. */
  void addEnds(EndReason reason, long calls) {
    Outcome outcome = reason.outcome();
    add(Measure.CALLS, calls);
    add(Measure.calls(outcome), calls);
    add(Measure.calls(reason), calls);
    if (outcome != Outcome.SUCCEEDED) {
      add(Measure.NOT_SUCCEEDED, calls);
    }
  }

  /** How much was counted; empty if that is not known. */
  Optional<Amount> amount(Measure measure) {
    return known.contains(measure.group())
        ? Optional.of(amounts.getOrDefault(measure, Amount.ZERO))
        : Optional.empty();
  }

  boolean knows(Group group) {
    return known.contains(group);
  }

  /** All measures that were counted here or there and are known on both sides, in order. */
  SortedSet<Measure> sharedWith(Numbers others) {
    SortedSet<Measure> shared = new TreeSet<>(amounts.keySet());
    shared.addAll(others.amounts.keySet());
    shared.removeIf(measure -> !knows(measure.group()) || !others.knows(measure.group()));
    return shared;
  }

  /** What was counted, in order. */
  Map<Measure, Amount> counted() {
    return amounts;
  }
}
