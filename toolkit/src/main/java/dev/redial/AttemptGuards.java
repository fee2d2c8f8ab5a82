package dev.redial;

import dev.redial.breaker.CircuitBreaker;
import dev.redial.call.AsyncOperation;
import dev.redial.call.Attempt;
import dev.redial.call.ContextCarrier;
import dev.redial.call.Operation;
import dev.redial.guard.BoundOperation;
import dev.redial.hedge.Hedge;
import dev.redial.time.TimeSource;
import dev.redial.timeout.Timeout;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What stands around each attempt: hedge ← circuit breaker ← attempt timeout, as far as they are
 * there.
 *
 * @param name what messages call all of it
 */
record AttemptGuards(
    String name,
    @Nullable Hedge hedge,
    @Nullable CircuitBreaker breaker,
    @Nullable Timeout timeout,
    @Nullable ContextCarrier context,
    TimeSource time) {

  <T extends @Nullable Object, X extends Exception> Operation<T, X> guard(
      Operation<T, X> operation) {
    Hedge hedging = blockingHedge();
    Operation<T, X> once = guardOnce(operation);
    if (hedging == null) {
      return once;
    }
    return once.takesAttempt()
        ? Operation.<T, X>withAttempt(
            attempt -> {
              Supplier<Attempt> current = whenever(attempt);
              return hedging.call(() -> once.call(current.get()));
            })
        : () -> hedging.call(once);
  }

  /** The attempt as each of its hedges finds it, with the time that is left by then. */
  private Supplier<Attempt> whenever(Attempt attempt) {
    Duration left = attempt.timeLeft().orElse(null);
    if (left == null) {
      return () -> attempt;
    }
    long start = time.nanoTime();
    return () ->
        new Attempt(
            attempt.name(),
            attempt.call(),
            attempt.number(),
            left.minusNanos(time.nanoTime() - start),
            attempt::idempotencyKey);
  }

  /** Refused here, where no retry policy could take the refusal for a failure. */
  private @Nullable Hedge blockingHedge() {
    if (hedge != null && !hedge.hedgesBlockingCalls()) {
      throw new IllegalStateException(
          "Resilience '"
              + name
              + "' hedges its attempts, and several attempts of blocking code need several"
              + " threads; give it an executor by hedge(policy, executor), or use callAsync");
    }
    return hedge;
  }

  private <T extends @Nullable Object, X extends Exception> Operation<T, X> guardOnce(
      Operation<T, X> operation) {
    if (timeout != null) {
      return Operation.<T, X>withAttempt(
          attempt -> {
            Timeout cut = cutToTimeLeft(timeout, attempt);
            return inCircuit(() -> cut.call(() -> operation.call(attempt)));
          });
    }
    if (breaker == null) {
      return operation;
    }
    return operation.takesAttempt()
        ? Operation.<T, X>withAttempt(attempt -> inCircuit(() -> operation.call(attempt)))
        : () -> breaker.call(operation);
  }

  private <T extends @Nullable Object, X extends Exception> T inCircuit(Operation<T, X> operation)
      throws X {
    return breaker == null ? operation.call() : breaker.call(operation);
  }

  <T extends @Nullable Object> Supplier<? extends CompletionStage<T>> guard(
      Supplier<? extends CompletionStage<T>> operation) {
    Supplier<? extends CompletionStage<T>> once = guardOnce(operation);
    if (hedge == null) {
      return once;
    }
    return once instanceof AsyncOperation<?>
        ? AsyncOperation.<T>withAttempt(
            attempt ->
                hedge.callAsync(this.<T>inContext(BoundOperation.<T>of(once, whenever(attempt)))))
        : () -> hedge.callAsync(this.<T>inContext(once));
  }

  /** What hedges start on the scheduler's thread, in the context of the thread that is here. */
  private <T extends @Nullable Object> Supplier<? extends CompletionStage<T>> inContext(
      Supplier<? extends CompletionStage<T>> operation) {
    if (context == null) {
      return operation;
    }
    UnaryOperator<Runnable> captured = context.capture();
    return () -> {
      AtomicReference<CompletionStage<T>> started = new AtomicReference<>();
      captured.apply(() -> started.set(operation.get())).run();
      return started.get();
    };
  }

  private <T extends @Nullable Object> Supplier<? extends CompletionStage<T>> guardOnce(
      Supplier<? extends CompletionStage<T>> operation) {
    if (timeout != null) {
      return AsyncOperation.<T>withAttempt(
          attempt -> {
            Timeout cut = cutToTimeLeft(timeout, attempt);
            return inCircuit(() -> cut.callAsync(BoundOperation.of(operation, () -> attempt)));
          });
    }
    if (breaker == null) {
      return operation;
    }
    return operation instanceof AsyncOperation<?>
        ? AsyncOperation.<T>withAttempt(
            attempt -> inCircuit(BoundOperation.of(operation, () -> attempt)))
        : () -> breaker.callAsync(operation);
  }

  private <T extends @Nullable Object> CompletionStage<T> inCircuit(
      Supplier<? extends CompletionStage<T>> operation) {
    return breaker == null ? operation.get() : breaker.callAsync(operation);
  }

  private static Timeout cutToTimeLeft(Timeout timeout, Attempt attempt) {
    return attempt.timeLeft().map(timeout::within).orElse(timeout);
  }
}
