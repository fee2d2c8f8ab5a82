package dev.redial.failure;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Redial knows of the JDK's exceptions and of anything with a status. */
enum StandardClassifier implements Classifier {
  INSTANCE;

  private static final int FIRST_ERROR_STATUS = 400;
  private static final Failure TRANSIENT = Failure.of(FailureKind.TRANSIENT);
  private static final Failure PERMANENT = Failure.of(FailureKind.PERMANENT);

  @Override
  public @Nullable Failure classify(@Nullable Object result, @Nullable Throwable error) {
    return error == null ? ofResult(result) : ofError(error);
  }

  private static @Nullable Failure ofResult(@Nullable Object result) {
    if (result instanceof HttpResponse<?> response) {
      return response.statusCode() < FIRST_ERROR_STATUS
          ? null
          : Failure.ofStatus(response.statusCode())
              .withRetryAfter(RetryAfter.ofFields(response.headers()::firstValue).orElse(null));
    }
    return result instanceof HasStatus answer ? ofStatus(answer) : null;
  }

  private static Failure ofError(Throwable error) {
    Failure failure =
        Causes.of(error)
            .map(StandardClassifier::ofOne)
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(PERMANENT);
    return isBeforeSending(error) ? failure.beforeSending() : failure;
  }

  private static Optional<Failure> ofOne(Throwable error) {
    if (error instanceof HasStatus answer) {
      return Optional.ofNullable(ofStatus(answer));
    }
    return TransportErrors.areTransient(error) ? Optional.of(TRANSIENT) : Optional.empty();
  }

  private static @Nullable Failure ofStatus(HasStatus answer) {
    return answer.status() < FIRST_ERROR_STATUS
        ? null
        : Failure.ofStatus(answer.status())
            .withRetryAfter(answer.retryAfter().flatMap(RetryAfter::parse).orElse(null));
  }

  /**
   * The outermost error that shows whether something was sent tells; one that does not, may not.
   */
  private static boolean isBeforeSending(Throwable error) {
    return Causes.of(error)
        .filter(
            cause ->
                cause instanceof HasStatus
                    || TransportErrors.areBeforeSending(cause)
                    || TransportErrors.areTransient(cause))
        .findFirst()
        .filter(TransportErrors::areBeforeSending)
        .filter(cause -> !(cause instanceof HasStatus))
        .isPresent();
  }
}
