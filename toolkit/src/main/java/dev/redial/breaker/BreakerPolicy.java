package dev.redial.breaker;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
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
 *   <li>every exception, and every result that the {@linkplain Builder#classifier classifier} calls
 *       a failure, as far as their {@linkplain Builder#countedKinds kinds} count (all do by
 *       default);
 *   <li>but never what says nothing about the other side: {@link Error}s, interrupts ({@link
 *       InterruptedException} and {@link java.nio.channels.ClosedByInterruptException}, also as a
 *       cause), cancellations, rejections by another guard ({@link
 *       dev.redial.call.CallRejectedException}), and what the policy {@linkplain Builder#ignore
 *       ignores}. Such an end neither counts nor resets a count, and a probe that ends so makes
 *       room for another.
 * </ul>
 */
public final class BreakerPolicy {

  /** 5 failures in a row open it; it stays open 60 s; one probe decides; every exception counts. */
  public static final BreakerPolicy DEFAULT = new Builder().build();

  private final int failuresInARow;
  private final Duration openWait;
  private final int halfOpenProbes;
  private final @Nullable Duration maxProbeWait;
  private final Classifier classifier;
  private final Set<FailureKind> countedKinds;
  private final Set<Class<? extends Throwable>> ignored;

  private BreakerPolicy(Builder builder) {
    failuresInARow = builder.failuresInARow;
    openWait = builder.openWait;
    halfOpenProbes = builder.halfOpenProbes;
    maxProbeWait = builder.maxProbeWait;
    classifier = builder.classifier;
    countedKinds = Collections.unmodifiableSet(EnumSet.copyOf(builder.countedKinds));
    ignored = Collections.unmodifiableSet(new LinkedHashSet<>(builder.ignored));
  }

  /** A builder that starts at the values of {@link #DEFAULT}. */
  public static Builder builder() {
    return DEFAULT.toBuilder();
  }

  /** A builder that starts at the values of this policy. */
  public Builder toBuilder() {
    return new Builder(this);
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

  /** Makes a {@link BreakerPolicy}; values are checked by {@link #build()}. */
  public static final class Builder {

    private int failuresInARow = 5;
    private Duration openWait = Duration.ofSeconds(60);
    private int halfOpenProbes = 1;
    private @Nullable Duration maxProbeWait;
    private Classifier classifier = Classifier.standard();
    private Set<FailureKind> countedKinds = EnumSet.allOf(FailureKind.class);
    private Set<Class<? extends Throwable>> ignored = Set.of();

    private Builder() {}

    private Builder(BreakerPolicy policy) {
      failuresInARow = policy.failuresInARow;
      openWait = policy.openWait;
      halfOpenProbes = policy.halfOpenProbes;
      maxProbeWait = policy.maxProbeWait;
      classifier = policy.classifier;
      countedKinds = policy.countedKinds;
      ignored = policy.ignored;
    }

    /**
     * How many failures, without a success between them, open the circuit: at least 1, by default
     * 5. Calls count in the order in which they end.
     */
    @CanIgnoreReturnValue
    public Builder failuresInARow(int failures) {
      failuresInARow = failures;
      return this;
    }

    /** How long the circuit stays open before a probe may pass: above zero, by default 60 s. */
    @CanIgnoreReturnValue
    public Builder openWait(Duration wait) {
      openWait = Objects.requireNonNull(wait, "openWait");
      return this;
    }

    /**
     * How many probes pass in half-open state: at least 1, by default 1. The circuit closes once so
     * many have succeeded; the first that fails opens it again.
     */
    @CanIgnoreReturnValue
    public Builder halfOpenProbes(int probes) {
      halfOpenProbes = probes;
      return this;
    }

    /**
     * After how long a probe that has not ended is given up and another may pass: above zero, by
     * default as long as the open wait. Without it, a probe that hangs would keep the circuit
     * half-open for ever.
     */
    @CanIgnoreReturnValue
    public Builder maxProbeWait(Duration wait) {
      maxProbeWait = Objects.requireNonNull(wait, "maxProbeWait");
      return this;
    }

    /**
     * Says which results are failures, and of which kind a failure is; by default {@link
     * Classifier#standard()}. An exception is always a failure. If the classifier throws, the call
     * ends with what it threw, and counts as ignored.
     */
    @CanIgnoreReturnValue
    public Builder classifier(Classifier newClassifier) {
      classifier = Objects.requireNonNull(newClassifier, "classifier");
      return this;
    }

    /**
     * The kinds of failure that count, by default all: failures of other kinds are ignored. An
     * exception unknown to the classifier is {@link FailureKind#PERMANENT}.
     */
    @CanIgnoreReturnValue
    public Builder countedKinds(FailureKind first, FailureKind... more) {
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
    @CanIgnoreReturnValue
    public final Builder ignore(Class<? extends Throwable>... types) {
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
}
