package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
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
        .isNotEqualTo(RetryAfter.ofDate(NOW))
        .hasToString("7 s");
    assertThat(RetryAfter.ofDate(NOW)).hasToString("1994-11-06T08:49:30Z");
  }
}
