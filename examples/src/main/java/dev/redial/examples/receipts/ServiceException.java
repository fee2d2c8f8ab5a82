package dev.redial.examples.receipts;

import dev.redial.failure.HasStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service answered with an error status. It carries what Redial needs to read it. */
final class ServiceException extends IOException implements HasStatus {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String retryAfter;

  ServiceException(HttpResponse<String> response) {
    super(response.request().uri().getPath() + " answered " + response.statusCode());
    status = response.statusCode();
    retryAfter = response.headers().firstValue("Retry-After").orElse(null);
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Optional<String> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
