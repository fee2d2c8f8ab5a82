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
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Of two retries that ask for the last of a share, one gets it. */
@Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "the first gets it")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "the second gets it")
public final class LastOfAShare {

  private LastOfAShare() {}

  @JCStressTest
  @JCStressMeta(LastOfAShare.class)
  @State
  public static class Real {
    private final RetryBudget budget =
        RetryBudget.ratio(1, 0, Duration.ofSeconds(10), new StillTime(0));

    public Real() {
      budget.callStarted();
    }

    @Actor
    public void one(ZZJ_Result result) {
      result.r1 = budget.tryRetry();
    }

    @Actor
    public void two(ZZJ_Result result) {
      result.r2 = budget.tryRetry();
    }

    @Arbiter
    public void end(ZZJ_Result result) {
      result.r3 = budget.remaining();
    }
  }

  @JCStressTest
  @JCStressMeta(LastOfAShare.class)
  @State
  public static class Twin {
    private final UnlockedRatio budget = new UnlockedRatio();

    public Twin() {
      budget.callStarted();
    }

    @Actor
    public void one(ZZJ_Result result) {
      result.r1 = budget.tryRetry();
    }

    @Actor
    public void two(ZZJ_Result result) {
      result.r2 = budget.tryRetry();
    }

    @Arbiter
    public void end(ZZJ_Result result) {
      result.r3 = budget.remaining();
    }
  }
}
