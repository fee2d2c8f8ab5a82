package dev.redial.failure;

import org.jspecify.annotations.Nullable;

/**
 * Reads what an attempt's end means. It is asked once per attempt; retry and circuit breaker share
 * its answer.
 *
 * <p>A client whose exceptions Redial does not know is one lambda away:
 *
 * <pre>{@code
 * Classifier acme =
 *     (result, error) ->
 *         error instanceof AcmeException e
 *             ? Failure.ofStatus(e.code())
 *             : Classifier.standard().classify(result, error);
 * }</pre>
 */
@FunctionalInterface
public interface Classifier {

  /**
   * What the end of an attempt means.
   *
   * @param result what the operation returned, if it returned
   * @param error what it threw, or {@code null} if it returned
   * @return the failure, or {@code null} if the result is a success. An error is always a failure:
   *     where this returns {@code null} for one, it is taken as {@link FailureKind#PERMANENT}.
   */
  @Nullable Failure classify(@Nullable Object result, @Nullable Throwable error);

  /**
   * The built-in reading. A result fails if it is a {@link java.net.http.HttpResponse} or {@link
   * HasStatus} with a status of 400 or more. An error is read from its own class, or else from the
   * first of its causes that says more: {@link HasStatus}; timeouts and connection errors of the
   * JDK ({@link FailureKind#TRANSIENT}); all else is {@link FailureKind#PERMANENT}. The headers of
   * an {@code HttpResponse} are read as {@link RetryAfter#ofFields} tells.
   */
  static Classifier standard() {
    return StandardClassifier.INSTANCE;
  }
}
