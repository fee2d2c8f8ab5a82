package dev.redial.hedge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.redial.call.Operation;
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
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable Thread runner;

  @GuardedBy("lock")
  private boolean interrupts;

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
    if (!enter()) {
      return;
    }
    T result;
    try {
      result = operation.call();
    } catch (Throwable error) {
      boolean isOwn = leave();
      completeExceptionally(error);
      if (error instanceof InterruptedException && !isOwn) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    leave();
    if (!complete(result)) {
      hedge.drop(result);
    }
  }

  private boolean enter() {
    synchronized (lock) {
      if (isDone()) {
        return false;
      }
      runner = Thread.currentThread();
      return true;
    }
  }

  /** From now on no interrupt comes from here; returns whether one did. */
  private boolean leave() {
    synchronized (lock) {
      runner = null;
      return interrupts && Thread.interrupted();
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      interrupt();
    }
    return cancelled;
  }

  private void interrupt() {
    synchronized (lock) {
      if (runner != null) {
        interrupts = true;
        runner.interrupt();
      }
    }
  }
}
