package dev.redial.failure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a {@link RetryAfter} from the texts in which other sides send it. */
final class RetryAfterFields {

  /** The longest wait there is: 292 years. */
  static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final int SECOND_DIGITS = 9;
  private static final int MILLI_DIGITS = 6;

  private RetryAfterFields() {}

  static Optional<RetryAfter> read(Function<String, Optional<String>> fields) {
    return fields
        .apply("retry-after-ms")
        .flatMap(value -> delay(DECIMAL, value, MILLI_DIGITS))
        .or(
            () ->
                fields
                    .apply("retry-after")
                    .flatMap(value -> retryAfter(value, fields.apply("date"))));
  }

  private static Optional<RetryAfter> retryAfter(String value, Optional<String> date) {
    Optional<Instant> target = HttpDate.parse(value);
    Optional<Instant> sent = date.flatMap(HttpDate::parse);
    return target.isPresent() && sent.isPresent()
        ? Optional.of(between(sent.get(), target.get()))
        : parse(value);
  }

  private static RetryAfter between(Instant sent, Instant target) {
    return RetryAfter.ofDelay(
        target.isBefore(sent) ? Duration.ZERO : Duration.between(sent, target));
  }

  static Optional<RetryAfter> parse(String value) {
    return delay(DIGITS, value, SECOND_DIGITS)
        .or(() -> HttpDate.parse(value).map(RetryAfter::ofDate));
  }

  static RetryAfter pushback(String value) {
    return delay(DIGITS, value, MILLI_DIGITS).orElse(RetryAfter.never());
  }

  /** A number of units of so many decimal digits of nanoseconds; never shorter than it says. */
  private static Optional<RetryAfter> delay(Pattern form, String value, int unitDigits) {
    String text = value.strip();
    if (!form.matcher(text).matches()) {
      return Optional.empty();
    }
    BigDecimal nanos =
        new BigDecimal(text).movePointRight(unitDigits).setScale(0, RoundingMode.CEILING);
    boolean fits = nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
    return Optional.of(
        RetryAfter.ofDelay(fits ? Duration.ofNanos(nanos.longValueExact()) : LONGEST));
  }
}
