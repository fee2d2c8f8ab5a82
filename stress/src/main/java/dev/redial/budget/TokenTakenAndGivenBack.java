package dev.redial.budget;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZJ_Result;

/** A token that is given back while another is taken is not lost. */
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "one taken, one given back")
public final class TokenTakenAndGivenBack {

  private TokenTakenAndGivenBack() {}

  @JCStressTest
  @JCStressMeta(TokenTakenAndGivenBack.class)
  @State
  public static class Real {
    private final TokenBudget budget = new TokenBudget(new BucketRule(2, 1));

    public Real() {
      budget.tryRetry();
    }

    @Actor
    public void one(ZJ_Result result) {
      result.r1 = budget.tryRetry();
    }

    @Actor
    public void two() {
      budget.callSucceeded(false);
    }

    @Arbiter
    public void end(ZJ_Result result) {
      result.r2 = budget.remaining();
    }
  }

  @JCStressTest
  @JCStressMeta(TokenTakenAndGivenBack.class)
  @State
  public static class Twin {
    private final UnlockedTokens budget = new UnlockedTokens(new BucketRule(2, 1));

    public Twin() {
      budget.tryRetry();
    }

    @Actor
    public void one(ZJ_Result result) {
      result.r1 = budget.tryRetry();
    }

    @Actor
    public void two() {
      budget.callSucceeded(false);
    }

    @Arbiter
    public void end(ZJ_Result result) {
      result.r2 = budget.remaining();
    }
  }
}
