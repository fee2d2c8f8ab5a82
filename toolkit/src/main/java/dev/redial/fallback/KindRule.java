package dev.redial.fallback;

import dev.redial.call.CallRejectedException;
import dev.redial.failure.Causes;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers failures of one kind, be they errors or results. */
record KindRule<T extends @Nullable Object>(
    FailureKind kind, Function<? super Failure, ? extends T> answer) implements Rule<T> {

  @Override
  public @Nullable Supplier<? extends T> toError(Throwable error, Classifier classifier) {
    if (!Ends.isOrdinary(error)
        || Causes.layers(error).stream().anyMatch(CallRejectedException.class::isInstance)) {
      return null;
    }
    Failure failure = classifier.classify(null, error);
    return to(failure == null ? Failure.of(FailureKind.PERMANENT) : failure);
  }

  @Override
  public @Nullable Supplier<? extends T> toResult(T result, Classifier classifier) {
    Failure failure = classifier.classify(result, null);
    return failure == null ? null : to(failure);
  }

  private @Nullable Supplier<? extends T> to(Failure failure) {
    return failure.kind() == kind ? () -> answer.apply(failure) : null;
  }
}
