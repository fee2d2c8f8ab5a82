package dev.redial.budget;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.redial.stress.StillTime;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Two calls that begin at once are both counted. */
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both count")
public final class CallsOfAShare {

  private CallsOfAShare() {}

  @JCStressTest
  @JCStressMeta(CallsOfAShare.class)
  @State
  public static class Real {
    private final RetryBudget budget =
        RetryBudget.ratio(1, 0, Duration.ofSeconds(10), new StillTime(0));

    @Actor
    public void one() {
      budget.callStarted();
    }

    @Actor
    public void two() {
      budget.callStarted();
    }

    @Arbiter
    public void end(J_Result result) {
      result.r1 = budget.remaining();
    }
  }

  @JCStressTest
  @JCStressMeta(CallsOfAShare.class)
  @State
  public static class Twin {
    private final UnlockedRatio budget = new UnlockedRatio();

    @Actor
    public void one() {
      budget.callStarted();
    }

    @Actor
    public void two() {
      budget.callStarted();
    }

    @Arbiter
    public void end(J_Result result) {
      result.r1 = budget.remaining();
    }
  }
}
