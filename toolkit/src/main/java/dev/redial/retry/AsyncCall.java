package dev.redial.retry;

import dev.redial.call.AsyncOperation;
import dev.redial.failure.Causes;
import dev.redial.guard.BoundOperation;
import dev.redial.guard.SerialSteps;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call that does not block. Whatever happens to it (a stage completes, a wait ends, the future is
 * cancelled) is a step, and steps run one at a time: so it ends once, tells things in order and
 * holds no lock.
 */
final class AsyncCall<T extends @Nullable Object> {

  private final Retry retry;
  private final TimeSource time;
  private final RetryPolicy policy;
  private final CallProgress progress;
  private final Supplier<? extends @Nullable CompletionStage<T>> operation;
  private final CompletableFuture<T> future;
  private final UnaryOperator<Runnable> context;
  private final SerialSteps steps = new SerialSteps();
  private final Runnable endOfWait = this::endWait;

  private @Nullable Scheduled timer;
  private @Nullable Scheduled work;
  private @Nullable Scheduled handover;

  private AsyncCall(
      Retry retry, Supplier<? extends @Nullable CompletionStage<T>> operation, boolean isFollowed) {
    this.retry = retry;
    this.time = retry.time();
    this.policy = retry.policy();
    this.progress = new CallProgress(retry, retry.nextNumber(isFollowed), isFollowed);
    this.operation = operation;
    this.future = time.newFuture();
    this.context = captureContext(retry);
    var unused = future.whenComplete((result, error) -> completed(error));
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Retry retry, Supplier<? extends @Nullable CompletionStage<T>> operation, boolean isFollowed) {
    AsyncCall<T> call = new AsyncCall<>(retry, operation, isFollowed);
    call.step(call::begin);
    return call.future;
  }

  /** A call that nobody follows, and whose first attempt is under way or has just ended. */
  static <T extends @Nullable Object> AsyncCall<T> underWay(
      Retry retry,
      Supplier<? extends @Nullable CompletionStage<T>> operation,
      Scheduled firstAttempt) {
    AsyncCall<T> call = new AsyncCall<>(retry, operation, false);
    call.step(
        () -> {
          call.progress.attemptStarts(false);
          call.work = firstAttempt;
        });
    return call;
  }

  CompletableFuture<T> future() {
    return future;
  }

  /** The attempt under way ended. */
  void end(@Nullable T result, @Nullable Throwable error) {
    step(() -> attemptEnded(result, error));
  }

  /** The attempt under way failed. */
  void fail(FailedAttempt failed) {
    step(() -> failed(failed));
  }

  /** Something other than the operation threw. */
  void breakOff(Throwable broken) {
    progress.broken(broken);
    future.completeExceptionally(broken);
  }

  private void step(Runnable action) {
    steps.run(safe(action));
  }

  /** An action in the caller's context; its errors, and those of the context, end the call. */
  private Runnable safe(Runnable action) {
    Runnable caught = () -> runOrBreakOff(action);
    return () -> runOrBreakOff(() -> context.apply(caught).run());
  }

  private void runOrBreakOff(Runnable action) {
    try {
      action.run();
    } catch (Throwable broken) {
      breakOff(broken);
    }
  }

  private static UnaryOperator<Runnable> captureContext(Retry retry) {
    try {
      return retry.captureContext();
    } catch (RuntimeException | Error broken) {
      return action -> {
        throw broken;
      };
    }
  }

  private void begin() {
    RuntimeException refusal = retry.refusal();
    if (refusal != null) {
      progress.refused(refusal);
      future.completeExceptionally(refusal);
      return;
    }
    Duration delay = progress.begin();
    if (delay.isZero()) {
      step(this::attempt);
    } else {
      pause(delay);
    }
  }

  private void pause(Duration delay) {
    if (delay.isZero()) {
      nextAttempt();
      return;
    }
    progress.waitStarts(delay);
    timer = time.schedule(delay, () -> step(this::wake));
    retry.waits().begin(endOfWait);
  }

  private void wake() {
    if (!progress.hasEnded() && timer != null) {
      timer = null;
      retry.waits().over(endOfWait);
      progress.waitEnds();
      nextAttempt();
    }
  }

  private void endWait() {
    step(this::close);
  }

  /** The retry is closed; if the wait is just over, that is found after the next attempt. */
  private void close() {
    if (!progress.hasEnded() && timer != null) {
      timer.cancel();
      timer = null;
      future.completeExceptionally(progress.closedInWait());
    }
  }

  private void nextAttempt() {
    Executor executor = retry.executor();
    if (executor == null) {
      step(this::attempt);
    } else {
      steps.runOn(step -> handOver(step, executor), safe(this::attempt), this::breakOff);
    }
  }

  /**
   * Lets an executor run a step, as work under way of which time must know until it is done. It
   * begins only when its end is listened to, so that the executor's thread is the one that hears.
   */
  private void handOver(Runnable step, Executor executor) {
    CompletableFuture<Void> turn = new CompletableFuture<>();
    Scheduled handedOver = time.<Void>start(() -> turn, (nothing, error) -> step.run());
    handover = handedOver;
    try {
      executor.execute(() -> turn.complete(null));
    } catch (Throwable refusal) {
      handedOver.cancel();
      throw refusal;
    }
  }

  private void attempt() {
    if (future.isDone()) {
      return;
    }
    progress.attemptStarts(operation instanceof AsyncOperation<?>);
    work = time.<T>start(BoundOperation.<T>of(operation, progress::attempt), this::end);
  }

  private void attemptEnded(@Nullable T result, @Nullable Throwable error) {
    if (progress.hasEnded()) {
      return;
    }
    if (error != null) {
      failed(progress.read(Causes.withoutCompletion(error)));
      return;
    }
    FailedAttempt failed = FailedAttempt.ofResult(policy, result);
    if (failed == null) {
      progress.succeeded();
      future.complete(result);
    } else {
      failed(failed);
    }
  }

  private void failed(FailedAttempt failed) {
    if (progress.decide(failed) instanceof RetryDecision.Again again) {
      progress.schedule(failed, again);
      pause(again.delay());
      return;
    }
    Throwable error = failed.error();
    if (error == null) {
      complete(failed.result());
    } else {
      future.completeExceptionally(error);
    }
  }

  @SuppressWarnings("unchecked") // the result came from a stage of T
  private void complete(@Nullable Object result) {
    future.complete((T) result);
  }

  /** Needs no further attempt, nor the executor that has one: it may never come to it. */
  private void completed(@Nullable Throwable error) {
    step(() -> stop(error));
    steps.stayHere();
  }

  /**
   * The future was completed: by this call, which then has ended, or from outside. Should something
   * have broken in between, there still is what it waits for.
   */
  private void stop(@Nullable Throwable error) {
    if (handover != null) {
      handover.cancel();
    }
    progress.cancelled(error);
    if (timer != null) {
      timer.cancel();
      timer = null;
      retry.waits().over(endOfWait);
    }
    if (work != null) {
      work.cancel();
    }
  }
}
