package dev.redial.test.inject.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a healthy service answers: a status, headers and a body.
 *
 * <p>The server adds {@code Content-Length}, and {@code Date} on the test's wall clock unless the
 * answer has its own. It adds no {@code Content-Type}.
 */
public final class Answer {

  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");

  private final int status;
  private final Headers headers;
  private final byte[] body;

  private Answer(int status, Headers headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** A 200 with an empty body. */
  public static Answer ok() {
    return of(200);
  }

  /** A 200 with this body, in UTF-8. */
  public static Answer ok(String body) {
    return ok().withBody(body);
  }

  /**
   * An answer with this status and an empty body.
   *
   * @param status from 200 to 599
   * @throws IllegalArgumentException if the status is outside that range
   */
  public static Answer of(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(
          "status must be between 200 and 599, but was "
              + status
              + (status >= 100 && status < 200 ? "; after a 1xx a client waits for more" : ""));
    }
    return new Answer(status, Headers.none(), new byte[0]);
  }

  /**
   * This answer with one header more. {@code Connection: close} ends the connection after it.
   *
   * @throws IllegalArgumentException if the header is not valid, or is one of {@code
   *     Content-Length} and {@code Transfer-Encoding}, which the server sets by the body
   */
  public Answer withHeader(String name, String value) {
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          name + " must not be given: the server sets it by the body; leave it out");
    }
    return new Answer(status, headers.with(name, value), body);
  }

  /**
   * This answer with another body, in UTF-8.
   *
   * @throws IllegalArgumentException if the status is 204 or 304, which have no body
   */
  public Answer withBody(String newBody) {
    return withBody(newBody.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * This answer with another body.
   *
   * @throws IllegalArgumentException if the status is 204 or 304, which have no body
   */
  public Answer withBody(byte[] newBody) {
    if (newBody.length > 0 && hasNoBody()) {
      throw new IllegalArgumentException(
          "body must be empty, but had " + newBody.length + " bytes: a " + status + " has no body");
    }
    return new Answer(status, headers, newBody.clone());
  }

  /** The status, from 200 to 599. */
  public int status() {
    return status;
  }

  /** The headers that were given. */
  public Headers headers() {
    return headers;
  }

  /** A copy of the body; it may be empty. */
  public byte[] body() {
    return body.clone();
  }

  byte[] bodyUncopied() {
    return body;
  }

  boolean hasNoBody() {
    return status == 204 || status == 304;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Answer that
        && status == that.status
        && headers.equals(that.headers)
        && Arrays.equals(body, that.body);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, headers, Arrays.hashCode(body));
  }

  /** As in {@code "503 (Retry-After: 7), 12 bytes"}. */
  @Override
  public String toString() {
    return status
        + (headers.entries().isEmpty() ? "" : " (" + headers + ")")
        + (body.length == 0 ? "" : ", " + body.length + " bytes");
  }
}
