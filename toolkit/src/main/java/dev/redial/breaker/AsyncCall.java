package dev.redial.breaker;

import dev.redial.failure.Causes;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One asynchronous call. Its permit is given back once: by the end of the operation's stage, or by
 * the caller who completed the answer first, whichever takes the permit.
 */
final class AsyncCall<T extends @Nullable Object> {

  private final PermittedEnds ends;
  private final CompletableFuture<T> answer;
  private final AtomicReference<@Nullable Permit> held;

  private AsyncCall(PermittedEnds ends, Permit permit, CompletableFuture<T> answer) {
    this.ends = ends;
    this.answer = answer;
    held = new AtomicReference<>(permit);
  }

  static <T extends @Nullable Object> CompletableFuture<T> start(
      Circuit circuit,
      PermittedEnds ends,
      TimeSource time,
      Supplier<? extends CompletionStage<T>> supplier) {
    CompletableFuture<T> answer = time.newFuture();
    Permit permit;
    try {
      permit = circuit.admit();
    } catch (CircuitOpenException rejection) {
      answer.completeExceptionally(rejection);
      return answer;
    }
    new AsyncCall<>(ends, permit, answer).start(time, supplier);
    return answer;
  }

  private void start(TimeSource time, Supplier<? extends CompletionStage<T>> supplier) {
    Scheduled work = time.start(supplier, this::ended);
    if (held.get() != null) {
      CompletionStage<T> unlessCallerEndsIt = answer;
      unlessCallerEndsIt.whenComplete((result, error) -> abandoned(work, error));
    }
  }

  private void ended(@Nullable T result, @Nullable Throwable error) {
    Permit permit = held.getAndSet(null);
    if (permit == null) {
      return;
    }
    // The circuit first: who sees the answer sees what it did to the circuit.
    try {
      if (error == null) {
        ends.returned(permit, result);
      } else {
        ends.threw(permit, error);
      }
    } catch (Throwable classifierError) {
      answer.completeExceptionally(classifierError);
      return;
    }
    if (error == null) {
      answer.complete(result);
    } else {
      answer.completeExceptionally(Causes.withoutCompletion(error));
    }
  }

  /** The caller completed the answer: cancelled it, say, or let it time out. */
  private void abandoned(Scheduled work, @Nullable Throwable error) {
    Permit permit = held.getAndSet(null);
    if (permit == null) {
      return;
    }
    try {
      if (error == null) {
        ends.released(permit);
      } else {
        ends.threw(permit, error);
      }
    } finally {
      work.cancel();
    }
  }
}
