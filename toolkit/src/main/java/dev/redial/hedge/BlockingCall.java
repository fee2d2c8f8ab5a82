package dev.redial.hedge;

import dev.redial.call.Operation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A hedged call of blocking code: the attempts run on the executor, and the caller waits. */
final class BlockingCall {

  private BlockingCall() {}

  static <T extends @Nullable Object, X extends Exception> T run(
      Hedge hedge, Executor executor, Operation<T, X> operation) throws X {
    if (Thread.currentThread().isInterrupted()) {
      throw HedgeInterruptedException.beforeStart(hedge.name());
    }
    CompletableFuture<T> call =
        HedgedCall.start(hedge, () -> BlockingAttempt.start(hedge, executor, operation));
    await(hedge, call);
    return Ended.<T, X>of(call);
  }

  /** Waits for the end; a call whose end is as early as the interrupt has ended. */
  private static void await(Hedge hedge, CompletableFuture<?> call) {
    try {
      Object unused = call.get();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      if (call.cancel(true)) {
        throw HedgeInterruptedException.inCall(hedge.name());
      }
    } catch (ExecutionException | CancellationException ended) {
      // How it ended is read without the wrapping.
    } finally {
      // Should a test's clock have given up the wait, nothing stays behind.
      call.cancel(true);
    }
  }

  private record Ended<T extends @Nullable Object>(T result, @Nullable Throwable error) {

    static <T extends @Nullable Object, X extends Exception> T of(CompletableFuture<T> call)
        throws X {
      Ended<T> end = call.<Ended<T>>handle(Ended::new).join();
      if (end.error() != null) {
        throw Ended.<X>asDeclared(end.error());
      }
      return end.result();
    }

    /** The operation throws X, or what need not be declared. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asDeclared(Throwable error) throws X {
      throw (X) error;
    }
  }
}
