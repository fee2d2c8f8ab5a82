package dev.redial.time;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 1s}, {@code 1 min 30 s}. */
public final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d{1,9})?)\\s*([a-zµ]+)\\s*");
  private static final String RULE =
      "write a number and a unit, such as 500ms, 1.5s, 2min, 1h30min or PT1S"
          + " (units: ns, us, ms, s, m or min, h, d)";
  private static final BigDecimal NANOS_PER_SECOND = BigDecimal.valueOf(1_000_000_000);

  private Durations() {}

  /**
   * Reads a duration: one or more numbers with a unit ({@code ns}, {@code us}, {@code ms}, {@code
   * s}, {@code m} or {@code min}, {@code h}, {@code d}), with or without spaces, or the ISO-8601
   * form {@code PT1S}. Negative durations are refused.
   *
   * @throws IllegalArgumentException if the text is not a duration; the message shows the forms
   */
  public static Duration parse(String text) {
    String trimmed = text.trim();
    if (trimmed.startsWith("P")) {
      return parseIso(text, trimmed);
    }
    Matcher part = PART.matcher(trimmed);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < trimmed.length() && part.find() && part.start() == end) {
      BigDecimal unit = nanosPer(part.group(2));
      if (unit == null) {
        throw notADuration(text, "'" + part.group(2) + "' is not a unit");
      }
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    if (end == 0 || end < trimmed.length()) {
      throw notADuration(text, trimmed.startsWith("-") ? "it is negative" : null);
    }
    return ofNanos(text, nanos);
  }

  /**
   * A duration as a person says it, exact to the nanosecond: {@code 0 ms}, {@code 250 ms}, {@code
   * 1.5 s}, {@code 1 min 30 s}, {@code 2 h}. {@link #parse} reads it back.
   */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      return "-" + format(duration.negated());
    }
    if (duration.isZero()) {
      return "0 ms";
    }
    if (duration.toSeconds() == 0) {
      return formatSubSecond(duration.toNanosPart());
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "min");
    BigDecimal seconds =
        BigDecimal.valueOf(duration.toSecondsPart())
            .add(BigDecimal.valueOf(duration.toNanosPart()).divide(NANOS_PER_SECOND));
    if (seconds.signum() != 0) {
      append(text, plain(seconds), "s");
    }
    return text.toString();
  }

  /**
   * Like {@link #format}, rounded half up to whole milliseconds; anything above 0 stays above 0.
   */
  public static String formatRounded(Duration duration) {
    Duration rounded = saturatedPlus(duration, 500_000).truncatedTo(ChronoUnit.MILLIS);
    return rounded.isZero() ? format(duration) : format(rounded);
  }

  /** The length in nanoseconds, or the nearest {@code long} where it does not fit one. */
  public static long saturatedNanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  private static Duration saturatedPlus(Duration duration, long nanos) {
    return duration.toSeconds() == Long.MAX_VALUE ? duration : duration.plusNanos(nanos);
  }

  private static Duration parseIso(String text, String iso) {
    try {
      Duration duration = Duration.parse(iso);
      if (duration.isNegative()) {
        throw notADuration(text, "it is negative");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw notADuration(text, null);
    }
  }

  private static Duration ofNanos(String text, BigDecimal nanos) {
    try {
      BigDecimal[] parts = nanos.divideAndRemainder(NANOS_PER_SECOND);
      return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
    } catch (ArithmeticException tooLong) {
      throw notADuration(text, "it is longer than a Duration can hold");
    }
  }

  private static @Nullable BigDecimal nanosPer(String unit) {
    return switch (unit) {
      case "ns" -> BigDecimal.ONE;
      case "us", "µs" -> BigDecimal.valueOf(1_000);
      case "ms" -> BigDecimal.valueOf(1_000_000);
      case "s" -> NANOS_PER_SECOND;
      case "m", "min" -> NANOS_PER_SECOND.multiply(BigDecimal.valueOf(60));
      case "h" -> NANOS_PER_SECOND.multiply(BigDecimal.valueOf(3_600));
      case "d" -> NANOS_PER_SECOND.multiply(BigDecimal.valueOf(86_400));
      default -> null;
    };
  }

  private static String formatSubSecond(int nanos) {
    if (nanos >= 1_000_000) {
      return plain(BigDecimal.valueOf(nanos, 6)) + " ms";
    }
    return nanos >= 1_000 ? plain(BigDecimal.valueOf(nanos, 3)) + " us" : nanos + " ns";
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count != 0) {
      append(text, String.format(Locale.ROOT, "%d", count), unit);
    }
  }

  private static void append(StringBuilder text, String count, String unit) {
    text.append(text.isEmpty() ? "" : " ").append(count).append(' ').append(unit);
  }

  private static IllegalArgumentException notADuration(String text, @Nullable String why) {
    return new IllegalArgumentException(
        "'" + text + "' is not a duration" + (why == null ? "" : ": " + why) + "; " + RULE);
  }
}
