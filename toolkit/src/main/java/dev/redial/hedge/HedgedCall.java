package dev.redial.hedge;

import dev.redial.call.Outcome;
import dev.redial.failure.Causes;
import dev.redial.failure.RetryAfter;
import dev.redial.guard.ErrorTrail;
import dev.redial.guard.SerialSteps;
import dev.redial.time.Durations;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One hedged call. Whatever happens to it (an attempt ends, a delay is over, the future is
 * cancelled) is a step, and steps run one at a time, without a lock: so it ends once and tells
 * things in order. A step decides that an attempt starts; the operation itself runs after the step,
 * so that a slow start keeps nobody from seeing another attempt's success.
 */
final class HedgedCall<T extends @Nullable Object> {

  private final Hedge hedge;
  private final HedgePolicy policy;
  private final TimeSource time;
  private final HedgeReporter reporter;
  private final long number;
  private final Supplier<? extends @Nullable CompletionStage<T>> operation;
  private final CompletableFuture<T> future;
  private final Consumer<Runnable> steps;
  private final Queue<HedgedAttempt<T>> starts = new ConcurrentLinkedQueue<>();

  private final Set<HedgedAttempt<T>> inFlight = new LinkedHashSet<>();
  private final ErrorTrail errors = new ErrorTrail();
  private int started;
  private boolean startsNoMore;
  private boolean isOver;
  private @Nullable Scheduled timer;

  /** Tells a timer's step whether its timer was replaced while it was on its way. */
  private int timers;

  private boolean mustWait;
  private long notBefore;
  private @Nullable AttemptEnd<T> last;

  private HedgedCall(
      Hedge hedge,
      Supplier<? extends @Nullable CompletionStage<T>> operation,
      Consumer<Runnable> steps) {
    this.hedge = hedge;
    this.steps = steps;
    policy = hedge.policy();
    time = hedge.time();
    reporter = hedge.reporter().forCall();
    number = reporter.nextCall();
    this.operation = operation;
    future = time.newFuture();
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Hedge hedge, Supplier<? extends @Nullable CompletionStage<T>> operation) {
    return start(hedge, operation, new SerialSteps()::run);
  }

  /** Starts a call whose steps this runs; only one at a time, if the call is to be right. */
  static <T extends @Nullable Object> CompletableFuture<T> start(
      Hedge hedge,
      Supplier<? extends @Nullable CompletionStage<T>> operation,
      Consumer<Runnable> steps) {
    HedgedCall<T> call = new HedgedCall<>(hedge, operation, steps);
    var unused = call.future.whenComplete((result, error) -> call.step(call::stop));
    call.step(call::startNext);
    return call.future;
  }

  private void step(Runnable action) {
    steps.accept(
        () -> {
          try {
            action.run();
          } catch (Throwable broken) {
            fail(broken);
          }
        });
    for (HedgedAttempt<T> next = starts.poll(); next != null; next = starts.poll()) {
      run(next);
    }
  }

  /** Runs the operation; no step, so that it may take its time. */
  private void run(HedgedAttempt<T> attempt) {
    if (attempt.isGivenUp()) {
      return;
    }
    if (attempt.number() > 1) {
      reporter.hedgeRuns();
    }
    attempt.underWay(
        time.start(
            () -> attempt.watched(operation.get()),
            (result, error) -> step(() -> ended(attempt, result, error))));
  }

  private void startNext() {
    HedgedAttempt<T> attempt = new HedgedAttempt<>(hedge, ++started);
    mustWait = false;
    inFlight.add(attempt);
    if (started > 1) {
      reporter.hedgeStarted(number, started);
    }
    if (mayStartMore()) {
      startAfter(policy.delayBefore(started + 1));
    }
    starts.add(attempt);
  }

  private boolean mayStartMore() {
    return !isOver && !startsNoMore && started < policy.maxAttempts();
  }

  private void startAfter(Duration delay) {
    forgetTimer();
    int mine = timers;
    timer = time.schedule(delay, () -> step(() -> due(mine)));
  }

