package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.redial.stress.StillTime;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A failure opens no circuit that was reset before it came, and a reset closes what it opened
 * before.
 */
@Outcome(id = "CLOSED", expect = ACCEPTABLE, desc = "opened and reset, or never opened")
public final class LateFailure {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenProbes(1).build();

  private LateFailure() {}

  @JCStressTest
  @JCStressMeta(LateFailure.class)
  @State
  public static class Real {
    private final Circuit circuit = new Circuit("", POLICY, new StillTime(0), List.of());
    private final Permit permit;

    public Real() {
      permit = circuit.admit();
    }

    @Actor
    public void one() {
      circuit.reset();
    }

    @Actor
    public void two() {
      circuit.failed(permit);
    }

    @Arbiter
    public void end(L_Result result) {
      result.r1 = circuit.kind();
    }
  }

  @JCStressTest
  @JCStressMeta(LateFailure.class)
  @State
  public static class Twin {
    private final UnlockedCircuit circuit = new UnlockedCircuit(POLICY);
    private final Permit permit;

    public Twin() {
      permit = circuit.admit();
    }

    @Actor
    public void one() {
      circuit.reset();
    }

    @Actor
    public void two() {
      circuit.failed(permit);
    }

    @Arbiter
    public void end(L_Result result) {
      result.r1 = circuit.kind();
    }
  }
}
