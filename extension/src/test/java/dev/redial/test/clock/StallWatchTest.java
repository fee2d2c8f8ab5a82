package dev.redial.test.clock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StallWatchTest {

  private static final long LOOK = 500_000_000;

  private final StallWatch watch = new StallWatch(7, 0);
  private long realNow;

  private boolean look(boolean mayGoOn, long progress, boolean stagesInFlight) {
    realNow += LOOK;
    assertThat(watch.isTimeToLook(realNow)).isTrue();
    return watch.isStalled(mayGoOn, progress, stagesInFlight);
  }

  @Test
  void isStalledWhenNothingMovedForASecond() {
    assertThat(look(false, 7, false)).isFalse();
    assertThat(look(false, 7, false)).isTrue();
  }

  @Test
  void isNotStalledWhileSomethingMovesOrRuns() {
    for (int i = 0; i < 10; i++) {
      assertThat(look(false, 8 + i, false)).isFalse();
      assertThat(look(true, 8 + i, false)).isFalse();
    }
  }

  @Test
  void waitsLongerForWorkInFlight() {
    for (int i = 1; i < 20; i++) {
      assertThat(look(false, 7, true)).isFalse();
    }
    assertThat(look(false, 7, true)).isTrue();
  }

  /** A process that was stopped for a minute looks around once, and has seen nothing yet. */
  @Test
  void aProcessThatWasFrozenIsNotAClockThatIsStalled() {
    realNow += 60_000_000_000L;

    assertThat(look(false, 7, false)).isFalse();
    assertThat(look(false, 7, false)).isTrue();
  }
}