  private void due(int itsTimer) {
    if (itsTimer == timers && mayStartMore()) {
      forgetTimer();
      startNext();
    }
  }

  private void forgetTimer() {
    timers++;
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void ended(HedgedAttempt<T> attempt, @Nullable T result, @Nullable Throwable error) {
    if (isOver) {
      attempt.drop(result);
      return;
    }
    AttemptEnd<T> end;
    try {
      end = AttemptEnd.of(policy, result, error == null ? null : Causes.withoutCompletion(error));
    } catch (Throwable ofClassifier) {
      attempt.drop(result);
      throw ofClassifier;
    }
    inFlight.remove(attempt);
    reporter.attemptEnded(number, attempt.number(), end.outcome(), end.error());
    switch (end.verdict()) {
      case SUCCESS -> succeed(attempt, end);
      case FINAL -> {
        keep(end);
        end(end);
      }
      case REFUSED -> refused(end);
      case REPEATABLE -> {
        keep(end);
        goOn(end);
      }
    }
  }

  private void succeed(HedgedAttempt<T> attempt, AttemptEnd<T> end) {
    conclude();
    dropLast();
    if (!complete(end.result())) {
      attempt.drop(end.result());
    }
  }

  /** Takes it for the latest failure; what was the latest is dropped. */
  private void keep(AttemptEnd<T> end) {
    dropLast();
    last = end;
    if (end.error() != null) {
      errors.add(end.error());
    }
  }

  private void refused(AttemptEnd<T> refusal) {
    startsNoMore = true;
    forgetTimer();
    if (last == null && inFlight.isEmpty()) {
      end(refusal);
    } else if (refusal.error() != null) {
      errors.add(refusal.error());
      endIfNothingIsLeft();
    }
  }

  private void goOn(AttemptEnd<T> failed) {
    if (failed.retryAfter() != null) {
      obey(failed.retryAfter());
    }
    if (!mayStartMore()) {
      endIfNothingIsLeft();
    } else if (!mustWait) {
      forgetTimer();
      startNext();
    } else {
      startAfter(Duration.ofNanos(Math.max(0, notBefore - time.nanoTime())));
    }
  }

  private void obey(RetryAfter retryAfter) {
    Duration asked = retryAfter.delayAt(time.instant());
    if (retryAfter.isNever() || asked.compareTo(policy.maxRetryAfter()) > 0) {
      startsNoMore = true;
      forgetTimer();
    } else if (!asked.isZero()) {
      long until = time.nanoTime() + Durations.saturatedNanos(asked);
      notBefore = mustWait && notBefore - until > 0 ? notBefore : until;
      mustWait = true;
    }
  }

  private void endIfNothingIsLeft() {
    if (inFlight.isEmpty() && last != null) {
      end(last);
    }
  }

  private void end(AttemptEnd<T> end) {
    if (end.error() != null) {
      fail(end.error());
      return;
    }
    conclude();
    if (!complete(end.result())) {
      hedge.drop(end.result());
    }
  }

  private void fail(Throwable error) {
    conclude();
    dropLast();
    errors.suppressIn(error);
    future.completeExceptionally(error);
  }

  /** The future was completed: by this call, which then is over, or from outside. */
  private void stop() {
    if (!isOver) {
      conclude();
      dropLast();
    }
  }

  /** Nothing starts any more, and what is under way is given up. */
  private void conclude() {
    isOver = true;
    forgetTimer();
    List<HedgedAttempt<T>> losers = List.copyOf(inFlight);
    inFlight.clear();
    for (HedgedAttempt<T> loser : losers) {
      reporter.attemptEnded(number, loser.number(), Outcome.ABORTED, null);
      loser.giveUp();
    }
  }

  private void dropLast() {
    AttemptEnd<T> dropped = last;
    last = null;
    if (dropped != null) {
      hedge.drop(dropped.result());
    }
  }

  @SuppressWarnings("NullAway") // what came from a stage of T is a T
  private boolean complete(@Nullable T result) {
    return future.complete(result);
  }
}
