package dev.redial.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "0s, PT0S",
    "500ms, PT0.5S",
    "1s, PT1S",
    "1.5s, PT1.5S",
    "1.000000001s, PT1.000000001S",
    "2min, PT2M",
    "2m, PT2M",
    "1h30min, PT1H30M",
    "1 min 30 s, PT1M30S",
    "' 7 s ', PT7S",
    "1d, PT24H",
    "250us, PT0.00025S",
    "250µs, PT0.00025S",
    "1ns, PT0.000000001S",
    "PT1M, PT1M",
    "P1D, PT24H"
  })
  void readsWhatPeopleWrite(String text, Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "1", "s", "1x", "-1s", "1s-", "1 s, 2 s", "1,5s", "PT", "-PT1S", "PT-1S"})
  void refusesEverythingElseAndShowsTheForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessageContaining("'" + text + "' is not a duration")
        .withMessageContaining("500ms, 1.5s");
  }

  @Test
  void saysWhyItRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("5 fortnights"))
        .withMessageContaining("'fortnights' is not a unit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("-1s"))
        .withMessageContaining("it is negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse("99999999999999999999d"))
        .withMessageContaining("it is longer than a Duration can hold");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.000000001S, 1 ns",
    "PT0.0000015S, 1.5 us",
    "PT0.25S, 250 ms",
    "PT0.0015S, 1.5 ms",
    "PT1S, 1 s",
    "PT1.5S, 1.5 s",
    "PT1M30S, 1 min 30 s",
    "PT1H, 1 h",
    "PT26H0.5S, 1 d 2 h 0.5 s",
    "PT-1.5S, -1.5 s"
  })
  void writesWhatPeopleSay(Duration duration, String text) {
    assertThat(Durations.format(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0 ms",
    "PT0.0004S, 400 us",
    "PT0.0005S, 1 ms",
    "PT1.2344999S, 1.234 s",
    "PT59.9999S, 1 min"
  })
  void roundsToMillisecondsButNeverToNothing(Duration duration, String text) {
    assertThat(Durations.formatRounded(duration)).isEqualTo(text);
  }

  @Test
  void readsBackWhatItWrites() {
    SplittableRandom random = new SplittableRandom(20260101);
    for (int i = 0; i < 10_000; i++) {
      Duration duration = Duration.ofNanos(random.nextLong() >>> random.nextInt(1, 64));
      assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
    }
  }

  @Test
  void writesTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Durations.format(Duration.parse("PT1H2M3.5S"))).isEqualTo("1 h 2 min 3.5 s");
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Guarantee 2: the longest durations do not overflow. */
  @Test
  void saturates() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    Duration shortest = Duration.ofSeconds(Long.MIN_VALUE);
    assertThat(Durations.saturatedNanos(longest)).isEqualTo(Long.MAX_VALUE);
    assertThat(Durations.saturatedNanos(shortest)).isEqualTo(Long.MIN_VALUE);
    assertThat(Durations.saturatedNanos(Duration.ofSeconds(2))).isEqualTo(2_000_000_000);
    assertThat(Durations.format(longest)).endsWith(" s");
    assertThat(Durations.parse(Durations.format(longest))).isEqualTo(longest);
    assertThat(Durations.formatRounded(longest)).isNotEmpty();
  }
}
