package dev.redial.breaker;

import dev.redial.backoff.Backoff;
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

  @Nullable Integer failuresInARow;
  boolean hasWindow;
  int countWindow;
  @Nullable Duration timeWindow;
  @Nullable Integer minimumCalls;
  @Nullable Double failureRate;
  @Nullable Duration slowCall;
  @Nullable Double slowCallRate;
  @Nullable Duration openWait;
  Backoff openWaits = Backoff.fixed(Duration.ofSeconds(60));
  @Nullable Duration maxOpenWait;
  int halfOpenProbes = 1;
  boolean halfOpenByTimer;
  @Nullable Duration maxProbeWait;
  Duration rampUp = Duration.ZERO;
  Classifier classifier = Classifier.standard();
  Set<FailureKind> countedKinds = EnumSet.allOf(FailureKind.class);
  Set<Class<? extends Throwable>> ignored = Set.of();

  BreakerPolicyBuilder() {}

  BreakerPolicyBuilder(BreakerPolicy policy) {
    failuresInARow = policy.failuresInARow;
    hasWindow = policy.hasWindow();
    countWindow = policy.countWindow().orElse(0);
    timeWindow = policy.timeWindow().orElse(null);
    minimumCalls = policy.minimumCalls;
    failureRate = policy.failureRate;
    slowCall = policy.slowCall().orElse(null);
    slowCallRate = policy.slowCallRate;
    openWaits = policy.openWaits().backoff();
    maxOpenWait = policy.maxOpenWait;
    halfOpenProbes = policy.halfOpenProbes();
    halfOpenByTimer = policy.halfOpenByTimer();
    maxProbeWait = policy.maxProbeWait;
    rampUp = policy.rampUp();
    classifier = policy.classifier();
    countedKinds = policy.countedKinds();
    ignored = policy.ignored();
  }

  /**
   * How many failures, without a success between them, open the circuit: at least 1, by default 5
   * without a window, and none with one. Calls count in the order in which they end.
   */
  public BreakerPolicyBuilder failuresInARow(int failures) {
    failuresInARow = failures;
    return this;
  }

  /**
   * Opens the circuit by rates over the last so many calls: at least 1, at most 1,000,000. It
   * replaces a {@link #timeWindow}, and the failures in a row unless those were set.
   */
  public BreakerPolicyBuilder countWindow(int calls) {
    hasWindow = true;
    countWindow = calls;
    timeWindow = null;
    return this;
  }

  /**
   * Opens the circuit by rates over the calls that ended within so much time: above zero. It
   * replaces a {@link #countWindow}, and the failures in a row unless those were set. What is too
   * old is forgotten in steps of a tenth of the window.
   */
  public BreakerPolicyBuilder timeWindow(Duration length) {
    hasWindow = true;
    countWindow = 0;
    timeWindow = Objects.requireNonNull(length, "timeWindow");
    return this;
  }

  /** Like {@link #timeWindow(Duration)}, as in {@code "10s"}. */
  public BreakerPolicyBuilder timeWindow(String length) {
    return timeWindow(Durations.parse(length));
  }

  /**
   * Below how many calls in the window no rate is looked at: at least 1, at most the count window;
   * by default 10, or the count window if that is smaller. In half-open state the number of probes
   * stands for it if that is smaller.
   */
  public BreakerPolicyBuilder minimumCalls(int calls) {
    minimumCalls = calls;
    return this;
  }

  /**
   * The share of failures among the calls in the window at which the circuit opens: above 0 and at
   * most 1, by default 0.5. It needs a window.
   */
  public BreakerPolicyBuilder failureRate(double share) {
    failureRate = share;
    return this;
  }

  /**
   * From when on a call is slow: above zero, by default no call is. A call takes as long as its
   * operation, from the permit to the end, also of its stage; calls that fail are timed, too. It
   * needs a window, and makes each call look at the clock twice.
   */
  public BreakerPolicyBuilder slowCall(Duration least) {
    slowCall = Objects.requireNonNull(least, "slowCall");
    return this;
  }

  /** Like {@link #slowCall(Duration)}, as in {@code "2s"}. */
  public BreakerPolicyBuilder slowCall(String least) {
    return slowCall(Durations.parse(least));
  }

  /**
   * The share of slow calls among the calls in the window at which the circuit opens: above 0 and
   * at most 1, by default 0.5. It needs a {@link #slowCall}.
   */
  public BreakerPolicyBuilder slowCallRate(double share) {
    slowCallRate = share;
    return this;
  }

  /**
   * How long the circuit stays open before a probe may pass: above zero, by default 60 s. At
   * exactly this time a probe passes.
   */
  public BreakerPolicyBuilder openWait(Duration wait) {
    openWait = Objects.requireNonNull(wait, "openWait");
    return this;
  }

  /** Like {@link #openWait(Duration)}, as in {@code "1min 30s"}. */
  public BreakerPolicyBuilder openWait(String wait) {
    return openWait(Durations.parse(wait));
  }

  /**
   * How long the circuit stays open, by how often it opened since it was last closed: the backoff's
   * attempt is 1 when it opens from CLOSED, 2 when the probes then fail, and so on; closing begins
   * anew. The wait is capped by {@link #maxOpenWait}. The backoff is told a {@link
   * FailureKind#TRANSIENT} failure; it should be pure, since it is asked whenever the circuit might
   * open; if it throws, the cap is taken.
   */
  public BreakerPolicyBuilder openWait(Backoff waits) {
    openWaits = Objects.requireNonNull(waits, "openWait");
    openWait = null;
    return this;
  }

  /**
   * The longest open wait: at least the first one. By default 10 min, or the first one if that is
   * longer; a fixed open wait needs none.
   */
  public BreakerPolicyBuilder maxOpenWait(Duration longest) {
    maxOpenWait = Objects.requireNonNull(longest, "maxOpenWait");
    return this;
  }

  /** Like {@link #maxOpenWait(Duration)}, as in {@code "5min"}. */
  public BreakerPolicyBuilder maxOpenWait(String longest) {
    return maxOpenWait(Durations.parse(longest));
  }

  /**
   * How many probes pass in half-open state: at least 1, by default 1. Without a window, the
   * circuit closes once so many have succeeded, and the first that fails opens it again. With one,
   * the rates over the probes decide: it opens if one is reached when at least {@link
   * #minimumCalls} of them, or all, have ended, and else closes when all have.
   */
  public BreakerPolicyBuilder halfOpenProbes(int probes) {
    halfOpenProbes = probes;
    return this;
  }

  /**
   * Whether the circuit becomes half-open by a timer of the {@linkplain
   * dev.redial.time.TimeSource#schedule time source} when the open wait is over; by default the
   * next call after it does that. With a timer a rejection looks at no clock, the state is right
   * without traffic, and listeners hear of the change in time.
   */
  public BreakerPolicyBuilder halfOpenByTimer(boolean byTimer) {
    halfOpenByTimer = byTimer;
    return this;
  }

  /**
   * After how long a probe that has not ended is given up and another may pass: above zero, by
   * default as long as the first open wait. Without it, a probe that hangs would keep the circuit
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
   * For how long, after probes closed the circuit, only a share of the calls passes: at least zero,
   * by default zero, which lets all pass at once. First as many calls pass as there are probes;
   * then a share that grows evenly from nothing to all, found by counting, not by chance: a quarter
   * of the way every fourth call passes. The others are rejected.
   */
  public BreakerPolicyBuilder rampUp(Duration length) {
    rampUp = Objects.requireNonNull(length, "rampUp");
    return this;
  }

  /** Like {@link #rampUp(Duration)}, as in {@code "30s"}. */
  public BreakerPolicyBuilder rampUp(String length) {
    return rampUp(Durations.parse(length));
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
   * @throws IllegalArgumentException if values are out of their ranges, or have no effect without
   *     another that is missing; the message tells all that does not fit
   */
  public BreakerPolicy build() {
    return new BreakerPolicy(this, PolicyChecks.check(this));
  }
}
