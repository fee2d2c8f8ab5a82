package dev.redial.failure;

import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When the other side asks to be called again: after a delay, at a date on the wall clock, or
 * never.
 *
 * <p>Source: RFC 9110, sections 10.2.3 (the field) and 5.6.7 (the three forms of a date).
 */
public final class RetryAfter {

  private static final RetryAfter NEVER = new RetryAfter(null, null);

  private final @Nullable Duration delay;
  private final @Nullable Instant date;

  private RetryAfter(@Nullable Duration delay, @Nullable Instant date) {
    this.delay = delay;
    this.date = date;
  }

  /**
   * Called again once this delay has passed.
   *
   * @throws IllegalArgumentException if the delay is negative
   */
  public static RetryAfter ofDelay(Duration delay) {
    if (delay.isNegative()) {
      throw new IllegalArgumentException(
          "delay must not be negative, but was " + Durations.format(delay));
    }
    return new RetryAfter(delay, null);
  }

  /** Called again at this date of the wall clock. */
  public static RetryAfter ofDate(Instant date) {
    return new RetryAfter(null, Objects.requireNonNull(date, "date"));
  }

  /** Not called again: no policy retries such a failure. */
  public static RetryAfter never() {
    return NEVER;
  }

  /**
   * Reads what gRPC calls a pushback, the value of the trailer {@code grpc-retry-pushback-ms}:
   * whole milliseconds, or "never" if it is negative or no such number.
   *
   * <p>Source: gRFC A6, "Pushback".
   */
  public static RetryAfter ofPushback(String value) {
    return RetryAfterFields.pushback(value);
  }

  /**
   * Reads the header fields of an answer: {@code retry-after-ms}, which some services send, if it
   * is a number of milliseconds of at least 0, with or without decimals; else {@code Retry-After}.
   * A date is read against the {@code Date} of the same answer where there is one, so that it does
   * not matter what the clock is here.
   *
   * @param fields the first value of a field by its name, which is given in lower case and stands
   *     for any case; such as {@code response.headers()::firstValue}
   * @return empty if none of them can be read
   */
  public static Optional<RetryAfter> ofFields(Function<String, Optional<String>> fields) {
    return RetryAfterFields.read(fields);
  }

  /**
   * Reads a field value: whole seconds, or a date in one of the three forms of RFC 9110. More
   * seconds than fit are the longest wait there is (292 years).
   *
   * @return empty if the value is negative or neither of the two, and so to be ignored
   */
  public static Optional<RetryAfter> parse(String value) {
    return RetryAfterFields.parse(value);
  }

  /** Whether the other side asks not to be called again. */
  public boolean isNever() {
    return equals(NEVER);
  }

  /**
   * How long to wait if it is {@code now} on the wall clock; zero if the date has passed, 292 years
   * if never.
   */
  public Duration delayAt(Instant now) {
    if (delay != null) {
      return delay;
    }
    if (date == null) {
      return RetryAfterFields.LONGEST;
    }
    Duration untilDate = Duration.between(now, date);
    return untilDate.isNegative() ? Duration.ZERO : untilDate;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryAfter that
        && Objects.equals(delay, that.delay)
        && Objects.equals(date, that.date);
  }

  @Override
  public int hashCode() {
    return Objects.hash(delay, date);
  }

  /** As in {@code "7 s"}, {@code "1994-11-06T08:49:37Z"} or {@code "never"}. */
  @Override
  public String toString() {
    if (delay != null) {
      return Durations.format(delay);
    }
    return date == null ? "never" : date.toString();
  }
}
