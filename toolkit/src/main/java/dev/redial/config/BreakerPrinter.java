package dev.redial.config;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.BreakerPolicyBuilder;
import dev.redial.failure.Classifier;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must be said of a breaker policy that is not said of {@link BreakerPolicy#DEFAULT}. Some
 * values follow from others unless they are set, so each is compared with what it would be if
 * nothing were said of it.
 */
final class BreakerPrinter {

  private final BreakerPolicy policy;
  private final Map<String, String> values = new LinkedHashMap<>();

  private BreakerPrinter(BreakerPolicy policy) {
    this.policy = policy;
  }

  static Map<String, String> values(String name, BreakerPolicy policy) {
    Unwritable unwritable = new Unwritable();
    unwritable.addIfOwn("openWait", policy.openWaitBackoff());
    unwritable.addIf(!policy.classifier().equals(Classifier.standard()), "a classifier");
    unwritable.refuse(name);
    return new BreakerPrinter(policy).values();
  }

  private Map<String, String> values() {
    BreakerPolicy bare = bare();
    if (policy.failuresInARow() != bare.failuresInARow()) {
      values.put("failuresInARow", String.valueOf(policy.failuresInARow()));
    }
    policy.countWindow().ifPresent(it -> values.put("countWindow", String.valueOf(it)));
    policy.timeWindow().ifPresent(it -> values.put("timeWindow", Durations.format(it)));
    if (policy.minimumCalls() != bare.minimumCalls()) {
      values.put("minimumCalls", String.valueOf(policy.minimumCalls()));
    }
    addShare("failureRate", policy.failureRate(), bare.failureRate());
    policy.slowCall().ifPresent(it -> values.put("slowCall", Durations.format(it)));
    addShare("slowCallRate", policy.slowCallRate(), bare.slowCallRate());
    addOpenWait(bare);
    if (policy.halfOpenProbes() != bare.halfOpenProbes()) {
      values.put("halfOpenProbes", String.valueOf(policy.halfOpenProbes()));
    }
    if (policy.halfOpenByTimer()) {
      values.put("halfOpenByTimer", "true");
    }
    add("maxProbeWait", policy.maxProbeWait(), bare.maxProbeWait());
    add("rampUp", policy.rampUp(), bare.rampUp());
    if (!policy.countedKinds().equals(bare.countedKinds())) {
      values.put(
          "countedKinds",
          policy.countedKinds().stream().map(Enum::name).collect(Collectors.joining(", ")));
    }
    if (!policy.ignored().isEmpty()) {
      values.put("ignore", ErrorNames.print(policy.ignored()));
    }
    return values;
  }

  /** A policy with the same windows, timing and waits that says nothing else. */
  private BreakerPolicy bare() {
    BreakerPolicyBuilder builder = BreakerPolicy.builder().openWait(policy.openWaitBackoff());
    policy.countWindow().ifPresent(builder::countWindow);
    policy.timeWindow().ifPresent(builder::timeWindow);
    return builder.build();
  }

  private void addOpenWait(BreakerPolicy bare) {
    if (!policy.openWaitBackoff().equals(BreakerPolicy.DEFAULT.openWaitBackoff())) {
      values.put("openWait", policy.openWaitBackoff().toString());
    }
    add("maxOpenWait", policy.maxOpenWait(), bare.maxOpenWait());
  }

  private void add(String setting, Duration value, Duration ifUnsaid) {
    if (!value.equals(ifUnsaid)) {
      values.put(setting, Durations.format(value));
    }
  }

  private void addShare(String setting, double value, double ifUnsaid) {
    if (value != ifUnsaid) {
      values.put(setting, Values.printShare(value));
    }
  }
}
