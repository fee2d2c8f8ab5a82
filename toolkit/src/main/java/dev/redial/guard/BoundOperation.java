package dev.redial.guard;

import dev.redial.call.AsyncOperation;
import dev.redial.call.Attempt;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What starts one attempt of an operation, whether it takes its attempt or not. */
public final class BoundOperation {

  private BoundOperation() {}

  /**
   * Binds an operation to an attempt.
   *
   * @param attempt asked only if the operation takes it
   */
  public static <T extends @Nullable Object> Supplier<? extends @Nullable CompletionStage<T>> of(
      Supplier<? extends @Nullable CompletionStage<T>> operation, Supplier<Attempt> attempt) {
    // Whatever else it is, an AsyncOperation that supplies stages of T is one of T.
    @SuppressWarnings("unchecked")
    AsyncOperation<T> taking =
        operation instanceof AsyncOperation<?> one ? (AsyncOperation<T>) one : null;
    return taking == null ? operation : () -> taking.start(attempt.get());
  }
}
