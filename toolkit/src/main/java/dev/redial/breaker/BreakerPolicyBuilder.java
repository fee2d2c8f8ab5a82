package dev.redial.breaker;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link BreakerPolicy}; values are checked by {@link #build()}. */
public final class BreakerPolicyBuilder {

  int failuresInARow = 5;
  Duration openWait = Duration.ofSeconds(60);
  int halfOpenProbes = 1;
  @Nullable Duration maxProbeWait;
  Classifier classifier = Classifier.standard();
  Set<FailureKind> countedKinds = EnumSet.allOf(FailureKind.class);
  Set<Class<? extends Throwable>> ignored = Set.of();

  BreakerPolicyBuilder() {}

  BreakerPolicyBuilder(BreakerPolicy policy) {
    failuresInARow = policy.failuresInARow();
    openWait = policy.openWait();
    halfOpenProbes = policy.halfOpenProbes();
    maxProbeWait = policy.maxProbeWait;
    classifier = policy.classifier();
    countedKinds = policy.countedKinds();
    ignored = policy.ignored();
  }

  /**
   * How many failures, without a success between them, open the circuit: at least 1, by default 5.
   * Calls count in the order in which they end.
   */
  public BreakerPolicyBuilder failuresInARow(int failures) {
    failuresInARow = failures;
    return this;
  }

  /** How long the circuit stays open before a probe may pass: above zero, by default 60 s. */
  public BreakerPolicyBuilder openWait(Duration wait) {
    openWait = Objects.requireNonNull(wait, "openWait");
    return this;
  }

  /** Like {@link #openWait(Duration)}, as in {@code "1min 30s"}. */
  public BreakerPolicyBuilder openWait(String wait) {
    return openWait(Durations.parse(wait));
  }

  /**
   * How many probes pass in half-open state: at least 1, by default 1. The circuit closes once so
   * many have succeeded; the first that fails opens it again.
   */
  public BreakerPolicyBuilder halfOpenProbes(int probes) {
    halfOpenProbes = probes;
    return this;
  }

  /**
   * After how long a probe that has not ended is given up and another may pass: above zero, by
   * default as long as the open wait. Without it, a probe that hangs would keep the circuit
   * half-open for ever.
   */
  public BreakerPolicyBuilder maxProbeWait(Duration wait) {
    maxProbeWait = Objects.requireNonNull(wait, "maxProbeWait");
    return this;
  }

  /** Like {@link #maxProbeWait(Duration)}, as in {@code "1min 30s"}. */
  public BreakerPolicyBuilder maxProbeWait(String wait) {
    return maxProbeWait(Durations.parse(wait));
  }

  /**
   * Says which results are failures, and of which kind a failure is; by default {@link
   * Classifier#standard()}. An exception is always a failure. If the classifier throws, the call
   * ends with what it threw, and counts as ignored.
   */
  public BreakerPolicyBuilder classifier(Classifier newClassifier) {
    classifier = Objects.requireNonNull(newClassifier, "classifier");
    return this;
  }

  /**
   * The kinds of failure that count, by default all: failures of other kinds are ignored. An
   * exception unknown to the classifier is {@link FailureKind#PERMANENT}.
   */
  public BreakerPolicyBuilder countedKinds(FailureKind first, FailureKind... more) {
    countedKinds = EnumSet.of(first, more);
    return this;
  }

  /**
   * Exceptions that do not count, with their subclasses, in addition to those named before. They
   * are found also inside a {@link java.util.concurrent.CompletionException}, {@link
   * java.util.concurrent.ExecutionException}, {@link java.io.UncheckedIOException} or an {@link
   * java.io.IOException} of exactly that class.
   */
  @SafeVarargs
  public final BreakerPolicyBuilder ignore(Class<? extends Throwable>... types) {
    Set<Class<? extends Throwable>> all = new LinkedHashSet<>(ignored);
    for (Class<? extends Throwable> type : types) {
      all.add(Objects.requireNonNull(type, "type"));
    }
    ignored = all;
    return this;
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public BreakerPolicy build() {
    atLeastOne("failuresInARow", failuresInARow);
    aboveZero("openWait", openWait);
    atLeastOne("halfOpenProbes", halfOpenProbes);
    if (maxProbeWait != null) {
      aboveZero("maxProbeWait", maxProbeWait);
    }
    return new BreakerPolicy(this);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but was " + value);
    }
  }

  private static void aboveZero(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          name + " must be above zero, but was " + Durations.format(value));
    }
  }
}
