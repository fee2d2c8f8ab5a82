package dev.redial.failure;

import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What Redial knows of the JDK's exceptions and of anything with a status. */
enum StandardClassifier implements Classifier {
  INSTANCE;

  private static final int FIRST_ERROR_STATUS = 400;
  private static final StatusCarriers CARRIERS = new StatusCarriers();
  private static final Failure TRANSIENT = Failure.of(FailureKind.TRANSIENT);
  private static final Failure PERMANENT = Failure.of(FailureKind.PERMANENT);

  @Override
  public @Nullable Failure classify(@Nullable Object result, @Nullable Throwable error) {
    return error == null ? ofResult(result) : ofError(error);
  }

  private static @Nullable Failure ofResult(@Nullable Object result) {
    if (result == null || !CARRIERS.include(result)) {
      return null;
    }
    if (result instanceof HttpResponse<?> response) {
      return response.statusCode() < FIRST_ERROR_STATUS
          ? null
          : Failure.ofStatus(response.statusCode())
              .withRetryAfter(RetryAfter.ofFields(response.headers()::firstValue).orElse(null));
    }
    return result instanceof HasStatus answer ? ofStatus(answer) : null;
  }

  private static Failure ofError(Throwable error) {
    Failure failure = firstMeaning(error);
    return isBeforeSending(error) ? failure.beforeSending() : failure;
  }

  // Loops, not streams: every failed attempt comes by.

  private static Failure firstMeaning(Throwable error) {
    Throwable cause = error;
    for (int i = 0; cause != null && i < Causes.LONGEST_CHAIN; i++) {
      Failure failure = ofOne(cause);
      if (failure != null) {
        return failure;
      }
      cause = cause.getCause();
    }
    return PERMANENT;
  }

  private static @Nullable Failure ofOne(Throwable error) {
    if (CARRIERS.include(error) && error instanceof HasStatus answer) {
      return ofStatus(answer);
    }
    return TransportErrors.areTransient(error) ? TRANSIENT : null;
  }

  /**
   * The outermost error that shows whether something was sent tells; one that does not, may not.
   */
  private static boolean isBeforeSending(Throwable error) {
    Throwable cause = error;
    for (int i = 0; cause != null && i < Causes.LONGEST_CHAIN; i++) {
      if (CARRIERS.include(cause) && cause instanceof HasStatus) {
        return false;
      }
      if (TransportErrors.areBeforeSending(cause)) {
        return true;
      }
      if (TransportErrors.areTransient(cause)) {
        return false;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static @Nullable Failure ofStatus(HasStatus answer) {
    return answer.status() < FIRST_ERROR_STATUS
        ? null
        : Failure.ofStatus(answer.status())
            .withRetryAfter(answer.retryAfter().flatMap(RetryAfter::parse).orElse(null));
  }
}
