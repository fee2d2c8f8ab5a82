package dev.redial.failure;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What an error or a result means: its kind and, where known, its status and Retry-After. */
public final class Failure {

  private static final Failure TRANSIENT = new Failure(FailureKind.TRANSIENT, -1, null, false);
  private static final Failure RATE_LIMITED =
      new Failure(FailureKind.RATE_LIMITED, -1, null, false);
  private static final Failure PERMANENT = new Failure(FailureKind.PERMANENT, -1, null, false);

  private final FailureKind kind;
  private final int status;
  private final @Nullable RetryAfter retryAfter;
  private final boolean beforeSending;

  private Failure(
      FailureKind kind, int status, @Nullable RetryAfter retryAfter, boolean beforeSending) {
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
    this.beforeSending = beforeSending;
  }

  /** A failure of which only the kind is known. */
  public static Failure of(FailureKind kind) {
    return switch (kind) {
      case TRANSIENT -> TRANSIENT;
      case RATE_LIMITED -> RATE_LIMITED;
      case PERMANENT -> PERMANENT;
    };
  }

  /**
   * What a status of 400 or more means by the table of {@link FailureKind}.
   *
   * @throws IllegalArgumentException if the status is below 400: it is no failure
   */
  public static Failure ofStatus(int status) {
    if (status < 400) {
      throw new IllegalArgumentException(
          "status must be at least 400 to be a failure, but was " + status);
    }
    return new Failure(kindOf(status), status, null, false);
  }

  private static FailureKind kindOf(int status) {
    return switch (status) {
      case 408, 500, 502, 503, 504 -> FailureKind.TRANSIENT;
      case 429 -> FailureKind.RATE_LIMITED;
      default -> FailureKind.PERMANENT;
    };
  }

  /** This failure with another kind. */
  public Failure withKind(FailureKind newKind) {
    return new Failure(Objects.requireNonNull(newKind, "kind"), status, retryAfter, beforeSending);
  }

  /** This failure with what the other side said about when to come back. */
  public Failure withRetryAfter(@Nullable RetryAfter newRetryAfter) {
    return new Failure(kind, status, newRetryAfter, beforeSending);
  }

  /**
   * This failure, with the knowledge that nothing was sent yet; a classifier says so of errors that
   * prove it, as {@link Classifier#standard()} does of {@link TransportErrors#BEFORE_SENDING}.
   */
  public Failure beforeSending() {
    return new Failure(kind, status, retryAfter, true);
  }

  /** What may be expected of another attempt. */
  public FailureKind kind() {
    return kind;
  }

  /** The status, such as 503, where the failure has one. */
  public OptionalInt status() {
    return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** When the other side asks to be called again, where it said so. */
  public Optional<RetryAfter> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * Whether it is certain that nothing was sent, so that even a call that must not run twice can be
   * made again. A failure with a status never is: who answers has read the request, even if the
   * answer is a 429.
   */
  public boolean isBeforeSending() {
    return beforeSending;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Failure that
        && kind == that.kind
        && status == that.status
        && beforeSending == that.beforeSending
        && Objects.equals(retryAfter, that.retryAfter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, status, retryAfter, beforeSending);
  }

  /** As in {@code "429 RATE_LIMITED, Retry-After: 7"}. */
  @Override
  public String toString() {
    return (status < 0 ? "" : status + " ")
        + kind
        + (beforeSending ? ", before sending" : "")
        + (retryAfter == null ? "" : ", Retry-After: " + retryAfter);
  }
}
