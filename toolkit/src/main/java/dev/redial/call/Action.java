package dev.redial.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The user's code that returns nothing and may fail; see {@link Operation} for what is inferred.
 *
 * @param <X> the checked exception it may throw; inferred as {@link RuntimeException} where none
 */
@FunctionalInterface
public interface Action<X extends Exception> {

  /** Runs the code once. */
  void run() throws X;

  /** This action as an operation that returns {@code null}. */
  default Operation<@Nullable Void, X> asOperation() {
    return new ActionOperation<>(this);
  }

  /** An action that is told which attempt it is, as in {@link Operation#withAttempt}. */
  static <X extends Exception> Action<X> withAttempt(WithAttempt<X> action) {
    return new AttemptAction<>(Objects.requireNonNull(action, "action"));
  }

  /**
   * An action that takes its attempt.
   *
   * @param <X> the checked exception it may throw
   */
  @FunctionalInterface
  interface WithAttempt<X extends Exception> {

    /** Runs the code once, as this attempt. */
    void run(Attempt attempt) throws X;
  }
}
