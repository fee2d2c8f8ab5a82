package dev.redial.test.inject.http;

/** What came in is not a request that this server reads; it says what to answer. */
final class BadRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  BadRequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
