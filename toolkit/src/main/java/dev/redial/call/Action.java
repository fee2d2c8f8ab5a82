package dev.redial.call;

/**
 * The user's code that returns nothing and may fail; see {@link Operation} for what is inferred.
 *
 * @param <X> the checked exception it may throw; inferred as {@link RuntimeException} where none
 */
@FunctionalInterface
public interface Action<X extends Exception> {

  /** Runs the code once. */
  void run() throws X;
}
