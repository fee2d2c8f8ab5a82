package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an attempt comes to, for a {@link RetryPlan}: an error, a result, a success. */
public final class Ending {

  private final @Nullable Function<Instant, ? extends Throwable> error;
  private final @Nullable Object result;
  private final boolean isSuccess;
  private final Duration took;
  private final boolean carriesKey;

  private Ending(
      @Nullable Function<Instant, ? extends Throwable> error,
      @Nullable Object result,
      boolean isSuccess,
      Duration took,
      boolean carriesKey) {
    this.error = error;
    this.result = result;
    this.isSuccess = isSuccess;
    this.took = took;
    this.carriesKey = carriesKey;
  }

  /** A result that is none of the policy's business: the call succeeds. */
  public static Ending success() {
    return new Ending(null, null, true, Duration.ZERO, false);
  }

  /** A result; whether it is a success, the policy says. */
  public static Ending returned(@Nullable Object result) {
    return new Ending(null, result, false, Duration.ZERO, false);
  }

  /** An error. */
  public static Ending threw(Throwable error) {
    Objects.requireNonNull(error, "error");
    return threwAt(end -> error);
  }

  /**
   * An error that depends on the wall clock at the end of the attempt, as a Retry-After with a date
   * does. It is made for several moments: what it asks for may change from one to the next, and not
   * back again.
   */
  public static Ending threwAt(Function<Instant, ? extends Throwable> error) {
    Objects.requireNonNull(error, "error");
    return new Ending(error, null, false, Duration.ZERO, false);
  }

  /**
   * This, and the attempt takes so long. Without it, attempts take no time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Ending after(Duration newTook) {
    if (newTook.isNegative()) {
      throw new IllegalArgumentException(
          "an attempt must take 0 or more, but was " + Durations.format(newTook));
    }
    return new Ending(error, result, isSuccess, newTook, carriesKey);
  }

  /** Like {@link #after(Duration)}, with a time such as {@code "2s"}. */
  public Ending after(String newTook) {
    return after(Durations.parse(newTook));
  }

  /** This, and the attempt asked for its {@linkplain dev.redial.call.Attempt idempotency key}. */
  public Ending withIdempotencyKey() {
    return new Ending(error, result, isSuccess, took, true);
  }

  Duration took() {
    return took;
  }

  boolean carriesKey() {
    return carriesKey;
  }

  /** What failed, or {@code null} if nothing did. */
  @Nullable FailedAttempt read(RetryPolicy policy, Instant end) {
    if (isSuccess) {
      return null;
    }
    return error == null
        ? FailedAttempt.ofResult(policy, result)
        : FailedAttempt.ofError(
            policy, Objects.requireNonNull(error.apply(end), "The error of an ending is null."));
  }
}
