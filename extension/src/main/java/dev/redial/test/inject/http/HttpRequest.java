package dev.redial.test.inject.http;

/** One request as it was read from a socket. */
final class HttpRequest {

  private final String method;
  private final String target;
  private final boolean http10;
  private final Headers headers;
  private final byte[] body;

  HttpRequest(String method, String target, boolean http10, Headers headers, byte[] body) {
    this.method = method;
    this.target = target;
    this.http10 = http10;
    this.headers = headers;
    this.body = body;
  }

  String method() {
    return method;
  }

  /** Path and query, as sent; {@code "*"} or an authority for the methods that have those. */
  String target() {
    return target;
  }

  boolean isHttp10() {
    return http10;
  }

  Headers headers() {
    return headers;
  }

  /** Not a copy: whoever hands it on makes one. */
  byte[] body() {
    return body;
  }

  /** Whether the client wants to use the connection again (RFC 9112, section 9.3). */
  boolean keepsAlive() {
    if (headers.lists("Connection", "close")) {
      return false;
    }
    return !http10 || headers.lists("Connection", "keep-alive");
  }
}
