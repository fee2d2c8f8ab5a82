package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RampTest {

  private static final long LENGTH = Duration.ofSeconds(10).toNanos();

  private static String answers(Ramp ramp, long at, int calls) {
    StringBuilder answers = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      answers.append(ramp.admits(at) ? '+' : '-');
    }
    return answers.toString();
  }

  @ParameterizedTest(name = "at {0} %")
  @CsvSource({
    "-1,  +----------- ",
    "0,   +----------- ",
    "25,  +--+---+---+ ",
    "50,  ++-+-+-+-+-+ ",
    "75,  ++++-+++-+++ ",
    "100, ++++++++++++ ",
    "120, ++++++++++++ ",
  })
  void letsAShareOfTheCallsPassByCounting(long percent, String answers) {
    Ramp ramp = new Ramp(7, LENGTH, 1);

    assertThat(answers(ramp, 7 + LENGTH / 100 * percent, 12)).isEqualTo(answers);
  }

  @Test
  void beginsWithAsManyCallsAsThereWereProbes() {
    assertThat(answers(new Ramp(0, LENGTH, 3), 0, 8)).isEqualTo("+++-----");
  }

  @Test
  void growsEvenly() {
    Ramp ramp = new Ramp(0, LENGTH, 1);
    int passed = 0;
    for (int i = 0; i < 1_000; i++) {
      passed += ramp.admits(LENGTH / 1_000 * i) ? 1 : 0;
    }

    assertThat(passed).isBetween(499, 501);
  }

  /** Half of 160,000 calls, and the one that it begins with, whoever asks. */
  @RepeatedTest(5)
  void countsExactlyUnderRaces() {
    Ramp ramp = new Ramp(0, LENGTH, 1);

    assertThat(passed(() -> ramp.admits(LENGTH / 2))).isEqualTo(80_001);
  }

  /** The twin looks, and then takes. */
  @Test
  void aRampThatDoesNotCompareBeforeItSetsGoesWrong() {
    Race.goesWrong(
        () -> {
          AtomicLong halves = new AtomicLong(2);
          return passed(
                  () -> {
                    long after = halves.get() + 1;
                    Race.letOthersIn();
                    halves.set(after >= 2 ? after - 2 : after);
                    return after >= 2;
                  })
              == 80_001;
        });
  }

  private static int passed(BooleanSupplier ask) {
    AtomicInteger passed = new AtomicInteger();
    Race.of(
        8,
        number -> {
          for (int i = 0; i < 20_000; i++) {
            if (ask.getAsBoolean()) {
              passed.incrementAndGet();
            }
          }
        });
    return passed.get();
  }

  @Test
  void isOverAtExactlyItsLength() {
    Ramp ramp = new Ramp(Long.MAX_VALUE, LENGTH, 1);

    assertThat(ramp.isOver(Long.MAX_VALUE + LENGTH - 1)).isFalse();
    assertThat(ramp.isOver(Long.MAX_VALUE + LENGTH)).isTrue();
  }

  @Test
  void saysWhatShareOfTheCallsPasses() {
    Ramp ramp = new Ramp(LENGTH, LENGTH, 1);

    assertThat(ramp.sentence("orders", LENGTH + LENGTH / 5))
        .isEqualTo(
            "Circuit 'orders' is closed since 2 s and ramps up: 20 % of the calls pass now,"
                + " all of them in 8 s");
  }
}
