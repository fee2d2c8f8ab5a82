package dev.redial.retry;

import dev.redial.backoff.Jitter;
import dev.redial.call.Attempt;
import dev.redial.call.Outcome;
import dev.redial.guard.DroppedResult;
import dev.redial.guard.ErrorTrail;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call under way: what it has tried, how it went, and what is told about it. It decides but
 * never waits; the two shells do. It belongs to one thread at a time.
 */
final class CallProgress implements RetryDecision.Standing {

  private final Retry retry;
  private final RetryPolicy policy;
  private final TimeSource time;
  private final CallReporter reporter;
  private final long call;
  private final ErrorTrail errors = new ErrorTrail();
  private final @Nullable CallBudget budget;

  private long startNanos;
  private int tries;

  /** How often the operation ran; until a failure was read, the number of the attempt under way. */
  private int attempts;

  private Duration previousBackoff = Duration.ZERO;
  private Duration wait = Duration.ZERO;
  private long waitStartNanos;
  private @Nullable RandomGenerator random;
  private @Nullable IdempotencyKey key;
  private boolean ended;

  CallProgress(Retry retry, long call) {
    this.retry = retry;
    this.policy = retry.policy();
    this.time = retry.time();
    this.reporter = retry.reporter();
    this.call = call;
    this.budget = retry.budget() == null ? null : new CallBudget(retry.budget());
  }

  /** Begins the call; returns how long to wait before the first attempt. */
  Duration begin() {
    startNanos = policy.deadline().isPresent() ? time.nanoTime() : 0;
    reporter.callStarted(call);
    Duration longest = policy.initialDelay();
    return longest.isZero()
        ? longest
        : Jitter.full().spread(longest, Duration.ZERO, Duration.ZERO, longest, random());
  }

  void attemptStarts() {
    if (budget != null && tries == 0) {
      budget.started();
    }
    tries++;
    attempts++;
    reporter.attemptStarted(call, attempts);
  }

  /** The attempt that has just started, for an operation that takes it. */
  Attempt attempt() {
    Duration timeLeft =
        policy
            .deadline()
            .map(deadline -> deadline.minusNanos(time.nanoTime() - startNanos))
            .orElse(null);
    if (key == null) {
      key = new IdempotencyKey(retry.isSeeded() ? random() : null);
    }
    return new Attempt(retry.name(), call, attempts, timeLeft, key);
  }

  void succeeded() {
    reporter.attemptSucceeded(call, attempts);
    if (budget != null) {
      budget.succeeded();
    }
    end(Outcome.SUCCEEDED, null);
  }

  FailedAttempt read(Throwable error) {
    errors.add(error);
    return FailedAttempt.ofError(policy, error);
  }

  /** What follows a failed attempt; unless it is {@code Again}, the call has then ended. */
  RetryDecision decide(FailedAttempt failed) {
    if (failed.ran()) {
      reporter.attemptFailed(call, attempts, failed);
    } else {
      attempts--;
    }
    RetryDecision byRules = RetryDecision.after(failed, policy, retry.name(), this);
    if (byRules instanceof RetryDecision.Again && retry.waits().areClosed()) {
      byRules = new RetryDecision.Stop("retry '" + retry.name() + "' is closed", false);
    }
    RetryDecision decision = budget == null ? byRules : budget.review(failed, byRules);
    if (decision instanceof RetryDecision.Stop && byRules instanceof RetryDecision.Again) {
      reporter.metrics().budgetDenied();
    }
    if (decision instanceof RetryDecision.Stop stop) {
      stop(failed, stop.rule(), failed.outcome(), failed.error());
    }
    return decision;
  }

  @Override
  public Duration previousBackoff() {
    return previousBackoff;
  }

  @Override
  public Duration elapsed() {
    return Duration.ofNanos(time.nanoTime() - startNanos);
  }

  @Override
  public Instant wallClock() {
    return time.instant();
  }

  @Override
  public boolean carriesKey() {
    return key != null && key.wasAsked();
  }

  /** Says that the next attempt comes, after a wait. */
  void schedule(FailedAttempt failed, RetryDecision.Again again) {
    previousBackoff = again.backoff();
    int number = failed.ran() ? attempts : attempts + 1;
    reporter.retryScheduled(call, number, again.delay());
    drop(failed);
  }

  /** Ends a call whose thread was interrupted before it could wait. */
  RetryInterruptedException interruptedBeforeWait(FailedAttempt failed) {
    RetryInterruptedException end = interrupted(Duration.ZERO);
    stop(failed, "the thread is interrupted", Outcome.ABORTED, end);
    drop(failed);
    return end;
  }

  private void drop(FailedAttempt failed) {
    if (policy.closesDroppedResults()) {
      DroppedResult.close(failed.result(), retry.name());
    }
  }

  private void stop(FailedAttempt failed, String rule, Outcome outcome, @Nullable Throwable error) {
    if (failed.ran()) {
      reporter.retryStopped(call, attempts, rule);
    }
    end(outcome, error);
  }

  void waitStarts(Duration delay) {
    wait = delay;
    waitStartNanos = time.nanoTime();
  }

  void waitEnds() {
    reporter.metrics().waited(wait);
    wait = Duration.ZERO;
  }

  /** Ends a call whose thread was interrupted while it waited. */
  RetryInterruptedException interruptedInWait() {
    RetryInterruptedException end = interrupted(wait);
    end(Outcome.ABORTED, end);
    return end;
  }

  private RetryInterruptedException interrupted(Duration during) {
    return RetryInterruptedException.of(retry.name(), attempts + 1, during, errors.last());
  }

  /** Ends a call whose retry was closed while it waited. */
  RetryClosedException closedInWait() {
    RetryClosedException end =
        RetryClosedException.inWait(retry.name(), attempts + 1, wait, errors.last());
    end(Outcome.ABORTED, end);
    return end;
  }

  /** Ends a call that may not begin. */
  void refused(RuntimeException refusal) {
    end(Outcome.REJECTED, refusal);
  }

  /** Ends a call that was cancelled from outside. */
  void cancelled(@Nullable Throwable error) {
    end(Outcome.ABORTED, error);
  }

  /** Ends a call because something other than the operation threw: a rule, the scheduler. */
  void broken(Throwable error) {
    end(Outcome.FAILED, error);
  }

  private void end(Outcome outcome, @Nullable Throwable error) {
    if (ended) {
      return;
    }
    ended = true;
    if (!wait.isZero()) {
      Duration waited = Duration.ofNanos(Math.max(0, time.nanoTime() - waitStartNanos));
      reporter.metrics().waited(waited.compareTo(wait) < 0 ? waited : wait);
    }
    if (error != null) {
      boolean hasLastAsCause =
          error instanceof RetryInterruptedException || error instanceof RetryClosedException;
      Throwable carrier = hasLastAsCause ? errors.last() : error;
      errors.suppressIn(carrier == null ? error : carrier);
    }
    reporter.callEnded(call, outcome, attempts, error);
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public int tries() {
    return tries;
  }

  /**
   * One generator per call, made when it is first needed; or the thread's own, which is not kept.
   */
  @Override
  public RandomGenerator random() {
    if (random == null) {
      random = retry.newRandom(call);
    }
    return random == null ? ThreadLocalRandom.current() : random;
  }
}
