package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A count window counts two calls that end at once. */
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "both count")
public final class CallsCounted {

  private CallsCounted() {}

  @JCStressTest
  @JCStressMeta(CallsCounted.class)
  @State
  public static class Real {
    private final CountWindow window = new CountWindow(4, Limits.NEVER);

    @Actor
    public void one() {
      var unused = window.record(true, false, 0);
    }

    @Actor
    public void two() {
      var unused = window.record(false, false, 0);
    }

    @Arbiter
    public void end(JJ_Result result) {
      Tally tally = window.tally(0);
      result.r1 = tally.calls();
      result.r2 = tally.failures();
    }
  }

  @JCStressTest
  @JCStressMeta(CallsCounted.class)
  @State
  public static class Twin {
    private final UnlockedRing window = new UnlockedRing(4);

    @Actor
    public void one() {
      window.record(true, false, 0);
    }

    @Actor
    public void two() {
      window.record(false, false, 0);
    }

    @Arbiter
    public void end(JJ_Result result) {
      Tally tally = window.tally(0);
      result.r1 = tally.calls();
      result.r2 = tally.failures();
    }
  }
}
