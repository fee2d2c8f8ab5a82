package com.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.inject.FaultPlan;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import org.junit.jupiter.api.Test;

/** Outside the test kit's own packages, as a user's test is. */
class PlaceOfDeclarationTest {

  private final Timeline timeline = new Timeline(TimeSource.system());
  private final Faults faults = new Faults(timeline, TimeSource.system());

  /** Expectation 3: a leftover names the line of the test that declared it. */
  @Test
  void isTheLineOfTheTestThatWrapped() {
    int line = here() + 1;
    faults.wrap(Runnable.class, () -> {}, "ok");

    assertThatThrownBy(faults::verify)
        .hasMessageContaining("declared at PlaceOfDeclarationTest.java:" + line + ".");
  }

  @Test
  void isTheLineThatNamedTheMethod() {
    int line = here() + 1;
    faults.into(Runnable.class, () -> {}).on("run", "ok");

    assertThatThrownBy(faults::verify)
        .hasMessageContaining("declared at PlaceOfDeclarationTest.java:" + line + ".");
  }

  @Test
  void isTheLineThatMadeThePlan() {
    int line = here() + 1;
    FaultPlan plan = FaultPlan.of("x", Script.parse("ok"), timeline, TimeSource.system());

    assertThat(plan.place()).isEqualTo("PlaceOfDeclarationTest.java:" + line);
    assertThat(plan.declaredAt("@Script of X").place()).isEqualTo("@Script of X");
  }

  private static int here() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
  }
}
