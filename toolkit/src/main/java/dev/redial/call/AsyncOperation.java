package dev.redial.call;

import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user's code that starts something, is told which attempt it is, and returns the stage at
 * which that ends. One that need not be told is a plain {@link Supplier} of its stage.
 *
 * @param <T> what the stage completes with
 */
@FunctionalInterface
public interface AsyncOperation<T extends @Nullable Object> extends Supplier<CompletionStage<T>> {

  /** Starts the code once, as this attempt. */
  CompletionStage<T> start(Attempt attempt);

  /** Starts the code where no retry runs it: as attempt 1 of a call by itself. */
  @Override
  default CompletionStage<T> get() {
    return start(AttemptOperation.alone());
  }

  /**
   * An operation that is told which attempt it is:
   *
   * <pre>{@code
   * retry.callAsync(AsyncOperation.withAttempt(attempt -> client.charge(order, attempt.number())));
   * }</pre>
   */
  static <T extends @Nullable Object> AsyncOperation<T> withAttempt(AsyncOperation<T> operation) {
    return Objects.requireNonNull(operation, "operation");
  }

  /**
   * What starts this attempt of an operation, whether it takes its attempt or not.
   *
   * @param attempt asked only if it does
   */
  static <T extends @Nullable Object> Supplier<? extends @Nullable CompletionStage<T>> bind(
      Supplier<? extends @Nullable CompletionStage<T>> operation, Supplier<Attempt> attempt) {
    // Whatever else it is, an AsyncOperation that supplies stages of T is one of T.
    @SuppressWarnings("unchecked")
    AsyncOperation<T> taking =
        operation instanceof AsyncOperation<?> one ? (AsyncOperation<T>) one : null;
    return taking == null ? operation : () -> taking.start(attempt.get());
  }
}
