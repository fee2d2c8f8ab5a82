package dev.redial.fallback;

import dev.redial.failure.Classifier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers some results. */
record ResultRule<T extends @Nullable Object>(
    Predicate<? super T> unwanted, Function<? super T, ? extends T> answer) implements Rule<T> {

  @Override
  public @Nullable Supplier<? extends T> toError(Throwable error, Classifier classifier) {
    return null;
  }

  @Override
  public @Nullable Supplier<? extends T> toResult(T result, Classifier classifier) {
    return unwanted.test(result) ? () -> answer.apply(result) : null;
  }
}
