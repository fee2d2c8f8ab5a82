package dev.redial.failure;

import dev.redial.time.Durations;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the other side asks to be called again: after a delay, or at a date on the wall clock.
 *
 * <p>Source: RFC 9110, sections 10.2.3 (the field) and 5.6.7 (the three forms of a date).
 */
public final class RetryAfter {

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  // RFC 850 writes two digits of the year. A weekday fits a date in one century only, so that of
  // the two forms at most one accepts a text.
  private static final List<DateTimeFormatter> DATES =
      List.of(
          form("EEE, dd MMM ", 1000, 4, " HH:mm:ss 'GMT'"),
          form("EEEE, dd-MMM-", 2000, 2, " HH:mm:ss 'GMT'"),
          form("EEEE, dd-MMM-", 1900, 2, " HH:mm:ss 'GMT'"),
          form("EEE MMM ppd HH:mm:ss ", 1000, 4, ""));

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

  /**
   * Reads a field value: whole seconds, or a date in one of the three forms of RFC 9110. More
   * seconds than fit are the longest wait there is (292 years).
   *
   * @return empty if the value is negative or neither of the two, and so to be ignored
   */
  public static Optional<RetryAfter> parse(String value) {
    String text = value.strip();
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.of(ofDelay(seconds(text)));
    }
    return DATES.stream().flatMap(form -> read(form, text).stream()).findFirst();
  }

  private static Duration seconds(String digits) {
    BigInteger seconds = new BigInteger(digits);
    return seconds.compareTo(BigInteger.valueOf(LONGEST.toSeconds())) >= 0
        ? LONGEST
        : Duration.ofSeconds(seconds.longValueExact());
  }

  private static Optional<RetryAfter> read(DateTimeFormatter form, String text) {
    try {
      return Optional.of(ofDate(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeParseException notThisForm) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter form(String before, int base, int yearDigits, String after) {
    return new DateTimeFormatterBuilder()
        .appendPattern(before)
        .appendValueReduced(ChronoField.YEAR, yearDigits, yearDigits, base)
        .appendPattern(after)
        .toFormatter(Locale.ENGLISH);
  }

  /** How long to wait if it is {@code now} on the wall clock; zero if the date has passed. */
  public Duration delayAt(Instant now) {
    if (delay != null) {
      return delay;
    }
    Duration untilDate = Duration.between(now, Objects.requireNonNull(date));
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

  /** As in {@code "7 s"} or {@code "1994-11-06T08:49:37Z"}. */
  @Override
  public String toString() {
    return delay != null ? Durations.format(delay) : String.valueOf(date);
  }
}
