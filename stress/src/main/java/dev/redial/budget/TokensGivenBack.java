package dev.redial.budget;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** Two successes at once give back two tokens. */
@Outcome(id = "2", expect = ACCEPTABLE, desc = "both come back")
public final class TokensGivenBack {

  private TokensGivenBack() {}

  @JCStressTest
  @JCStressMeta(TokensGivenBack.class)
  @State
  public static class Real {
    private final TokenBudget budget = new TokenBudget(new BucketRule(2, 1));

    public Real() {
      budget.tryRetry();
      budget.tryRetry();
    }

    @Actor
    public void one() {
      budget.callSucceeded(false);
    }

    @Actor
    public void two() {
      budget.callSucceeded(false);
    }

    @Arbiter
    public void end(J_Result result) {
      result.r1 = budget.remaining();
    }
  }

  @JCStressTest
  @JCStressMeta(TokensGivenBack.class)
  @State
  public static class Twin {
    private final UnlockedTokens budget = new UnlockedTokens(new BucketRule(2, 1));

    public Twin() {
      budget.tryRetry();
      budget.tryRetry();
    }

    @Actor
    public void one() {
      budget.callSucceeded(false);
    }

    @Actor
    public void two() {
      budget.callSucceeded(false);
    }

    @Arbiter
    public void end(J_Result result) {
      result.r1 = budget.remaining();
    }
  }
}
