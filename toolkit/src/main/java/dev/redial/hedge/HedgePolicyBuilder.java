package dev.redial.hedge;

import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Puts a {@link HedgePolicy} together; {@link #build} checks it. */
public final class HedgePolicyBuilder {

  static final Set<FailureKind> REPEATED_KINDS =
      Set.of(FailureKind.TRANSIENT, FailureKind.RATE_LIMITED);
  static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(5);

  private static final int MOST_ATTEMPTS = 10;

  int maxAttempts = 2;
  Classifier classifier = Classifier.standard();
  Set<FailureKind> repeatedKinds = REPEATED_KINDS;
  Duration maxRetryAfter = MAX_RETRY_AFTER;
  boolean closesDroppedResults;
  private @Nullable IntFunction<Duration> delay;

  HedgePolicyBuilder() {}

  HedgePolicyBuilder(HedgePolicy policy, IntFunction<Duration> delay) {
    maxAttempts = policy.maxAttempts();
    classifier = policy.classifier();
    repeatedKinds = policy.repeatedKinds();
    maxRetryAfter = policy.maxRetryAfter();
    closesDroppedResults = policy.closesDroppedResults();
    this.delay = delay;
  }

  /**
   * How many attempts a call may start, the first included: from 1, which never hedges, to 10.
   * Default: 2. A call may put that many times its load on the other side.
   */
  public HedgePolicyBuilder maxAttempts(int newMaxAttempts) {
    maxAttempts = newMaxAttempts;
    return this;
  }

  /**
   * How long after the start of the attempt before it the next one starts, if none has succeeded
   * until then: 0 or more; 0 starts them all together. There is no default: take about as long as
   * 95 of 100 operations take.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public HedgePolicyBuilder delay(Duration newDelay) {
    delay = new FixedDelay(newDelay);
    return this;
  }

  /** Like {@link #delay(Duration)}, with a delay such as {@code "200ms"}. */
  public HedgePolicyBuilder delay(String newDelay) {
    return delay(Durations.parse(newDelay));
  }

  /**
   * Like {@link #delay(Duration)}, by the number of the attempt that is to start, from 2. A
   * negative delay counts as 0. The function is asked when the attempt before starts; what it
   * throws ends the call.
   */
  public HedgePolicyBuilder delay(IntFunction<Duration> newDelay) {
    delay = Objects.requireNonNull(newDelay, "delay");
    return this;
  }

  /** Who reads what an attempt's end means. Default: {@link Classifier#standard()}. */
  public HedgePolicyBuilder classifier(Classifier newClassifier) {
    classifier = Objects.requireNonNull(newClassifier, "classifier");
    return this;
  }

  /**
   * The kinds of failure after which the next attempt starts; after any other, the call ends at
   * once. None means that every failure ends the call. Default: TRANSIENT and RATE_LIMITED.
   */
  public HedgePolicyBuilder repeatOn(FailureKind... kinds) {
    repeatedKinds = Set.copyOf(Set.of(kinds));
    return this;
  }

  /**
   * The longest Retry-After that is waited for, 0 or more; after a failure that asks for more, or
   * never to be called again, no further attempt starts. Default: 5 min.
   */
  public HedgePolicyBuilder maxRetryAfter(Duration newMaxRetryAfter) {
    maxRetryAfter = Objects.requireNonNull(newMaxRetryAfter, "maxRetryAfter");
    return this;
  }

  /** Like {@link #maxRetryAfter(Duration)}, with a time such as {@code "10s"}. */
  public HedgePolicyBuilder maxRetryAfter(String newMaxRetryAfter) {
    return maxRetryAfter(Durations.parse(newMaxRetryAfter));
  }

  /**
   * Closes each result that the caller does not get, be it late or a failed one: the result itself
   * if it is {@link AutoCloseable}, or the body of a {@link java.net.http.HttpResponse}. What that
   * throws is logged. What a stage would have brought that was cancelled in time cannot be seen:
   * the operation's stage must close that itself. Default: results are left alone.
   */
  public HedgePolicyBuilder closeDroppedResults() {
    closesDroppedResults = true;
    return this;
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException if a setting is out of its range, or the delay is missing
   */
  public HedgePolicy build() {
    if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
      throw new IllegalArgumentException(
          "maxAttempts must be from 1 to " + MOST_ATTEMPTS + ", but was " + maxAttempts);
    }
    if (maxRetryAfter.isNegative()) {
      throw new IllegalArgumentException(
          "maxRetryAfter must be at least 0, but was " + Durations.format(maxRetryAfter));
    }
    if (delay == null) {
      throw new IllegalArgumentException(
          "delay must be given; take about as long as 95 of 100 operations take");
    }
    return new HedgePolicy(this, delay);
  }
}
