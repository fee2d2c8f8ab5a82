package dev.redial.retry;

import dev.redial.call.Operation;
import dev.redial.guard.Interruptible;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call that blocks: runs the operation and waits on the caller's thread. */
final class SyncCall {

  private final Retry retry;
  private final CallProgress progress;

  private SyncCall(Retry retry, CallProgress progress) {
    this.retry = retry;
    this.progress = progress;
  }

  /** Until something fails, a call that nobody watches needs no {@code SyncCall} at all. */
  static <T extends @Nullable Object, X extends Exception> T run(
      Retry retry, Operation<T, X> operation) throws X {
    long number = 0;
    SyncCall call = null;
    if (!retry.isPlain() || operation.takesAttempt()) {
      boolean isFollowed = retry.isFollowed();
      number = retry.nextNumber(isFollowed);
      boolean begins = isFollowed || retry.watches() || operation.takesAttempt();
      call = begins ? begin(retry, number, isFollowed) : null;
    }
    while (true) {
      if (call != null) {
        call.startAttempt(operation.takesAttempt());
      }
      T result;
      try {
        result = call == null ? operation.call() : call.attempt(operation);
      } catch (Throwable error) {
        call = call == null ? afterFirst(retry, number) : call;
        if (!call.goesOnAfter(error)) {
          throw error;
        }
        continue;
      }
      FailedAttempt failed;
      try {
        failed = FailedAttempt.ofResult(retry.policy(), result);
      } catch (Throwable broken) {
        (call == null ? afterFirst(retry, number) : call).progress.broken(broken);
        throw broken;
      }
      if (failed == null) {
        succeeded(retry, call);
        return result;
      }
      call = call == null ? afterFirst(retry, number) : call;
      if (!call.goesOnAfter(failed)) {
        return result;
      }
    }
  }

  private void startAttempt(boolean isTaken) {
    try {
      progress.attemptStarts(isTaken);
    } catch (Throwable broken) {
      progress.broken(broken);
      throw broken;
    }
  }

  private <T extends @Nullable Object, X extends Exception> T attempt(Operation<T, X> operation)
      throws X {
    return operation.takesAttempt() ? operation.call(progress.attempt()) : operation.call();
  }

  private static SyncCall begin(Retry retry, long number, boolean isFollowed) {
    SyncCall call = new SyncCall(retry, new CallProgress(retry, number, isFollowed));
    RuntimeException refusal = retry.refusal();
    if (refusal != null) {
      call.progress.refused(refusal);
      throw refusal;
    }
    Duration delay;
    try {
      delay = call.progress.begin();
    } catch (Throwable broken) {
      call.progress.broken(broken);
      throw broken;
    }
    call.pause(delay);
    return call;
  }

  /** Nobody is told of the first attempt late: nobody follows, or this call would have begun. */
  private static SyncCall afterFirst(Retry retry, long number) {
    SyncCall call = new SyncCall(retry, new CallProgress(retry, number, false));
    call.progress.attemptStarts(false);
    return call;
  }

  private static void succeeded(Retry retry, @Nullable SyncCall call) {
    if (call == null) {
      retry.succeededAtOnce();
    } else {
      call.progress.succeeded();
    }
  }

  private boolean goesOnAfter(Throwable error) {
    if (error instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    FailedAttempt failed;
    try {
      failed = progress.read(error);
    } catch (Throwable broken) {
      progress.broken(broken);
      throw broken;
    }
    return goesOnAfter(failed);
  }

  /** Whether there is another attempt; the wait for it is then over. */
  private boolean goesOnAfter(FailedAttempt failed) {
    RetryDecision decision;
    try {
      decision = progress.decide(failed);
    } catch (Throwable broken) {
      progress.broken(broken);
      throw broken;
    }
    if (!(decision instanceof RetryDecision.Again again)) {
      return false;
    }
    if (Thread.currentThread().isInterrupted()) {
      throw progress.interruptedBeforeWait(failed);
    }
    progress.schedule(failed, again);
    pause(again.delay());
    return true;
  }

  private void pause(Duration delay) {
    if (delay.isZero()) {
      return;
    }
    progress.waitStarts(delay);
    Interruptible wait = new Interruptible();
    Runnable end = wait::interrupt;
    retry.waits().begin(end);
    try {
      retry.time().sleep(delay);
    } catch (InterruptedException e) {
      throw interruptedIn(wait);
    } catch (RuntimeException | Error broken) {
      wait.end();
      progress.broken(broken);
      throw broken;
    } finally {
      retry.waits().over(end);
    }
    if (wait.end()) {
      throw progress.closedInWait();
    }
    progress.waitEnds();
  }

  private RuntimeException interruptedIn(Interruptible wait) {
    if (wait.end()) {
      return progress.closedInWait();
    }
    Thread.currentThread().interrupt();
    return progress.interruptedInWait();
  }
}
