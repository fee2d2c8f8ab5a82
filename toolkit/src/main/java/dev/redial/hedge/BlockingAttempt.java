package dev.redial.hedge;

import dev.redial.call.Operation;
import dev.redial.guard.Interruptible;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of blocking code on a thread of the executor. Cancelling it interrupts that thread
 * while it runs the operation, never afterwards; and the flag it sets is gone when it is done.
 */
final class BlockingAttempt<T extends @Nullable Object> extends CompletableFuture<T>
    implements Runnable {

  private final Hedge hedge;
  private final Operation<T, ?> operation;
  private volatile @Nullable Interruptible work;

  private BlockingAttempt(Hedge hedge, Operation<T, ?> operation) {
    this.hedge = hedge;
    this.operation = operation;
  }

  static <T extends @Nullable Object> BlockingAttempt<T> start(
      Hedge hedge, Executor executor, Operation<T, ?> operation) {
    BlockingAttempt<T> attempt = new BlockingAttempt<>(hedge, operation);
    executor.execute(attempt);
    return attempt;
  }

  @Override
  public void run() {
    Interruptible running = new Interruptible();
    work = running;
    // Asked when the work can be seen: whoever cancels from now on interrupts it.
    if (isDone()) {
      running.end();
      return;
    }
    T result;
    try {
      result = operation.call();
    } catch (Throwable error) {
      boolean isOwn = running.end();
      completeExceptionally(error);
      if (error instanceof InterruptedException && !isOwn) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    running.end();
    if (!complete(result)) {
      hedge.drop(result);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    Interruptible running = work;
    if (cancelled && running != null) {
      running.interrupt();
    }
    return cancelled;
  }
}
