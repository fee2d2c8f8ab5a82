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
          : withRetryAfter(response.statusCode(), response.headers().firstValue("Retry-After"));
    }
    return result instanceof HasStatus answer ? ofStatus(answer) : null;
  }

  private static Failure ofError(Throwable error) {
    return Causes.of(error)
        .map(StandardClassifier::ofOne)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(PERMANENT);
  }

  private static Optional<Failure> ofOne(Throwable error) {
    if (error instanceof HasStatus answer) {
      return Optional.ofNullable(ofStatus(answer));
    }
    return isTransportError(error) ? Optional.of(TRANSIENT) : Optional.empty();
  }

  private static @Nullable Failure ofStatus(HasStatus answer) {
    return answer.status() < FIRST_ERROR_STATUS
        ? null
        : withRetryAfter(answer.status(), answer.retryAfter());
  }

  private static Failure withRetryAfter(int status, Optional<String> field) {
    return Failure.ofStatus(status).withRetryAfter(field.flatMap(RetryAfter::parse).orElse(null));
  }

  private static boolean isTransportError(Throwable error) {
    return TransportErrors.TIMEOUTS.stream().anyMatch(type -> type.isInstance(error))
        || TransportErrors.CONNECTION_ERRORS.stream().anyMatch(type -> type.isInstance(error));
  }
}
