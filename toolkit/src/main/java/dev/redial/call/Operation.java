package dev.redial.call;

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
}
