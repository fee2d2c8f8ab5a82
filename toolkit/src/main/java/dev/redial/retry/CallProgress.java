package dev.redial.retry;

import dev.redial.backoff.Jitter;
import dev.redial.call.Outcome;
import dev.redial.guard.ErrorTrail;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One call under way: what it has tried, how it went, and what is told about it. It decides but
 * never waits; the two shells do. It belongs to one thread at a time.
 */
final class CallProgress {

  private final Retry retry;
  private final RetryPolicy policy;
  private final TimeSource time;
  private final CallReporter reporter;
  private final long call;
  private final ErrorTrail errors = new ErrorTrail();

  private long startNanos;
  private int tries;

  /** How often the operation ran; until a failure was read, the number of the attempt under way. */
  private int attempts;

  private Duration previousBackoff = Duration.ZERO;
  private Duration wait = Duration.ZERO;
  private long waitStartNanos;
  private @Nullable RandomGenerator random;
  private boolean ended;

  CallProgress(Retry retry, long call) {
    this.retry = retry;
    this.policy = retry.policy();
    this.time = retry.time();
    this.reporter = retry.reporter();
    this.call = call;
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
    tries++;
    attempts++;
    reporter.attemptStarted(call, attempts);
  }

  void succeeded() {
    reporter.attemptSucceeded(call, attempts);
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
    Moment now = time.moment();
    RetryDecision decision =
        RetryDecision.after(
            failed,
            policy,
            retry.name(),
            new RetryDecision.Standing(
                tries,
                previousBackoff,
                Duration.ofNanos(now.nanoTime() - startNanos),
                now.instant(),
                this::random));
    if (decision instanceof RetryDecision.Stop stop) {
      stop(failed, stop.rule(), failed.outcome(), failed.error());
    }
    return decision;
  }

  /** Says that the next attempt comes, after a wait. */
  void schedule(FailedAttempt failed, RetryDecision.Again again) {
    previousBackoff = again.backoff();
    int number = failed.ran() ? attempts : attempts + 1;
    reporter.retryScheduled(call, number, again.delay());
  }

  /** Ends a call whose thread was interrupted before it could wait. */
  RetryInterruptedException interruptedBeforeWait(FailedAttempt failed) {
    RetryInterruptedException end = interrupted(Duration.ZERO);
    stop(failed, "the thread is interrupted", Outcome.ABORTED, end);
    return end;
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
      Throwable carrier = error instanceof RetryInterruptedException ? errors.last() : error;
      errors.suppressIn(carrier == null ? error : carrier);
    }
    reporter.callEnded(call, outcome, attempts, error);
  }

  boolean hasEnded() {
    return ended;
  }

  int tries() {
    return tries;
  }

  /**
   * One generator per call, made when it is first needed; or the thread's own, which is not kept.
   */
  private RandomGenerator random() {
    if (random == null) {
      random = retry.newRandom(call);
    }
    return random == null ? ThreadLocalRandom.current() : random;
  }
}
