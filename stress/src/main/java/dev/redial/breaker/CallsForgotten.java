package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJZ_Result;

/** Two calls that end at once take the places of the two oldest. */
@Outcome(id = "2, 0, true", expect = ACCEPTABLE, desc = "both old failures are gone")
public final class CallsForgotten {

  private CallsForgotten() {}

  @JCStressTest
  @JCStressMeta(CallsForgotten.class)
  @State
  public static class Real {
    private final CountWindow window = new CountWindow(2, Limits.NEVER);

    public Real() {
      for (int i = 0; i < 2; i++) {
        var unused = window.record(true, false, 0);
      }
    }

    @Actor
    public void one() {
      var unused = window.record(false, false, 0);
    }

    @Actor
    public void two() {
      var unused = window.record(false, false, 0);
    }

    @Arbiter
    public void end(JJZ_Result result) {
      Tally tally = window.tally(0);
      result.r1 = tally.calls();
      result.r2 = tally.failures();
      result.r3 = window.isUnchangedBySuccess();
    }
  }

  @JCStressTest
  @JCStressMeta(CallsForgotten.class)
  @State
  public static class Twin {
    private final UnlockedRing window = new UnlockedRing(2);

    public Twin() {
      for (int i = 0; i < 2; i++) {
        window.record(true, false, 0);
      }
    }

    @Actor
    public void one() {
      window.record(false, false, 0);
    }

    @Actor
    public void two() {
      window.record(false, false, 0);
    }

    @Arbiter
    public void end(JJZ_Result result) {
      Tally tally = window.tally(0);
      result.r1 = tally.calls();
      result.r2 = tally.failures();
      result.r3 = window.isUnchangedBySuccess();
    }
  }
}
