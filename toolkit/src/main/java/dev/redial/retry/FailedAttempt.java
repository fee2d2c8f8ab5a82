package dev.redial.retry;

import dev.redial.call.CallRejectedException;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.failure.Causes;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.RetryAfter;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt failed, with an error or with a result, and what that means.
 *
 * @param outcome how the call ends if it goes no further
 * @param layers the error and what it merely wraps; empty if the result is the failure
 * @param matchesResultRule whether only a rule for results makes the result a failure
 */
record FailedAttempt(
    Outcome outcome,
    Failure failure,
    List<Throwable> layers,
    @Nullable Object result,
    boolean matchesResultRule) {

  private static final Failure TRANSIENT = Failure.of(FailureKind.TRANSIENT);
  private static final Failure PERMANENT = Failure.of(FailureKind.PERMANENT);

  static FailedAttempt ofError(RetryPolicy policy, Throwable error) {
    List<Throwable> layers = Causes.layers(error);
    for (Throwable layer : layers) {
      if (layer instanceof CallRejectedException rejection) {
        Duration wait = rejection.remainingWait();
        RetryAfter retryAfter = RetryAfter.ofDelay(wait.isNegative() ? Duration.ZERO : wait);
        return new FailedAttempt(
            Outcome.REJECTED, TRANSIENT.withRetryAfter(retryAfter), layers, null, false);
      }
    }
    Failure failure = policy.classifier().classify(null, error);
    return new FailedAttempt(
        comesFromOutside(layers) ? Outcome.ABORTED : Outcome.FAILED,
        failure == null ? PERMANENT : failure,
        layers,
        null,
        false);
  }

  /** What failed about a result, or {@code null} if it is a success. */
  static @Nullable FailedAttempt ofResult(RetryPolicy policy, @Nullable Object result) {
    Failure failure = policy.classifier().classify(result, null);
    if (failure != null) {
      return new FailedAttempt(Outcome.FAILED, failure, List.of(), result, false);
    }
    return policy.rules().matchResult(result)
        ? new FailedAttempt(Outcome.FAILED, TRANSIENT, List.of(), result, true)
        : null;
  }

  /** Whether the operation ran at all. */
  boolean ran() {
    return outcome != Outcome.REJECTED;
  }

  /** The error as it was thrown, or {@code null} if the result is the failure. */
  @Nullable Throwable error() {
    return layers.isEmpty() ? null : layers.get(0);
  }

  /**
   * Why the call ends if it goes no further: what came from outside or from a guard says so itself.
   *
   * @param rule what else stops it
   */
  EndReason endReason(EndReason rule) {
    return switch (outcome) {
      case REJECTED -> EndReason.GUARD;
      case ABORTED ->
          layers.stream().anyMatch(FailedAttempt::isInterrupt)
              ? EndReason.INTERRUPTED
              : EndReason.CANCELLED;
      default -> rule;
    };
  }

  static boolean isInterrupt(Throwable error) {
    return error instanceof InterruptedException || error instanceof ClosedByInterruptException;
  }

  private static boolean comesFromOutside(List<Throwable> layers) {
    for (int i = 0; i < layers.size(); i++) {
      Throwable layer = layers.get(i);
      if (isInterrupt(layer) || layer instanceof CancellationException) {
        return true;
      }
    }
    return false;
  }
}
