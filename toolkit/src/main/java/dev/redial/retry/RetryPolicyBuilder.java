package dev.redial.retry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.failure.TransportErrors;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a {@link RetryPolicy} together. Settings that do not fit are refused by {@link #build}, all
 * others where they are made.
 *
 * <p>The first rule that says which errors to retry ({@code retryOn}, {@code retryIf}, {@code
 * retryOnStatus}) <em>replaces</em> those the builder started with, such as DEFAULT's timeouts and
 * connection errors. Further ones <em>add</em> to it. Rules for results and abort rules always add.
 *
 * <p>Durations can be given as text, such as {@code "500ms"}, {@code "1.5s"} or {@code "2min"}.
 */
public final class RetryPolicyBuilder {

  int maxAttempts = 3;
  Backoff backoff = Backoff.exponential(Duration.ofSeconds(1));
  Duration minDelay = Duration.ZERO;
  Duration maxDelay = Duration.ofSeconds(60);
  Jitter jitter = Jitter.additive(0.5);
  Classifier classifier = Classifier.standard();
  RetryRules rules =
      RetryRules.NOTHING.types(TransportErrors.TIMEOUTS).types(TransportErrors.CONNECTION_ERRORS);
  @Nullable Duration deadline;
  Duration maxRetryAfter = Duration.ofMinutes(5);
  Duration initialDelay = Duration.ZERO;
  boolean capsRetryAfter;
  boolean isIdempotent = true;
  boolean closesDroppedResults;

  private boolean hasOwnErrorRules;

  RetryPolicyBuilder() {}

  RetryPolicyBuilder(RetryPolicy policy) {
    maxAttempts = policy.maxAttempts();
    backoff = policy.backoff();
    minDelay = policy.minDelay();
    maxDelay = policy.maxDelay();
    jitter = policy.jitter();
    classifier = policy.classifier();
    rules = policy.rules();
    deadline = policy.deadline().orElse(null);
    maxRetryAfter = policy.maxRetryAfter();
    initialDelay = policy.initialDelay();
    capsRetryAfter = policy.isRetryAfterCapped();
    isIdempotent = policy.isIdempotent();
    closesDroppedResults = policy.closesDroppedResults();
  }

  /** How often the operation may run, the first attempt included; at least 1. Default: 3. */
  public RetryPolicyBuilder maxAttempts(int newMaxAttempts) {
    maxAttempts = newMaxAttempts;
    return this;
  }

  /** How the delay grows. Default: 1 s, doubled each time. */
  public RetryPolicyBuilder backoff(Backoff newBackoff) {
    backoff = Objects.requireNonNull(newBackoff, "backoff");
    return this;
  }

  /** The shortest delay, whatever the backoff and the jitter say. Default: 0. */
  public RetryPolicyBuilder minDelay(Duration newMinDelay) {
    minDelay = Objects.requireNonNull(newMinDelay, "minDelay");
    return this;
  }

  /** Like {@link #minDelay(Duration)}. */
  public RetryPolicyBuilder minDelay(String newMinDelay) {
    return minDelay(Durations.parse(newMinDelay));
  }

  /**
   * The longest delay that backoff and jitter can lead to. It does not bound a Retry-After, which
   * has its own {@linkplain #maxRetryAfter ceiling}. Default: 60 s.
   */
  public RetryPolicyBuilder maxDelay(Duration newMaxDelay) {
    maxDelay = Objects.requireNonNull(newMaxDelay, "maxDelay");
    return this;
  }

  /** Like {@link #maxDelay(Duration)}. */
  public RetryPolicyBuilder maxDelay(String newMaxDelay) {
    return maxDelay(Durations.parse(newMaxDelay));
  }

  /** How the delay is spread. Default: up to half of it more. */
  public RetryPolicyBuilder jitter(Jitter newJitter) {
    jitter = Objects.requireNonNull(newJitter, "jitter");
    return this;
  }

  /** Who reads what errors and results mean. Default: {@link Classifier#standard()}. */
  public RetryPolicyBuilder classifier(Classifier newClassifier) {
    classifier = Objects.requireNonNull(newClassifier, "classifier");
    return this;
  }

  /**
   * The time from the start of a call after which no attempt begins. Where the next attempt would
   * begin at or after it, the call ends at once with its last error, without the wait. It cuts no
   * attempt short and does not lift {@link #maxAttempts}. Default: none.
   */
  public RetryPolicyBuilder deadline(Duration newDeadline) {
    deadline = Objects.requireNonNull(newDeadline, "deadline");
    return this;
  }

  /** Like {@link #deadline(Duration)}. */
  public RetryPolicyBuilder deadline(String newDeadline) {
    return deadline(Durations.parse(newDeadline));
  }

  /**
   * The longest Retry-After that is waited for. Where the other side asks for more, the call ends
   * at once with its last error. Default: 5 min.
   *
   * @see #capRetryAfter(Duration)
   */
  public RetryPolicyBuilder maxRetryAfter(Duration newMaxRetryAfter) {
    maxRetryAfter = Objects.requireNonNull(newMaxRetryAfter, "maxRetryAfter");
    capsRetryAfter = false;
    return this;
  }

  /** Like {@link #maxRetryAfter(Duration)}. */
  public RetryPolicyBuilder maxRetryAfter(String newMaxRetryAfter) {
    return maxRetryAfter(Durations.parse(newMaxRetryAfter));
  }

  /**
   * Like {@link #maxRetryAfter(Duration)}, which it replaces, but where the other side asks for
   * more, the next attempt comes after this time, earlier than asked. What a guard asks for, such
   * as a circuit breaker, is still waited for in full or not at all.
   */
  public RetryPolicyBuilder capRetryAfter(Duration newMaxRetryAfter) {
    maxRetryAfter(newMaxRetryAfter);
    capsRetryAfter = true;
    return this;
  }

  /** Like {@link #capRetryAfter(Duration)}. */
  public RetryPolicyBuilder capRetryAfter(String newMaxRetryAfter) {
    return capRetryAfter(Durations.parse(newMaxRetryAfter));
  }

  /**
   * The longest delay before the first attempt: each call waits a random part of it, so that
   * clients that start together do not call together. Default: 0, no delay.
   */
  public RetryPolicyBuilder initialDelay(Duration newInitialDelay) {
    initialDelay = Objects.requireNonNull(newInitialDelay, "initialDelay");
    return this;
  }

  /** Like {@link #initialDelay(Duration)}. */
  public RetryPolicyBuilder initialDelay(String newInitialDelay) {
    return initialDelay(Durations.parse(newInitialDelay));
  }

  /** Retries errors and results of these kinds. */
  public RetryPolicyBuilder retryOn(FailureKind... kinds) {
    rules = ownErrorRules().kinds(List.of(kinds));
    return this;
  }

  /** Retries errors of these classes and their subclasses. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryPolicyBuilder retryOn(Class<? extends Throwable>... types) {
    return retryOn(Arrays.stream(types).toList());
  }

  /** Like {@link #retryOn(Class[])}, for lists such as {@link TransportErrors#TIMEOUTS}. */
  public RetryPolicyBuilder retryOn(Collection<? extends Class<? extends Throwable>> types) {
    types.forEach(PolicyChecks::requireRetryable);
    rules = ownErrorRules().types(types);
    return this;
  }

  /** Retries errors that match. */
  public RetryPolicyBuilder retryIf(Predicate<? super Throwable> predicate) {
    rules = ownErrorRules().error(Objects.requireNonNull(predicate, "predicate"));
    return this;
  }

  /** Retries errors that have one of these classes, or a subclass, anywhere among their causes. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryPolicyBuilder retryOnCause(Class<? extends Throwable>... types) {
    rules = ownErrorRules().causes(Arrays.stream(types).toList());
    return this;
  }

  /**
   * Retries errors and results with one of these statuses, even a {@code PERMANENT} one.
   *
   * @throws IllegalArgumentException if a status is below 400: it is no failure
   */
  public RetryPolicyBuilder retryOnStatus(int... statuses) {
    Arrays.stream(statuses).forEach(PolicyChecks::requireErrorStatus);
    rules = ownErrorRules().statuses(Arrays.stream(statuses).boxed().toList());
    return this;
  }

  /** Retries results that match, too; the rules for errors stay. */
  public RetryPolicyBuilder retryOnResult(Predicate<@Nullable Object> predicate) {
    rules = rules.result(Objects.requireNonNull(predicate, "predicate"));
    return this;
  }

  /** Retries results that match, and nothing that an earlier rule of this builder names. */
  public RetryPolicyBuilder retryOnlyOnResult(Predicate<@Nullable Object> predicate) {
    rules = rules.withoutErrorRules().withoutResultRules();
    hasOwnErrorRules = true;
    return retryOnResult(predicate);
  }

  /** Does not retry errors of these classes, whatever other rules say of their superclasses. */
  @SafeVarargs
  @SuppressWarnings("varargs") // only read
  public final RetryPolicyBuilder abortOn(Class<? extends Throwable>... types) {
    rules = rules.abortTypes(Arrays.stream(types).toList());
    return this;
  }

  /** Does not retry errors that match, whatever other rules say. */
  public RetryPolicyBuilder abortIf(Predicate<? super Throwable> predicate) {
    rules = rules.abort(Objects.requireNonNull(predicate, "predicate"));
    return this;
  }

  /**
   * Says that the operation must not take effect twice, as a payment must not. Of what the rules
   * retry, only failures that prove that nothing was sent are then retried: those the classifier
   * calls {@linkplain dev.redial.failure.Failure#isBeforeSending before sending}, as the standard
   * one does of {@link TransportErrors#BEFORE_SENDING}, and rejections where {@code retryOn} names
   * them. A timeout or a reset proves nothing; any status, a 429 too, was sent by someone who read
   * the request. An operation that sends more than one request is beyond such a proof.
   */
  public RetryPolicyBuilder nonIdempotent() {
    isIdempotent = false;
    return this;
  }

  /**
   * Closes each result that is retried, before the wait: the result itself if it is {@link
   * AutoCloseable}, or the body of a {@link java.net.http.HttpResponse}. What that throws is logged
   * and does not end the call. The result that the call returns stays open, even a failed one.
   * Default: results are left alone.
   */
  public RetryPolicyBuilder closeDroppedResults() {
    closesDroppedResults = true;
    return this;
  }

  RetryPolicyBuilder withoutDeadline() {
    deadline = null;
    return this;
  }

  private RetryRules ownErrorRules() {
    RetryRules start = hasOwnErrorRules ? rules : rules.withoutErrorRules();
    hasOwnErrorRules = true;
    return start;
  }

  /**
   * The policy.
   *
   * @throws IllegalArgumentException if settings are out of range or contradict each other; the
   *     message tells all that does not fit
   */
  public RetryPolicy build() {
    PolicyChecks.check(this);
    return new RetryPolicy(this);
  }
}
