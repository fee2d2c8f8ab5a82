package dev.redial.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The user's code that returns something and may fail.
 *
 * <p>A lambda that throws one checked type, or none, is called without a {@code try} around it: the
 * compiler infers {@code X}. For a lambda that throws two unrelated checked types, as {@code
 * HttpClient.send} does, it infers {@code Exception}.
 *
 * @param <T> what it returns
 * @param <X> the checked exception it may throw; inferred as {@link RuntimeException} where none
 */
@FunctionalInterface
public interface Operation<T extends @Nullable Object, X extends Exception> {

  /** Runs the code once. */
  T call() throws X;

  /**
   * Runs the code once, as this attempt; unless it {@link #takesAttempt}, that is no news to it.
   */
  default T call(Attempt attempt) throws X {
    return call();
  }

  /** Whether the code asks which attempt it is. */
  default boolean takesAttempt() {
    return false;
  }

  /**
   * An operation that is told which attempt it is:
   *
   * <pre>{@code
   * retry.call(Operation.withAttempt(attempt -> client.charge(order, attempt.idempotencyKey())));
   * }</pre>
   *
   * <p>Where no retry runs it, it is attempt 1 of a call by itself.
   */
  static <T extends @Nullable Object, X extends Exception> Operation<T, X> withAttempt(
      WithAttempt<T, X> operation) {
    return new AttemptOperation<>(Objects.requireNonNull(operation, "operation"));
  }

  /**
   * An operation that takes its attempt.
   *
   * @param <T> what it returns
   * @param <X> the checked exception it may throw
   */
  @FunctionalInterface
  interface WithAttempt<T extends @Nullable Object, X extends Exception> {

    /** Runs the code once, as this attempt. */
    T call(Attempt attempt) throws X;
  }
}
