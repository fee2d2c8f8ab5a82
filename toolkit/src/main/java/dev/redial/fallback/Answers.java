package dev.redial.fallback;

import dev.redial.failure.Classifier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a fallback is made of.
 *
 * @param observer is told each answer given: the error it answers, or {@code null} for a result
 */
record Answers<T extends @Nullable Object>(
    Rule<T> rule, Classifier classifier, Consumer<@Nullable Throwable> observer) {

  static <T extends @Nullable Object> Answers<T> by(Rule<T> rule) {
    return new Answers<>(rule, Classifier.standard(), Answers::nobodyListens);
  }

  private static void nobodyListens(@Nullable Throwable error) {}

  Answers<T> or(Answers<T> other) {
    return new Answers<>(rule.or(other.rule), classifier, observer);
  }

  Answers<T> readBy(Classifier newClassifier) {
    return new Answers<>(rule, newClassifier, observer);
  }

  Answers<T> toldTo(Consumer<@Nullable Throwable> another) {
    return new Answers<>(
        rule,
        classifier,
        error -> {
          observer.accept(error);
          another.accept(error);
        });
  }

  /** The answer to a result, or the result itself. */
  T toResult(T result) {
    Supplier<? extends T> answer = rule.toResult(result, classifier);
    if (answer == null) {
      return result;
    }
    T value = answer.get();
    observer.accept(null);
    return value;
  }

  /** The answer to an error, to be computed; {@code null} if the error passes. */
  @Nullable Supplier<? extends T> toError(Throwable error) {
    Supplier<? extends T> answer;
    try {
      answer = rule.toError(error, classifier);
    } catch (Throwable ofClassifier) {
      suppress(error, ofClassifier);
      throw ofClassifier;
    }
    return answer == null ? null : () -> compute(answer, error);
  }

  private T compute(Supplier<? extends T> answer, Throwable error) {
    T value;
    try {
      value = answer.get();
    } catch (Throwable ofFallback) {
      suppress(error, ofFallback);
      throw ofFallback;
    }
    observer.accept(error);
    return value;
  }

  @SuppressWarnings("ReferenceEquality") // the instance itself, whatever its equals says
  private static void suppress(Throwable original, Throwable thrown) {
    if (thrown != original) {
      thrown.addSuppressed(original);
    }
  }
}
