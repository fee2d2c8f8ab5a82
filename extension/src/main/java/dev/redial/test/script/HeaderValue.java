package dev.redial.test.script;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a header says: a text, or a date that is only known once the answer is given. */
public sealed interface HeaderValue {

  /** The text to send if it is {@code now} on the wall clock. */
  String at(Instant now);

  /**
   * A text that is sent as it is.
   *
   * @param text anything without line breaks and NUL; may be empty
   */
  record Text(String text) implements HeaderValue {

    /**
     * A text that is sent as it is.
     *
     * @throws IllegalArgumentException if it has a line break or a NUL, which would end the header
     */
    public Text {
      if (text.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
        throw new IllegalArgumentException("header value must not have line breaks or NUL");
      }
    }

    @Override
    public String at(Instant now) {
      return text;
    }

    /** The text as a script writes it: in quotes where it needs them. */
    @Override
    public String toString() {
      return ScriptPrinter.value(text);
    }
  }

  /**
   * An HTTP date, so far from the moment of the answer; in a script {@code date(+7s)}.
   *
   * <p>HTTP dates have whole seconds and are cut, not rounded: at 10.4 s, {@code date(+7s)} is the
   * date of 17 s, as a real server would write it.
   *
   * @param offset at most 365,000 days in either direction; negative for a date in the past
   */
  record DateOffset(Duration offset) implements HeaderValue {

    private static final Duration FARTHEST = Duration.ofDays(365_000);

    // The preferred form of RFC 9110, section 5.6.7.
    private static final DateTimeFormatter HTTP_DATE =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /**
     * An HTTP date so far from now.
     *
     * @throws IllegalArgumentException if the offset is more than 365,000 days
     */
    public DateOffset {
      if (offset.abs().compareTo(FARTHEST) > 0) {
        throw new IllegalArgumentException(
            "date must be at most 365000 days away, but was " + ScriptPrinter.signed(offset));
      }
    }

    @Override
    public String at(Instant now) {
      return HTTP_DATE.format(now.plus(offset));
    }

    /** The date as a script writes it, such as {@code "date(+7s)"}. */
    @Override
    public String toString() {
      return "date(" + ScriptPrinter.signed(offset) + ")";
    }
  }
}
