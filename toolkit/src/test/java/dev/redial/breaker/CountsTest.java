package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {

  private static final Limits HALF = new Limits(0.5, 0.5, 4);

  private static Counts counts(String trigger) {
    return switch (trigger) {
      case "in a row" -> new Counts(3, Limits.NEVER, null);
      case "rates" -> new Counts(0, HALF, new CountWindow(10, HALF));
      case "both" -> new Counts(3, HALF, new CountWindow(10, HALF));
      case "watching" -> new Counts(0, Limits.NEVER, new CountWindow(10, Limits.NEVER));
      default -> Counts.none();
    };
  }

  /** Ends are + well, - failed, s slow and well, f slow and failed; the last one gives a reason. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "in a row, ---,      3 failures in a row",
    "in a row, --+--,    ",
    "in a row, --s---,   3 failures in a row",
    "in a row, -f-,      3 failures in a row",
    "rates,    ---,      ",
    "rates,    ----,     failure rate 100 % of 4 calls (threshold 50 %)",
    "rates,    ---+,     failure rate 75 % of 4 calls (threshold 50 %)",
    "rates,    +-+-,     failure rate 50 % of 4 calls (threshold 50 %)",
    "rates,    +++-,     ",
    "rates,    ++sf,     slow call rate 50 % of 4 calls (threshold 50 %)",
    "rates,    ++ss,     slow call rate 50 % of 4 calls (threshold 50 %)",
    "rates,    +ffs,     failure rate 50 % of 4 calls (threshold 50 %)",
    "both,     ---,      3 failures in a row",
    "both,     +-+-,     failure rate 50 % of 4 calls (threshold 50 %)",
    "both,     +++++---, 3 failures in a row",
    "watching, -----,    ",
    "nothing,  -----,    ",
  })
  void opensForTheReasonOfItsTrigger(String trigger, String ends, String reason) {
    Counts counts = counts(trigger);
    String given = null;
    for (int i = 0; i < ends.length(); i++) {
      assertThat(given).isNull();
      char end = ends.charAt(i);
      boolean slow = end == 's' || end == 'f';
      given = end == '+' || end == 's' ? counts.succeeded(slow, 0) : counts.failed(slow, 0);
    }

    assertThat(given).isEqualTo(reason);
  }

  @Test
  void oneFailureIsNotInARow() {
    assertThat(new Counts(1, Limits.NEVER, null).failed(false, 0)).isEqualTo("1 failure");
  }

  /** Calls that race may end after the one that opens; they must not read as a longer row. */
  @Test
  void theRowIsAsLongAsThePolicySays() {
    Counts counts = counts("in a row");
    String last = null;
    for (int i = 0; i < 5; i++) {
      last = counts.failed(false, 0);
    }

    assertThat(last).isEqualTo("3 failures in a row");
  }

  @Test
  void isUnchangedBySuccessIfNothingCountedIs() {
    Counts both = counts("both");
    for (int i = 0; i < 10; i++) {
      assertThat(both.areUnchangedBySuccess()).isFalse();
      both.succeeded(false, 0);
    }
    assertThat(both.areUnchangedBySuccess()).isTrue();

    both.failed(false, 0);
    assertThat(both.areUnchangedBySuccess()).isFalse();
    assertThat(Counts.none().areUnchangedBySuccess()).isTrue();
    assertThat(Counts.none().tally(0)).isEqualTo(Tally.NONE);
  }
}
