package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 64; time is in nanoseconds. */
class TimeWindowTest {

  private static final Limits HALF = new Limits(0.5, 0.5, 3);
  private static final long START = Long.MAX_VALUE - 5_000;

  /** The clock overflows on the way. Also that no success which reaches a threshold is missed. */
  @ParameterizedTest(name = "buckets of {0}")
  @ValueSource(longs = {1, 7, 100})
  void holdsTheCallsOfTheLastTenBucketsAndNoOthers(long bucket) {
    SplittableRandom random = new SplittableRandom(bucket);
    TimeWindow window = new TimeWindow(10 * bucket, HALF, START);
    WindowModel model = new WindowModel(HALF);
    long now = START;
    int reached = 0;

    for (int i = 0; i < 5_000; i++) {
      now += random.nextLong(bucket / 2 + 1) + (random.nextInt(300) == 0 ? 25 * bucket : 0);
      boolean sick = i / 200 % 2 == 1;
      boolean failed = sick && random.nextInt(2) == 0;
      boolean slow = sick && random.nextInt(5) == 0;
      model.add(now, failed, slow);
      long begun = now - (now - START) % bucket;
      model.forgetBefore(begun - 9 * bucket);

      assertThat(window.record(failed, slow, now)).isEqualTo(model.reached());
      assertThat(window.tally(now)).isEqualTo(model.tally());
      reached += model.reached() == null ? 0 : 1;
    }

    assertThat(reached).isBetween(100, 4_900);
  }

  @ParameterizedTest(name = "window {0}: a call at 0 is held at {1}, and no more at {2}")
  @CsvSource({
    "1, 0, 1",
    "2, 1, 2",
    "9, 8, 9",
    "10, 9, 10",
    "11, 11, 12",
    "15, 15, 16",
    "1000, 999, 1000",
  })
  void worksHoweverShortItIs(long length, long held, long forgotten) {
    TimeWindow window = new TimeWindow(length, HALF, 0);
    window.record(true, false, 0);

    assertThat(window.tally(held)).isEqualTo(new Tally(1, 1, 0));
    assertThat(window.tally(forgotten)).isEqualTo(Tally.NONE);
  }

  @Test
  void worksHoweverLongItIs() {
    TimeWindow window = new TimeWindow(Long.MAX_VALUE, HALF, 0);
    window.record(true, false, 0);
    window.record(false, false, Long.MAX_VALUE / 4);

    assertThat(window.tally(Long.MAX_VALUE / 4)).isEqualTo(new Tally(2, 1, 0));
  }

  @Test
  void anIdleGapForgetsEverythingAtOnce() {
    TimeWindow window = new TimeWindow(100, HALF, 0);
    for (int i = 0; i < 100; i++) {
      window.record(i % 2 == 0, false, i);
    }
    assertThat(window.tally(99)).isEqualTo(new Tally(100, 50, 0));

    assertThat(window.record(true, false, 1_000_000_007)).isNull();
    assertThat(window.tally(1_000_000_007)).isEqualTo(new Tally(1, 1, 0));
  }

  @Test
  void aClockThatGoesBackNeitherLosesNorDoublesACall() {
    TimeWindow window = new TimeWindow(100, Limits.NEVER, 1_000);
    window.record(true, false, 1_050);
    for (long back : new long[] {1_049, 1_000, 0, -1_000_000}) {
      window.record(true, false, back);
      window.record(false, false, back);
    }

    assertThat(window.tally(-5)).isEqualTo(new Tally(9, 5, 0));
    assertThat(window.tally(1_059)).isEqualTo(new Tally(9, 5, 0));
    assertThat(window.tally(1_150)).isEqualTo(Tally.NONE);
  }

  /** The first success after the old ones are forgotten may be what shows the rate. */
  @Test
  void aSuccessMayReachTheThresholdSinceOlderOnesAreForgotten() {
    TimeWindow window = new TimeWindow(100, HALF, 0);
    for (int i = 0; i < 10; i++) {
      assertThat(window.record(false, false, 5)).isNull();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(window.record(true, false, 15)).isNull();
    }

    assertThat(window.record(false, false, 99)).isNull();
    assertThat(window.record(false, false, 100)).isEqualTo(new Tally(6, 4, 0));
  }

  @Test
  void readingTheWindowDoesNotHideAThresholdFromTheNextCall() {
    TimeWindow window = new TimeWindow(100, HALF, 0);
    for (int i = 0; i < 10; i++) {
      window.record(false, false, 5);
    }
    for (int i = 0; i < 4; i++) {
      window.record(true, false, 15);
    }

    assertThat(window.tally(100)).isEqualTo(new Tally(4, 4, 0));
    assertThat(window.record(false, false, 100)).isEqualTo(new Tally(5, 4, 0));
  }
}
