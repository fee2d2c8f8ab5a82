package dev.redial.failure;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a date in one of the three forms of RFC 9110, section 5.6.7. */
final class HttpDate {

  // RFC 850 writes two digits of the year. A weekday fits a date in one century only, so that of
  // the two forms at most one accepts a text.
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          form("EEE, dd MMM ", 1000, 4, " HH:mm:ss 'GMT'"),
          form("EEEE, dd-MMM-", 2000, 2, " HH:mm:ss 'GMT'"),
          form("EEEE, dd-MMM-", 1900, 2, " HH:mm:ss 'GMT'"),
          form("EEE MMM ppd HH:mm:ss ", 1000, 4, ""));

  private HttpDate() {}

  static Optional<Instant> parse(String value) {
    String text = value.strip();
    return FORMS.stream().flatMap(form -> read(form, text).stream()).findFirst();
  }

  private static Optional<Instant> read(DateTimeFormatter form, String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException notThisForm) {
      return Optional.empty();
    }
  }

  private static DateTimeFormatter form(String before, int base, int yearDigits, String after) {
    return new DateTimeFormatterBuilder()
        .appendPattern(before)
        .appendValueReduced(ChronoField.YEAR, yearDigits, yearDigits, base)
        .appendPattern(after)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
