package dev.redial.retry;

import dev.redial.backoff.Jitter;
import dev.redial.call.Attempt;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.guard.DroppedResult;
import dev.redial.guard.ErrorTrail;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
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

  private final long startNanos;
  private int tries;

  /** How often the operation ran; until a failure was read, the number of the attempt under way. */
  private int attempts;

  private Duration previousBackoff = Duration.ZERO;

  /** Made with the first wait: most calls have none. */
  private @Nullable CallWaits waits;

  private @Nullable RandomGenerator random;
  private @Nullable IdempotencyKey key;
  private boolean ended;

  /** Tells the listeners what happens; {@code null} where they do not hear of it, or not yet. */
  private @Nullable CallVoice voice;

  /**
   * A call that is about to begin, or has begun with its first attempt; on the caller's thread.
   *
   * @param call its number
   * @param isFollowed whether the listeners are told of it even if nothing fails
   */
  CallProgress(Retry retry, long call, boolean isFollowed) {
    this.retry = retry;
    this.policy = retry.policy();
    this.time = retry.time();
    this.startNanos = policy.deadline().isPresent() ? time.nanoTime() : 0;
    this.reporter = retry.reporter().forCall();
    this.call = call;
    this.voice = isFollowed ? new CallVoice(reporter, call) : null;
    this.budget = retry.budget() == null ? null : new CallBudget(retry.budget());
  }

  /** Begins the call; returns how long to wait before the first attempt. */
  Duration begin() {
    if (voice != null) {
      voice.callStarted();
    }
    Duration longest = policy.initialDelay();
    return longest.isZero()
        ? longest
        : Jitter.full().spread(longest, Duration.ZERO, Duration.ZERO, longest, random());
  }

  /**
   * The next attempt starts.
   *
   * @param isTaken whether the operation takes it; then there is a key first, whose generator may
   *     throw
   */
  void attemptStarts(boolean isTaken) {
    if (isTaken && key == null) {
      key = new IdempotencyKey(retry.isSeeded() ? random() : null);
    }
    if (budget != null && tries == 0) {
      budget.started();
    }
    tries++;
    attempts++;
    if (voice != null) {
      voice.attemptStarted(attempts);
    }
  }

  /** The attempt that has just started, for an operation that takes it. */
  Attempt attempt() {
    Duration timeLeft =
        policy
            .deadline()
            .map(deadline -> deadline.minusNanos(time.nanoTime() - startNanos))
            .orElse(null);
    return new Attempt(retry.name(), call, attempts, timeLeft, Objects.requireNonNull(key, "key"));
  }

  void succeeded() {
    if (voice != null) {
      voice.attemptSucceeded(attempts);
    }
    if (budget != null) {
      budget.succeeded();
    }
    end(tries == 1 ? EndReason.AT_ONCE : EndReason.AFTER_RETRY, null);
  }

  FailedAttempt read(Throwable error) {
    errors.add(error);
    return FailedAttempt.ofError(policy, error);
  }

  /** What follows a failed attempt; unless it is {@code Again}, the call has then ended. */
  RetryDecision decide(FailedAttempt failed) {
    voice = voiceFromNowOn();
    if (!failed.ran()) {
      attempts--;
    } else if (voice != null) {
      voice.attemptFailed(attempts, failed);
    }
    RetryDecision byRules = RetryDecision.after(failed, policy, retry.name(), this);
    if (byRules instanceof RetryDecision.Again && retry.waits().areClosed()) {
      byRules = new RetryDecision.Stop("retry '" + retry.name() + "' is closed", EndReason.CLOSED);
    }
    RetryDecision decision = budget == null ? byRules : budget.review(failed, byRules);
    if (decision instanceof RetryDecision.Stop && byRules instanceof RetryDecision.Again) {
      reporter.metrics().budgetDenied();
    }
    if (decision instanceof RetryDecision.Stop stop) {
      stop(failed, stop.rule(), failed.endReason(stop.reason()), failed.error());
    }
    return decision;
  }

  /** When something has failed, all listeners are told. */
  private @Nullable CallVoice voiceFromNowOn() {
    return voice == null && reporter.listens() ? new CallVoice(reporter, call) : voice;
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
    if (voice != null) {
      voice.retryScheduled(failed.ran() ? attempts : attempts + 1, again.delay(), failed);
    }
    drop(failed);
  }

  /** Ends a call whose thread was interrupted before it could wait. */
  RetryInterruptedException interruptedBeforeWait(FailedAttempt failed) {
    RetryInterruptedException end = interrupted(Duration.ZERO);
    stop(failed, "the thread is interrupted", EndReason.INTERRUPTED, end);
    drop(failed);
    return end;
  }

  private void drop(FailedAttempt failed) {
    if (policy.closesDroppedResults()) {
      DroppedResult.close(failed.result(), retry.name());
    }
  }

  private void stop(
      FailedAttempt failed, String rule, EndReason reason, @Nullable Throwable error) {
    if (voice != null && failed.ran()) {
      voice.retryStopped(attempts, rule, failed);
    }
    end(reason, error);
  }

  void waitStarts(Duration delay) {
    if (waits == null) {
      waits = new CallWaits(time, reporter.metrics());
    }
    waits.begin(delay, tries > 0);
  }

  void waitEnds() {
    if (waits != null) {
      waits.end();
    }
  }

  private Duration currentWait() {
    return waits == null ? Duration.ZERO : waits.current();
  }

  /** Ends a call whose thread was interrupted while it waited. */
  RetryInterruptedException interruptedInWait() {
    RetryInterruptedException end = interrupted(currentWait());
    end(EndReason.INTERRUPTED, end);
    return end;
  }

  private RetryInterruptedException interrupted(Duration during) {
    return RetryInterruptedException.of(retry.name(), attempts + 1, during, errors.last());
  }

  /** Ends a call whose retry was closed while it waited. */
  RetryClosedException closedInWait() {
    RetryClosedException end =
        RetryClosedException.inWait(retry.name(), attempts + 1, currentWait(), errors.last());
    end(EndReason.CLOSED, end);
    return end;
  }

  /** Ends a call that may not begin. */
  void refused(RuntimeException refusal) {
    end(EndReason.NOT_BEGUN, refusal);
  }

  /** Ends a call that was cancelled from outside. */
  void cancelled(@Nullable Throwable error) {
    end(EndReason.CANCELLED, error);
  }

  /** Ends a call because something other than the operation threw: a rule, the scheduler. */
  void broken(Throwable error) {
    end(EndReason.BROKEN, error);
  }

  private void end(EndReason known, @Nullable Throwable error) {
    if (ended) {
      return;
    }
    ended = true;
    EndReason reason = isTimeout(known) ? EndReason.TIMED_OUT : known;
    boolean succeeded = reason.outcome() == Outcome.SUCCEEDED;
    if (waits != null) {
      waits.callEnds(succeeded);
    }
    reporter.metrics().ended(reason, attempts);
    if (error != null) {
      boolean hasLastAsCause =
          error instanceof RetryInterruptedException || error instanceof RetryClosedException;
      Throwable carrier = hasLastAsCause ? errors.last() : error;
      errors.suppressIn(carrier == null ? error : carrier);
    }
    CallVoice last = succeeded ? voice : voiceFromNowOn();
    if (last != null) {
      last.callEnded(reason, attempts, error);
    }
  }

  /** Whether the interrupt, or the cancelling, came when there was no time left. */
  private boolean isTimeout(EndReason known) {
    return (known == EndReason.INTERRUPTED || known == EndReason.CANCELLED)
        && policy.deadline().filter(deadline -> elapsed().compareTo(deadline) >= 0).isPresent();
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
