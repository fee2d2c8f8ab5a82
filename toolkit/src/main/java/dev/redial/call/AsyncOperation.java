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
}
