package dev.redial.hedge;

import dev.redial.call.CallRejectedException;
import dev.redial.call.Outcome;
import dev.redial.failure.Causes;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.RetryAfter;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What came of an attempt, and what follows from it.
 *
 * @param error what it threw, or {@code null} if it returned the result
 * @param retryAfter when the other side asks to be called again, where it said so
 */
record AttemptEnd<T extends @Nullable Object>(
    Verdict verdict,
    @Nullable T result,
    @Nullable Throwable error,
    @Nullable RetryAfter retryAfter) {

  /** What follows. */
  enum Verdict {
    /** The call has its result. */
    SUCCESS,
    /** The next attempt may start. */
    REPEATABLE,
    /** It was kept from running: no further one starts, those under way go on. */
    REFUSED,
    /** The call fails. */
    FINAL
  }

  static <T extends @Nullable Object> AttemptEnd<T> of(
      HedgePolicy policy, @Nullable T result, @Nullable Throwable error) {
    return error == null ? ofResult(policy, result) : ofError(policy, error);
  }

  private static <T extends @Nullable Object> AttemptEnd<T> ofResult(
      HedgePolicy policy, @Nullable T result) {
    Failure failure = policy.classifier().classify(result, null);
    return failure == null
        ? new AttemptEnd<>(Verdict.SUCCESS, result, null, null)
        : new AttemptEnd<>(
            verdict(policy, failure), result, null, failure.retryAfter().orElse(null));
  }

  private static <T extends @Nullable Object> AttemptEnd<T> ofError(
      HedgePolicy policy, Throwable error) {
    List<Throwable> layers = Causes.layers(error);
    if (layers.stream().anyMatch(AttemptEnd::isRefusal)) {
      return new AttemptEnd<>(Verdict.REFUSED, null, error, null);
    }
    if (layers.stream().anyMatch(AttemptEnd::isNeverRepeated)) {
      return new AttemptEnd<>(Verdict.FINAL, null, error, null);
    }
    Failure given = policy.classifier().classify(null, error);
    Failure failure = given == null ? Failure.of(FailureKind.PERMANENT) : given;
    return new AttemptEnd<>(
        verdict(policy, failure), null, error, failure.retryAfter().orElse(null));
  }

  private static Verdict verdict(HedgePolicy policy, Failure failure) {
    return policy.repeatedKinds().contains(failure.kind()) ? Verdict.REPEATABLE : Verdict.FINAL;
  }

  private static boolean isRefusal(Throwable layer) {
    return layer instanceof CallRejectedException || layer instanceof RejectedExecutionException;
  }

  private static boolean isNeverRepeated(Throwable layer) {
    return layer instanceof Error || comesFromOutside(layer);
  }

  private static boolean comesFromOutside(Throwable layer) {
    return layer instanceof InterruptedException
        || layer instanceof ClosedByInterruptException
        || layer instanceof CancellationException;
  }

  /** How events name it. */
  Outcome outcome() {
    return switch (verdict) {
      case SUCCESS -> Outcome.SUCCEEDED;
      case REFUSED -> Outcome.REJECTED;
      case REPEATABLE, FINAL -> Outcome.FAILED;
    };
  }
}
