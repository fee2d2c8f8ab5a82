package dev.redial.retry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is retried, how often and when: an immutable value, equal to any other with the same
 * settings. It holds no state of calls; give it to {@link Retry#of} to use it.
 *
 * <p>Whether a failed attempt is retried is decided in this order:
 *
 * <ol>
 *   <li>Interrupts ({@link InterruptedException}, {@link
 *       java.nio.channels.ClosedByInterruptException}) never are. An {@link Error}, a {@link
 *       java.util.concurrent.CancellationException} and a {@link
 *       dev.redial.call.CallRejectedException} are only where {@code retryOn} names that class or a
 *       subclass of it.
 *   <li>What an abort rule names is not, unless {@code retryOn} names a subclass of what {@code
 *       abortOn} names.
 *   <li>A status that means {@link FailureKind#PERMANENT}, such as 404, is not, unless {@code
 *       retryOnStatus} names it.
 *   <li>What a retry rule names is; all else is not.
 *   <li>Of that, a call that is {@linkplain RetryPolicyBuilder#nonIdempotent not idempotent} is
 *       only if the failure proves that nothing was sent.
 * </ol>
 *
 * <p>An answer that asks {@linkplain dev.redial.failure.RetryAfter#never() never} to be called
 * again is not retried, whatever the rules say.
 *
 * <p>Rules by class and by predicate look at the error and, where it is a mere wrapper ({@link
 * java.util.concurrent.CompletionException}, {@link java.util.concurrent.ExecutionException},
 * {@link java.io.UncheckedIOException}, or an {@link java.io.IOException} of exactly that class),
 * at what it wraps, too.
 *
 * <p>A <em>result</em> fails if the classifier says so, as the standard one does of a response with
 * a status of 400 or more, or if a rule for results matches it. Rules by kind and by status treat a
 * failed result as they treat an error; rules by class and by predicate speak of errors only. So
 * that a preset judges a status alike whether a client throws or returns it, {@link #AGGRESSIVE},
 * {@link #RATE_LIMIT} and {@link #ADAPTIVE} have rules by kind; {@link #DEFAULT} and {@link
 * #CONSERVATIVE} retry no result.
 */
public final class RetryPolicy {

  /**
   * 3 attempts; 1 s, then 2 s; jitter of up to +50 %; delays of 60 s at most; timeouts and
   * connection errors ({@link dev.redial.failure.TransportErrors}); no deadline; a Retry-After of 5
   * min at most.
   */
  public static final RetryPolicy DEFAULT = new RetryPolicyBuilder().build();

  /** 5 attempts, from 0.5 s on; any {@link java.io.IOException} and whatever is TRANSIENT, too. */
  public static final RetryPolicy AGGRESSIVE = Presets.aggressive();

  /**
   * 5 attempts; 2 s, 6 s, 18 s and 54 s; delays of 120 s at most; any {@link Exception} that the
   * order above lets pass, and results that are RATE_LIMITED or TRANSIENT.
   */
  public static final RetryPolicy RATE_LIMIT = Presets.rateLimit();

  /** 2 attempts, 2 s apart; timeouts only. */
  public static final RetryPolicy CONSERVATIVE = Presets.conservative();

  /**
   * 5 attempts; 1, 2, 4 and 8 s after what is TRANSIENT, 4, 8, 16 and 32 s after what is
   * RATE_LIMITED; no jitter.
   */
  public static final RetryPolicy ADAPTIVE = Presets.adaptive();

  private final int maxAttempts;
  private final Backoff backoff;
  private final Duration minDelay;
  private final Duration maxDelay;
  private final Jitter jitter;
  private final Classifier classifier;
  private final RetryRules rules;
  private final @Nullable Duration deadline;
  private final Duration maxRetryAfter;
  private final Duration initialDelay;
  private final boolean capsRetryAfter;
  private final boolean isIdempotent;
  private final boolean closesDroppedResults;

  RetryPolicy(RetryPolicyBuilder settings) {
    this.maxAttempts = settings.maxAttempts;
    this.backoff = settings.backoff;
    this.minDelay = settings.minDelay;
    this.maxDelay = settings.maxDelay;
    this.jitter = settings.jitter;
    this.classifier = settings.classifier;
    this.rules = settings.rules;
    this.deadline = settings.deadline;
    this.maxRetryAfter = settings.maxRetryAfter;
    this.initialDelay = settings.initialDelay;
    this.capsRetryAfter = settings.capsRetryAfter;
    this.isIdempotent = settings.isIdempotent;
    this.closesDroppedResults = settings.closesDroppedResults;
  }

  /** A builder that starts with the settings of {@link #DEFAULT}. */
  public static RetryPolicyBuilder builder() {
    return new RetryPolicyBuilder();
  }

  /** A builder that starts with the settings of this policy. */
  public RetryPolicyBuilder toBuilder() {
    return new RetryPolicyBuilder(this);
  }

  /** How often the operation may run in a call, the first attempt included. */
  public int maxAttempts() {
    return maxAttempts;
  }

  /** How the delay grows. */
  public Backoff backoff() {
    return backoff;
  }

  /** The shortest delay. */
  public Duration minDelay() {
    return minDelay;
  }

  /** The longest delay that backoff and jitter can lead to; a Retry-After may be longer. */
  public Duration maxDelay() {
    return maxDelay;
  }

  /** How the delay is spread. */
  public Jitter jitter() {
    return jitter;
  }

  /** Who reads what errors and results mean. */
  public Classifier classifier() {
    return classifier;
  }

  /** The time from the start of a call after which no attempt and no wait begins; may be none. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** The longest Retry-After that is waited for. */
  public Duration maxRetryAfter() {
    return maxRetryAfter;
  }

  /** Whether a longer Retry-After is cut to {@link #maxRetryAfter}; else it ends the call. */
  public boolean isRetryAfterCapped() {
    return capsRetryAfter;
  }

  /** Whether the operation may take effect twice; if not, only what was not sent is retried. */
  public boolean isIdempotent() {
    return isIdempotent;
  }

  /** Whether results that are retried are closed. */
  public boolean closesDroppedResults() {
    return closesDroppedResults;
  }

  /** The longest delay before the first attempt; zero if there is none. */
  public Duration initialDelay() {
    return initialDelay;
  }

  /** The kinds of failure that are retried; unmodifiable. */
  public Set<FailureKind> retriedKinds() {
    return rules.kinds();
  }

  /** The statuses that are retried, whatever their kinds; unmodifiable. */
  public Set<Integer> retriedStatuses() {
    return rules.statuses();
  }

  /** The classes of errors that are retried, with their subclasses; unmodifiable. */
  public Set<Class<? extends Throwable>> retriedTypes() {
    return rules.types().all();
  }

  /** The classes of causes whose errors are retried, with their subclasses; unmodifiable. */
  public Set<Class<? extends Throwable>> retriedCauses() {
    return rules.causes().all();
  }

  /** Whether a predicate retries errors, too ({@link RetryPolicyBuilder#retryIf}). */
  public boolean retriesByPredicate() {
    return rules.hasErrorPredicate();
  }

  /** Whether a predicate retries results ({@link RetryPolicyBuilder#retryOnResult}). */
  public boolean retriesResults() {
    return !rules.results().isEmpty();
  }

  /** The classes of errors that are not retried, with their subclasses; unmodifiable. */
  public Set<Class<? extends Throwable>> abortTypes() {
    return rules.abortTypes().all();
  }

  /** Whether a predicate keeps errors from being retried ({@link RetryPolicyBuilder#abortIf}). */
  public boolean abortsByPredicate() {
    return !rules.aborts().isEmpty();
  }

  /**
   * The most that a call can cost: compare it with what its caller has time for. A backoff of the
   * user's is asked for its delays, up to 10,000 of them.
   */
  public WorstCase worstCase() {
    return new PolicyCase(this, OperationCase.UNKNOWN);
  }

  /**
   * What backoff and jitter can ask for before each attempt, whatever kinds of failures come before
   * it; for the first attempt, the initial delay. There are as many as {@link #maxAttempts}.
   */
  public Stream<DurationRange> delays() {
    WaitBounds waits = new WaitBounds(this);
    return Stream.generate(() -> waits.next().range()).limit(maxAttempts);
  }

  RetryRules rules() {
    return rules;
  }

  RetryPolicy withoutDeadline() {
    return deadline == null ? this : toBuilder().withoutDeadline().build();
  }

  private List<Object> settings() {
    return List.of(
        maxAttempts,
        backoff,
        minDelay,
        maxDelay,
        jitter,
        classifier,
        rules,
        deadline(),
        maxRetryAfter,
        initialDelay,
        capsRetryAfter,
        isIdempotent,
        closesDroppedResults);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryPolicy that && settings().equals(that.settings());
  }

  @Override
  public int hashCode() {
    return settings().hashCode();
  }

  /** All settings, with the rules that are in force. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("RetryPolicy(maxAttempts ").append(maxAttempts);
    text.append(", deadline ").append(deadline == null ? "none" : Durations.format(deadline));
    text.append(", backoff ").append(backoff).append(", jitter ").append(jitter);
    if (!minDelay.isZero()) {
      text.append(", minDelay ").append(Durations.format(minDelay));
    }
    text.append(", maxDelay ").append(Durations.format(maxDelay));
    text.append(", maxRetryAfter ").append(Durations.format(maxRetryAfter));
    text.append(capsRetryAfter ? " as a cap" : "");
    if (!initialDelay.isZero()) {
      text.append(", initialDelay ").append(Durations.format(initialDelay));
    }
    if (classifier != Classifier.standard()) {
      text.append(", classifier ").append(classifier);
    }
    text.append("; retries ").append(rules.retried());
    if (!rules.aborted().isEmpty()) {
      text.append("; aborts on ").append(rules.aborted());
    }
    text.append(isIdempotent ? "" : "; not idempotent, so only if it was not sent");
    text.append(closesDroppedResults ? "; closes dropped results" : "");
    return text.append(')').toString();
  }
}
