package dev.redial.test.dialect;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a fault appears at a method. */
public sealed interface Showing {

  /**
   * The method throws, or its future fails.
   *
   * @param type what is thrown; a checked type must be declared by the method
   * @param error makes a new error each time it is asked
   */
  static <X extends Throwable> Showing throwing(
      Class<X> type, Function<? super Injection, ? extends X> error) {
    return new Throwing(type, error);
  }

  /** The method returns this, or its future completes with it. */
  static Showing returning(Answering answer) {
    return new Returning(answer);
  }

  /**
   * The fault cannot be shown.
   *
   * @param reason half a sentence, such as {@code "200 is an answer, and plain Java has none"}
   * @param wayOut what to do instead, as a sentence
   */
  static Showing refused(String reason, String wayOut) {
    return new Refused(reason, wayOut);
  }

  /** Makes the answer to a call. */
  @FunctionalInterface
  interface Answering {

    /**
     * The answer.
     *
     * @throws Exception what the method ends with instead: where it lets its caller read the
     *     answer, and that throws
     */
    @Nullable Object to(Injection call) throws Exception;
  }

  /** See {@link #throwing}. */
  record Throwing(
      Class<? extends Throwable> type, Function<? super Injection, ? extends Throwable> error)
      implements Showing {}

  /** See {@link #returning}. */
  record Returning(Answering answer) implements Showing {}

  /** See {@link #refused}. */
  record Refused(String reason, String wayOut) implements Showing {}
}
