package dev.redial.failure;

import java.util.Optional;

/**
 * A result or an exception that carries a status in the manner of HTTP. Implement it in a client's
 * own exceptions, and {@link Classifier#standard()} reads them.
 */
public interface HasStatus {

  /** The status, such as 200, 404 or 503. */
  int status();

  /**
   * The value of the {@code Retry-After} field as the other side sent it: a number of seconds or a
   * date in one of HTTP's three forms. A value that is neither is ignored.
   */
  default Optional<String> retryAfter() {
    return Optional.empty();
  }
}
