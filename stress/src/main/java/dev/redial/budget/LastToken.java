package dev.redial.budget;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Of two retries that ask for the last token, one gets it. */
@Outcome(id = "true, false, 0", expect = ACCEPTABLE, desc = "the first gets it")
@Outcome(id = "false, true, 0", expect = ACCEPTABLE, desc = "the second gets it")
public final class LastToken {

  private LastToken() {}

  @JCStressTest
  @JCStressMeta(LastToken.class)
  @State
  public static class Real {
    private final TokenBudget budget = new TokenBudget(new BucketRule(1, 1));

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
  @JCStressMeta(LastToken.class)
  @State
  public static class Twin {
    private final UnlockedTokens budget = new UnlockedTokens(new BucketRule(1, 1));

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
