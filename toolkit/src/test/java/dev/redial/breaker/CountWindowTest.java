package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountWindowTest {

  private static final Limits HALF = new Limits(0.5, 0.5, 3);

  /** Also that leaving out what the window calls unchanged is exact. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100})
  void holdsTheLastCallsAndNoOthers(int size) {
    SplittableRandom random = new SplittableRandom(size);
    CountWindow window = new CountWindow(size, HALF);
    WindowModel model = new WindowModel(HALF);
    int leftOut = 0;

    for (int i = 0; i < 3_000; i++) {
      // Healthy and sick stretches, so that the window is full of successes now and then.
      boolean sick = i / 250 % 2 == 1;
      boolean failed = sick && random.nextInt(3) == 0;
      boolean slow = sick && random.nextInt(4) == 0;
      model.add(i, failed, slow);
      model.keepLast(size);
      if (!failed && !slow && window.isUnchangedBySuccess()) {
        leftOut++;
        assertThat(model.reached()).isNull();
      } else {
        assertThat(window.record(failed, slow, 0)).isEqualTo(model.reached());
      }
      assertThat(window.tally(0)).isEqualTo(model.tally());
    }

    assertThat(leftOut).isGreaterThan(100);
  }

  @Test
  void isChangedBySuccessUntilItIsFullOfThem() {
    CountWindow window = new CountWindow(3, HALF);
    String seen = "";
    for (boolean failed : new boolean[] {false, false, false, true, false, false, false}) {
      window.record(failed, false, 0);
      seen += window.isUnchangedBySuccess() ? "=" : "!";
    }

    assertThat(seen).isEqualTo("!!=!!!=");
  }

  @Test
  void aSlowSuccessIsNoFullSuccess() {
    CountWindow window = new CountWindow(1, Limits.NEVER);

    window.record(false, true, 0);
    assertThat(window.isUnchangedBySuccess()).isFalse();
    assertThat(window.tally(0)).isEqualTo(new Tally(1, 0, 1));

    window.record(false, false, 0);
    assertThat(window.isUnchangedBySuccess()).isTrue();
  }

  /** Guarantee 63: a success may be the call that makes the minimum full. */
  @Test
  void aSuccessThatFillsTheMinimumMayReachTheThreshold() {
    CountWindow window = new CountWindow(10, HALF);

    assertThat(window.record(true, false, 0)).isNull();
    assertThat(window.record(true, false, 0)).isNull();
    assertThat(window.record(false, false, 0)).isEqualTo(new Tally(3, 2, 0));
  }
}
