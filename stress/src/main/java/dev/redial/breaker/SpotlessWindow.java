package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JZ_Result;

/** A window says that it is unmarked if, and only if, it is. */
@Outcome(id = "0, true", expect = ACCEPTABLE, desc = "the failure came first")
@Outcome(id = "1, false", expect = ACCEPTABLE, desc = "the failure came last")
public final class SpotlessWindow {

  private SpotlessWindow() {}

  @JCStressTest
  @JCStressMeta(SpotlessWindow.class)
  @State
  public static class Real {
    private final CountWindow window = new CountWindow(1, Limits.NEVER);

    @Actor
    public void one() {
      var unused = window.record(true, false, 0);
    }

    @Actor
    public void two() {
      var unused = window.record(false, false, 0);
    }

    @Arbiter
    public void end(JZ_Result result) {
      result.r1 = window.tally(0).failures();
      result.r2 = window.isUnchangedBySuccess();
    }
  }

  @JCStressTest
  @JCStressMeta(SpotlessWindow.class)
  @State
  public static class Twin {
    private final UnlockedRing window = new UnlockedRing(1);

    @Actor
    public void one() {
      window.record(true, false, 0);
    }

    @Actor
    public void two() {
      window.record(false, false, 0);
    }

    @Arbiter
    public void end(JZ_Result result) {
      result.r1 = window.tally(0).failures();
      result.r2 = window.isUnchangedBySuccess();
    }
  }
}
