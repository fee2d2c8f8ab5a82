package dev.redial.breaker;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** A policy in one line: what opens it, what happens then, what counts. */
final class PolicyText {

  private final StringJoiner parts = new StringJoiner(", ", "BreakerPolicy(", ")");

  PolicyText(BreakerPolicy policy) {
    addTriggers(policy);
    parts.add("openWait " + policy.openWaits());
    parts.add("halfOpenProbes " + policy.halfOpenProbes());
    if (policy.halfOpenByTimer()) {
      parts.add("halfOpenByTimer");
    }
    add("maxProbeWait ", policy.maxProbeWait());
    if (!policy.rampUp().isZero()) {
      add("rampUp ", policy.rampUp());
    }
    boolean allKinds = policy.countedKinds().size() == FailureKind.values().length;
    parts.add("countedKinds " + (allKinds ? "all" : policy.countedKinds()));
    parts.add(
        policy.ignored().stream()
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "ignored [", "]")));
    if (!policy.classifier().equals(Classifier.standard())) {
      parts.add("classifier " + policy.classifier());
    }
  }

  private void addTriggers(BreakerPolicy policy) {
    if (policy.failuresInARow() > 0) {
      parts.add("failuresInARow " + policy.failuresInARow());
    }
    if (!policy.hasWindow()) {
      return;
    }
    policy.countWindow().ifPresent(calls -> parts.add("countWindow " + calls));
    policy.timeWindow().ifPresent(length -> add("timeWindow ", length));
    parts.add("minimumCalls " + policy.minimumCalls());
    parts.add("failureRate " + Limits.percent(policy.failureRate()));
    policy
        .slowCall()
        .ifPresent(
            slow -> {
              add("slowCall ", slow);
              parts.add("slowCallRate " + Limits.percent(policy.slowCallRate()));
            });
  }

  private void add(String name, Duration value) {
    parts.add(name + Durations.format(value));
  }

  @Override
  public String toString() {
    return parts.toString();
  }
}
