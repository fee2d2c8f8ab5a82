package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantees 23 and 28. */
class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

  @ParameterizedTest
  @CsvSource({"0, 0", "7, 7", "' 120 ', 120", "007, 7", "86400, 86400"})
  void readsSeconds(String value, long seconds) {
    assertThat(RetryAfter.parse(value).orElseThrow().delayAt(NOW)).hasSeconds(seconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void readsTheThreeFormsOfADate(String value) {
    assertThat(RetryAfter.parse(value)).contains(RetryAfter.ofDate(NOW.plusSeconds(7)));
    assertThat(RetryAfter.parse(value).orElseThrow().delayAt(NOW)).hasSeconds(7);
  }

  @Test
  void readsATwoDigitYearOfThisCentury() {
    assertThat(RetryAfter.parse("Friday, 06-Nov-26 08:49:37 GMT"))
        .contains(RetryAfter.ofDate(Instant.parse("2026-11-06T08:49:37Z")));
  }

  @Test
  void doesNotWaitForADateInThePast() {
    RetryAfter past = RetryAfter.ofDate(NOW.minusSeconds(3_600));
    assertThat(past.delayAt(NOW)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "+1",
        "1.5",
        "soon",
        "7 s",
        "0x10",
        "٧",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET"
      })
  void ignoresWhatIsNeither(String value) {
    assertThat(RetryAfter.parse(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372037", "9223372036854775808", "999999999999999999999999999999"})
  void takesMoreSecondsThanFitAsTheLongestWait(String value) {
    assertThat(RetryAfter.parse(value).orElseThrow().delayAt(NOW))
        .isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  /** Guarantee 29. */
  @ParameterizedTest
  @CsvSource({
    "0, 0ns",
    "250, 250ms",
    "' 7000 ', 7s",
    "99999999999999999999, 106751d23h47min16s854775807ns"
  })
  void readsAPushback(String value, String delay) {
    assertThat(RetryAfter.ofPushback(value)).isEqualTo(RetryAfter.ofDelay(Durations.parse(delay)));
  }

  /** Guarantee 29. */
  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "-0", "soon", "1.5", "Sun, 06 Nov 1994 08:49:37 GMT"})
  void takesAnyOtherPushbackAsNever(String value) {
    assertThat(RetryAfter.ofPushback(value)).isEqualTo(RetryAfter.never());
  }

  @Test
  void neverIsNoDelayOfAnyLength() {
    RetryAfter longest = RetryAfter.ofDelay(RetryAfter.never().delayAt(NOW));
    assertThat(RetryAfter.never().isNever()).isTrue();
    assertThat(longest.isNever()).isFalse();
    assertThat(RetryAfter.ofDate(NOW).isNever()).isFalse();
    assertThat(RetryAfter.never()).hasToString("never").isNotEqualTo(longest);
  }

  /** Guarantee 28: what the server's own clock said then is what its date is read against. */
  @ParameterizedTest(name = "Retry-After {0}, Date {1}, retry-after-ms {2}: {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "7 | - | - | 7s",
        "7 | Sun, 06 Nov 1994 08:00:00 GMT | - | 7s",
        "Sun, 06 Nov 1994 09:00:07 GMT | Sun, 06 Nov 1994 09:00:00 GMT | - | 7s",
        "Sunday, 06-Nov-94 09:00:07 GMT | Sun Nov  6 09:00:00 1994 | - | 7s",
        "Sun, 06 Nov 1994 09:00:00 GMT | Sun, 06 Nov 1994 09:00:07 GMT | - | 0ms",
        "- | - | 1500 | 1500ms",
        "2 | - | 1500 | 1500ms",
        "2 | - | 0 | 0ms",
        "2 | - | 0.0000001 | 1ns",
        "2 | - | -5 | 2s",
        "2 | - | soon | 2s",
        "2 | - | 1e3 | 2s",
        "Sun, 06 Nov 1994 09:00:07 GMT | Sun, 06 Nov 1994 09:00:00 GMT | 250.5 | 250500us"
      })
  void readsFields(String retryAfter, String date, String millis, String delay) {
    assertThat(RetryAfter.ofFields(fields(retryAfter, date, millis)))
        .contains(RetryAfter.ofDelay(Durations.parse(delay)));
  }

  @Test
  void readsADateAgainstTheWallClockWhereTheServersIsNotKnown() {
    for (String date : new String[] {null, "garbage"}) {
      assertThat(RetryAfter.ofFields(fields("Sun, 06 Nov 1994 08:49:37 GMT", date, null)))
          .contains(RetryAfter.ofDate(NOW.plusSeconds(7)));
    }
    assertThat(RetryAfter.ofFields(fields("soon", null, null))).isEmpty();
    assertThat(RetryAfter.ofFields(fields(null, null, null))).isEmpty();
  }

  private static Function<String, Optional<String>> fields(
      String retryAfter, String date, String millis) {
    return name ->
        Optional.ofNullable(
            switch (name) {
              case "retry-after" -> retryAfter;
              case "date" -> date;
              case "retry-after-ms" -> millis;
              default -> throw new AssertionError(name);
            });
  }

  @Test
  void refusesANegativeDelay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryAfter.ofDelay(Duration.ofSeconds(-1)))
        .withMessage("delay must not be negative, but was -1 s");
  }

  @Test
  void isAValue() {
    assertThat(RetryAfter.ofDelay(Duration.ofSeconds(7)))
        .isEqualTo(RetryAfter.parse("7").orElseThrow())
        .hasSameHashCodeAs(RetryAfter.parse("7").orElseThrow())
        .isNotEqualTo(RetryAfter.ofDelay(Duration.ofSeconds(8)))
        .isNotEqualTo(RetryAfter.ofDate(NOW))
        .isNotEqualTo("7 s")
        .hasToString("7 s");
    assertThat(RetryAfter.ofDelay(Duration.ofSeconds(7)).hashCode())
        .isNotEqualTo(RetryAfter.ofDelay(Duration.ofSeconds(8)).hashCode());
    assertThat(RetryAfter.ofDate(NOW)).hasToString("1994-11-06T08:49:30Z");
  }
}
