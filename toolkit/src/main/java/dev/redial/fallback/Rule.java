package dev.redial.fallback;

import dev.redial.failure.Classifier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which ends of a call a fallback answers, and with what. */
@FunctionalInterface
interface Rule<T extends @Nullable Object> {

  /** The answer to an error, to be computed; {@code null} lets the error pass. */
  @Nullable Supplier<? extends T> toError(Throwable error, Classifier classifier);

  /** The answer to a result, to be computed; {@code null} lets the result pass. */
  default @Nullable Supplier<? extends T> toResult(T result, Classifier classifier) {
    return null;
  }

  /** This rule, and the other one for what this one lets pass. */
  default Rule<T> or(Rule<T> other) {
    Rule<T> first = this;
    return new Rule<>() {
      @Override
      public @Nullable Supplier<? extends T> toError(Throwable error, Classifier classifier) {
        Supplier<? extends T> answer = first.toError(error, classifier);
        return answer != null ? answer : other.toError(error, classifier);
      }

      @Override
      public @Nullable Supplier<? extends T> toResult(T result, Classifier classifier) {
        Supplier<? extends T> answer = first.toResult(result, classifier);
        return answer != null ? answer : other.toResult(result, classifier);
      }
    };
  }
}
