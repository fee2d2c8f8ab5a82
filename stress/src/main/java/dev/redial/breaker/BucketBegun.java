package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;
import org.openjdk.jcstress.infra.results.J_Result;

/** Two calls that both find the current bucket over are both counted. */
public final class BucketBegun {

  private BucketBegun() {}

  @JCStressTest
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "both count")
  @State
  public static class Real {
    private final TimeWindow window = new TimeWindow(100, Limits.NEVER, 0);

    @Actor
    public void one() {
      var unused = window.record(false, false, 20);
    }

    @Actor
    public void two() {
      var unused = window.record(true, false, 20);
    }

    @Arbiter
    public void end(JJ_Result result) {
      Tally tally = window.tally(20);
      result.r1 = tally.calls();
      result.r2 = tally.failures();
    }
  }

  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "both count")
  @State
  public static class Twin {
    private final SharedBuckets window = new SharedBuckets();

    @Actor
    public void one() {
      window.record(2);
    }

    @Actor
    public void two() {
      window.record(2);
    }

    @Arbiter
    public void end(J_Result result) {
      result.r1 = window.calls();
    }
  }
}
