package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Half of the way up a ramp two calls at once spend the credit of two, and none is left. */
@Outcome(id = "true, true, false", expect = ACCEPTABLE, desc = "two pass, the third does not")
public final class RampCredit {

  private RampCredit() {}

  @JCStressTest
  @JCStressMeta(RampCredit.class)
  @State
  public static class Real {
    private final Ramp ramp = new Ramp(0, 2, 1);

    @Actor
    public void one(ZZZ_Result result) {
      result.r1 = ramp.admits(1);
    }

    @Actor
    public void two(ZZZ_Result result) {
      result.r2 = ramp.admits(1);
    }

    @Arbiter
    public void end(ZZZ_Result result) {
      result.r3 = ramp.admits(1);
    }
  }

  @JCStressTest
  @JCStressMeta(RampCredit.class)
  @State
  public static class Twin {
    private final AtomicInteger halves = new AtomicInteger(2);

    @Actor
    public void one(ZZZ_Result result) {
      result.r1 = admits();
    }

    @Actor
    public void two(ZZZ_Result result) {
      result.r2 = admits();
    }

    @Arbiter
    public void end(ZZZ_Result result) {
      result.r3 = admits();
    }

    private boolean admits() {
      int after = halves.get() + 1;
      halves.set(after >= 2 ? after - 2 : after);
      return after >= 2;
    }
  }
}
