package dev.redial.breaker;

import dev.redial.backoff.Backoff;
import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a circuit opens, for how long, and what closes it again. Immutable; a {@link CircuitBreaker}
 * keeps its policy for life.
 *
 * <p>What opens a closed circuit:
 *
 * <ul>
 *   <li><em>failures in a row</em>, 5 by default, for as long as the policy has no window;
 *   <li><em>rates</em>, if it has one: the share of the calls in the {@linkplain
 *       BreakerPolicyBuilder#countWindow count window} or {@linkplain
 *       BreakerPolicyBuilder#timeWindow time window} that failed, or that were slow;
 *   <li><em>both</em>, whichever comes first, if it has a window and {@link
 *       BreakerPolicyBuilder#failuresInARow} was called, before the window was chosen or after.
 * </ul>
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

  static final int DEFAULT_FAILURES_IN_A_ROW = 5;
  static final int DEFAULT_MINIMUM_CALLS = 10;
  static final double DEFAULT_RATE = 0.5;
  static final Duration DEFAULT_MAX_OPEN_WAIT = Duration.ofMinutes(10);

  /** 5 failures in a row open it; it stays open 60 s; one probe decides; every exception counts. */
  public static final BreakerPolicy DEFAULT = new BreakerPolicyBuilder().build();

  // As they were set: what was not depends on other settings.
  final @Nullable Integer failuresInARow;
  final @Nullable Integer minimumCalls;
  final @Nullable Double failureRate;
  final @Nullable Double slowCallRate;
  final @Nullable Duration maxOpenWait;
  final @Nullable Duration maxProbeWait;

  private final int countWindow;
  private final @Nullable Duration timeWindow;
  private final @Nullable Duration slowCall;
  private final OpenWaits openWaits;
  private final Duration firstOpenWait;
  private final int halfOpenProbes;
  private final boolean halfOpenByTimer;
  private final Duration rampUp;
  private final Classifier classifier;
  private final Set<FailureKind> countedKinds;
  private final Set<Class<? extends Throwable>> ignored;

  BreakerPolicy(BreakerPolicyBuilder builder, OpenWaits openWaits) {
    failuresInARow = builder.failuresInARow;
    minimumCalls = builder.minimumCalls;
    failureRate = builder.failureRate;
    slowCallRate = builder.slowCallRate;
    maxOpenWait = builder.maxOpenWait;
    maxProbeWait = builder.maxProbeWait;
    countWindow = builder.countWindow;
    timeWindow = builder.timeWindow;
    slowCall = builder.slowCall;
    this.openWaits = openWaits;
    firstOpenWait = openWaits.after(1);
    halfOpenProbes = builder.halfOpenProbes;
    halfOpenByTimer = builder.halfOpenByTimer;
    rampUp = builder.rampUp;
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

  /**
   * How many failures, without a success between them, open the circuit; 0 if they do not, since
   * the policy has a window and says nothing of them.
   */
  public int failuresInARow() {
    return failuresInARow != null ? failuresInARow : hasWindow() ? 0 : DEFAULT_FAILURES_IN_A_ROW;
  }

  boolean hasWindow() {
    return countWindow > 0 || timeWindow != null;
  }

  /** How many calls the window holds; empty if there is none, or one of time. */
  public OptionalInt countWindow() {
    return countWindow > 0 ? OptionalInt.of(countWindow) : OptionalInt.empty();
  }

  /** How far back the window reaches; empty if there is none, or one of a number of calls. */
  public Optional<Duration> timeWindow() {
    return Optional.ofNullable(timeWindow);
  }

  /** The share of failures in the window that opens the circuit; without a window it is unused. */
  public double failureRate() {
    return failureRate != null ? failureRate : DEFAULT_RATE;
  }

  /** From when on a call is slow; empty if calls are not timed. */
  public Optional<Duration> slowCall() {
    return Optional.ofNullable(slowCall);
  }

  /** The share of slow calls in the window that opens it; unless calls are timed it is unused. */
  public double slowCallRate() {
    return slowCallRate != null ? slowCallRate : DEFAULT_RATE;
  }

  /** Below how many calls in the window no rate is looked at; without a window it is unused. */
  public int minimumCalls() {
    if (minimumCalls != null) {
      return minimumCalls;
    }
    return countWindow > 0 ? Math.min(countWindow, DEFAULT_MINIMUM_CALLS) : DEFAULT_MINIMUM_CALLS;
  }

  /** How long the circuit stays open before a probe may pass, when it opens from CLOSED. */
  public Duration openWait() {
    return firstOpenWait;
  }

  /**
   * How long the circuit stays open before a probe may pass.
   *
   * @param opening which opening since it was last closed, from 1
   * @throws IllegalArgumentException if {@code opening} is below 1
   */
  public Duration openWait(int opening) {
    if (opening < 1) {
      throw new IllegalArgumentException("opening must be at least 1, but was " + opening);
    }
    return openWaits.after(opening);
  }

  /** How the open wait grows with each opening; a fixed backoff if it does not. */
  public Backoff openWaitBackoff() {
    return openWaits.backoff();
  }

  /** The longest open wait. */
  public Duration maxOpenWait() {
    return openWaits.longest();
  }

  OpenWaits openWaits() {
    return openWaits;
  }

  /** How many probes pass in half-open state. */
  public int halfOpenProbes() {
    return halfOpenProbes;
  }

  /** Whether a timer half-opens the circuit when the open wait is over, and not the next call. */
  public boolean halfOpenByTimer() {
    return halfOpenByTimer;
  }

  /** After how long a probe that has not ended is given up and another may pass. */
  public Duration maxProbeWait() {
    return maxProbeWait == null ? firstOpenWait : maxProbeWait;
  }

  /** How long, after probes closed the circuit, not all calls pass; zero if all do at once. */
  public Duration rampUp() {
    return rampUp;
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

  /** By what the policies do: one that sets a default equals one that leaves it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof BreakerPolicy that && values().equals(that.values());
  }

  @Override
  public int hashCode() {
    return values().hashCode();
  }

  private List<Object> values() {
    return Arrays.asList(
        failuresInARow(),
        countWindow,
        timeWindow(),
        minimumCalls(),
        failureRate(),
        slowCall(),
        slowCallRate(),
        openWaits,
        halfOpenProbes,
        halfOpenByTimer,
        maxProbeWait(),
        rampUp,
        classifier,
        countedKinds,
        ignored);
  }

  /** As in {@code "BreakerPolicy(failuresInARow 5, openWait 1 min, …)"}. */
  @Override
  public String toString() {
    return new PolicyText(this).toString();
  }
}
