package dev.redial.test.dialect;

import dev.redial.failure.HasStatus;
import dev.redial.test.script.Fault;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A status of 400 or more, from a client of which nothing else is known. {@link
 * dev.redial.failure.Classifier#standard()} reads it; code under test that catches an exception of
 * its own client needs a dialect that throws that one.
 */
public final class StatusException extends RuntimeException implements HasStatus {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  // A sorted map of strings and lists of them: serializable, though its type does not say so.
  @SuppressWarnings("serial")
  private final Map<String, List<String>> headers;

  private final String body;

  private StatusException(
      String message, int status, Map<String, List<String>> headers, String body) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static StatusException of(Fault.Status fault, Injection call) {
    return new StatusException(
        call.message("status " + fault.code()),
        fault.code(),
        Headers.at(fault, call.now()),
        fault.body().orElse(""));
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public Optional<String> retryAfter() {
    return Optional.ofNullable(headers.get("Retry-After")).map(values -> values.get(0));
  }

  /** The headers by name, in any case of letters. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** The body; empty if the script gives none. */
  public String body() {
    return body;
  }
}
