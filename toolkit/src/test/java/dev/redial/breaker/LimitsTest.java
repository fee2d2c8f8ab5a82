package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {

  /** Guarantee 63: at the threshold it opens; below the minimum never. */
  @ParameterizedTest
  @CsvSource({
    // rate, minimum, calls, failures, reached
    "0.5,    10,      10,    5,        true",
    "0.5,    10,      10,    4,        false",
    "0.5,    10,      9,     9,        false",
    "0.5,    1,       1,     1,        true",
    "0.5,    1,       0,     0,        false",
    "1,      3,       3,     3,        true",
    "1,      3,       1000,  999,      false",
    "0.3,    10,      10,    3,        true",
    "0.7,    10,      10,    7,        true",
    "0.07,   10,      100,   7,        true",
    "0.29,   10,      100,   29,       true",
    "0.29,   10,      100,   28,       false",
    "0.0001, 10,      10000, 1,        true",
    "0.0001, 10,      10001, 1,        false",
  })
  void reachesAThresholdExactly(
      double rate, long minimum, long calls, long marked, boolean reached) {
    Limits failures = new Limits(rate, 1, minimum);
    Limits slowness = new Limits(1, rate, minimum);

    assertThat(failures.reachedBy(calls, marked, 0)).isEqualTo(reached);
    assertThat(slowness.reachedBy(calls, 0, marked)).isEqualTo(reached);
  }

  @Test
  void nothingReachesWhatIsNever() {
    assertThat(Limits.NEVER.reachedBy(1_000_000, 1_000_000, 1_000_000)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 10, 6, 0,  failure rate 60 % of 10 calls (threshold 50 %)",
    "0.5, 0.5, 10, 0, 5,  slow call rate 50 % of 10 calls (threshold 50 %)",
    "0.5, 0.2, 10, 6, 6,  failure rate 60 % of 10 calls (threshold 50 %)",
    "0.3, 1,   3,  1, 0,  failure rate 33.3 % of 3 calls (threshold 30 %)",
    "0.5, 1,   1,  1, 0,  failure rate 100 % of 1 call (threshold 50 %)",
    "0.0001, 1, 10000, 1, 0, failure rate 0.01 % of 10000 calls (threshold 0.01 %)",
  })
  void saysWhichRateAndOfHowMany(
      double failureRate, double slowRate, long calls, long failures, long slow, String reason) {
    Limits limits = new Limits(failureRate, slowRate, 1);

    assertThat(limits.reason(new Tally(calls, failures, slow), "call")).isEqualTo(reason);
  }

  @Test
  void writesNumbersAlikeInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(Limits.percent(0.125)).isEqualTo("12.5 %");
    } finally {
      Locale.setDefault(before);
    }
  }
}
