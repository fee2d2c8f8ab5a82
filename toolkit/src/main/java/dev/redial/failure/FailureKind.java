package dev.redial.failure;

/** What may be expected of another attempt after a failure. */
public enum FailureKind {
  /** It may pass by itself: timeouts, connection errors, status 408, 500, 502, 503 and 504. */
  TRANSIENT,
  /** The other side asks for fewer calls: status 429. */
  RATE_LIMITED,
  /**
   * Another attempt will fail alike: status 401, 403, 404, other 4xx, and whatever is not listed.
   */
  PERMANENT
}
