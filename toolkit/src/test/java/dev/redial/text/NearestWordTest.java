package dev.redial.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestWordTest {

  private static final List<String> WORDS = List.of("maxAttempts", "maxDelay", "jitter", "fixed");

  @ParameterizedTest
  @CsvSource({
    "maxAttempts, maxAttempts",
    "MAXATTEMPTS, maxAttempts",
    "maxAtempt, maxAttempts",
    "maxDlaey, maxDelay",
    "jiter, jitter",
    "jittr, jitter",
    "fixde, fixed",
    "fi, ''",
    "fxe, fixed",
    "f, ''",
    "attempts, ''",
    "'', ''",
  })
  void isTheOneWithTheFewestEdits(String misspelt, String nearest) {
    assertThat(NearestWord.among(WORDS, misspelt).orElse("")).isEqualTo(nearest);
  }

  /** Comparing it letter by letter would take a table of 10,000,000 lines. */
  @Test
  void doesNotCompareWhatIsFarTooLong() {
    assertThat(NearestWord.among(WORDS, "x".repeat(10_000_000))).isEmpty();
  }
}
