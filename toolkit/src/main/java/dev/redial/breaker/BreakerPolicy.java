package dev.redial.breaker;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * When a circuit opens, for how long, and what closes it again. Immutable; a {@link CircuitBreaker}
 * keeps its policy for life.
 *
 * <p>What counts as a failure:
 *
 * <ul>
 *   <li>every exception, and every result that the {@linkplain BreakerPolicyBuilder#classifier
 *       classifier} calls a failure, as far as their {@linkplain BreakerPolicyBuilder#countedKinds
 *       kinds} count (all do by default);
 *   <li>but never what says nothing about the other side: {@link Error}s, interrupts ({@link
 *       InterruptedException} and {@link java.nio.channels.ClosedByInterruptException}, also as a
 *       cause), cancellations, rejections by another guard ({@link
 *       dev.redial.call.CallRejectedException}), and what the policy {@linkplain
 *       BreakerPolicyBuilder#ignore ignores}. Such an end neither counts nor resets a count, and a
 *       probe that ends so makes room for another.
 * </ul>
 */
public final class BreakerPolicy {

  /** 5 failures in a row open it; it stays open 60 s; one probe decides; every exception counts. */
  public static final BreakerPolicy DEFAULT = new BreakerPolicyBuilder().build();

  private final int failuresInARow;
  private final Duration openWait;
  private final int halfOpenProbes;
  final @Nullable Duration maxProbeWait;
  private final Classifier classifier;
  private final Set<FailureKind> countedKinds;
  private final Set<Class<? extends Throwable>> ignored;

  BreakerPolicy(BreakerPolicyBuilder builder) {
    failuresInARow = builder.failuresInARow;
    openWait = builder.openWait;
    halfOpenProbes = builder.halfOpenProbes;
    maxProbeWait = builder.maxProbeWait;
    classifier = builder.classifier;
    countedKinds = Collections.unmodifiableSet(EnumSet.copyOf(builder.countedKinds));
    ignored = Collections.unmodifiableSet(new LinkedHashSet<>(builder.ignored));
  }

  /** A builder that starts at the values of {@link #DEFAULT}. */
  public static BreakerPolicyBuilder builder() {
    return DEFAULT.toBuilder();
  }

  /** A builder that starts at the values of this policy. */
  public BreakerPolicyBuilder toBuilder() {
    return new BreakerPolicyBuilder(this);
  }

  /** How many failures, without a success between them, open the circuit. */
  public int failuresInARow() {
    return failuresInARow;
  }

  /** How long the circuit stays open before a probe may pass. */
  public Duration openWait() {
    return openWait;
  }

  /** How many probes pass in half-open state, and so how many successes close the circuit. */
  public int halfOpenProbes() {
    return halfOpenProbes;
  }

  /** After how long a probe that has not ended is given up and another may pass. */
  public Duration maxProbeWait() {
    return maxProbeWait == null ? openWait : maxProbeWait;
  }

  /** Says which results are failures, and of which kind a failure is. */
  public Classifier classifier() {
    return classifier;
  }

  /** The kinds of failure that count; unmodifiable. */
  public Set<FailureKind> countedKinds() {
    return countedKinds;
  }

  /** The exceptions that do not count, and neither do their subclasses; unmodifiable. */
  public Set<Class<? extends Throwable>> ignored() {
    return ignored;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BreakerPolicy that
        && failuresInARow == that.failuresInARow
        && openWait.equals(that.openWait)
        && halfOpenProbes == that.halfOpenProbes
        && maxProbeWait().equals(that.maxProbeWait())
        && classifier.equals(that.classifier)
        && countedKinds.equals(that.countedKinds)
        && ignored.equals(that.ignored);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        failuresInARow,
        openWait,
        halfOpenProbes,
        maxProbeWait(),
        classifier,
        countedKinds,
        ignored);
  }

  /** As in {@code "BreakerPolicy(failuresInARow 5, openWait 1 min, …)"}. */
  @Override
  public String toString() {
    return "BreakerPolicy(failuresInARow "
        + failuresInARow
        + ", openWait "
        + Durations.format(openWait)
        + ", halfOpenProbes "
        + halfOpenProbes
        + ", maxProbeWait "
        + Durations.format(maxProbeWait())
        + ", countedKinds "
        + (countedKinds.size() == FailureKind.values().length ? "all" : countedKinds)
        + ", ignored "
        + ignored.stream().map(Class::getSimpleName).collect(Collectors.joining(", ", "[", "]"))
        + (classifier.equals(Classifier.standard()) ? "" : ", classifier " + classifier)
        + ")";
  }
}
