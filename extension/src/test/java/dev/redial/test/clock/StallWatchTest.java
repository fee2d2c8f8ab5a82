package dev.redial.test.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallWatchTest {

  private static final long LOOK = 500_000_000;

  private final StallWatch watch = new StallWatch(7, 0);
  private long realNow;

  private boolean look(boolean mayGoOn, long progress) {
    realNow += LOOK;
    assertThat(watch.isTimeToLook(realNow)).isTrue();
    return watch.isStalled(mayGoOn, progress, Duration.ofSeconds(1));
  }

  @Test
  void isStalledWhenNothingMovedForASecond() {
    assertThat(look(false, 7)).isFalse();
    assertThat(look(false, 7)).isTrue();
  }

  @Test
  void isNotStalledWhileSomethingMovesOrRuns() {
    for (int i = 0; i < 10; i++) {
      assertThat(look(false, 8 + i)).isFalse();
      assertThat(look(true, 8 + i)).isFalse();
    }
  }

  @Test
  void waitsAsLongAsItIsTold() {
    Duration limit = Duration.ofSeconds(10);
    for (int i = 1; i < 20; i++) {
      realNow += LOOK;
      assertThat(watch.isTimeToLook(realNow)).isTrue();
      assertThat(watch.isStalled(false, 7, limit)).isFalse();
    }
    realNow += LOOK;
    assertThat(watch.isTimeToLook(realNow)).isTrue();
    assertThat(watch.isStalled(false, 7, limit)).isTrue();
  }

  /** A process that was stopped for a minute looks around once, and has seen nothing yet. */
  @Test
  void aProcessThatWasFrozenIsNotAClockThatIsStalled() {
    realNow += 60_000_000_000L;

    assertThat(look(false, 7)).isFalse();
    assertThat(look(false, 7)).isTrue();
  }
}
