package dev.redial.retry;

import dev.redial.failure.Causes;
import dev.redial.guard.SerialSteps;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that does not block. Whatever happens to it (a stage completes, a wait ends, the future is
 * cancelled) is a step, and steps run one at a time: so it ends once, tells things in order and
 * holds no lock.
 */
final class AsyncCall<T extends @Nullable Object> {

  private final TimeSource time;
  private final RetryPolicy policy;
  private final CallProgress progress;
  private final Supplier<? extends @Nullable CompletionStage<T>> operation;
  private final CompletableFuture<T> future;
  private final SerialSteps steps = new SerialSteps();

  private @Nullable Scheduled timer;
  private @Nullable Scheduled work;

  private AsyncCall(Retry retry, Supplier<? extends @Nullable CompletionStage<T>> operation) {
    this.time = retry.time();
    this.policy = retry.policy();
    this.progress = new CallProgress(retry, retry.nextNumber());
    this.operation = operation;
    this.future = time.newFuture();
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Retry retry, Supplier<? extends @Nullable CompletionStage<T>> operation) {
    AsyncCall<T> call = new AsyncCall<>(retry, operation);
    var unused = call.future.whenComplete((result, error) -> call.step(() -> call.stop(error)));
    call.step(() -> call.pause(call.progress.begin()));
    return call.future;
  }

  private void step(Runnable action) {
    steps.run(
        () -> {
          try {
            action.run();
          } catch (Throwable broken) {
            progress.broken(broken);
            future.completeExceptionally(broken);
          }
        });
  }

  private void pause(Duration delay) {
    if (delay.isZero()) {
      step(this::attempt);
      return;
    }
    progress.waitStarts(delay);
    timer = time.schedule(delay, () -> step(this::wake));
  }

  private void wake() {
    if (!progress.hasEnded() && timer != null) {
      timer = null;
      progress.waitEnds();
      attempt();
    }
  }

  private void attempt() {
    if (future.isDone()) {
      return;
    }
    progress.attemptStarts();
    work = time.start(operation, (result, error) -> step(() -> attemptEnded(result, error)));
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

  /** The future was completed: by this call, which then has ended, or from outside. */
  private void stop(@Nullable Throwable error) {
    if (progress.hasEnded()) {
      return;
    }
    progress.cancelled(error);
    if (timer != null) {
      timer.cancel();
    }
    if (work != null) {
      work.cancel();
    }
  }
}
