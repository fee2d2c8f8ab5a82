package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.redial.stress.StillTime;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Of two calls that ask a circuit with one probe, one passes. */
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "the first passes")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "the second passes")
public final class OneProbe {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenProbes(1).build();

  private OneProbe() {}

  @JCStressTest
  @JCStressMeta(OneProbe.class)
  @State
  public static class Real {
    private final Circuit circuit = new Circuit("", POLICY, new StillTime(0), List.of());

    public Real() {
      circuit.halfOpen();
    }

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = Asks.passes(circuit::admit);
    }

    @Actor
    public void two(ZZ_Result result) {
      result.r2 = Asks.passes(circuit::admit);
    }
  }

  @JCStressTest
  @JCStressMeta(OneProbe.class)
  @State
  public static class Twin {
    private final UnlockedCircuit circuit = new UnlockedCircuit(POLICY);

    public Twin() {
      circuit.halfOpen();
    }

    @Actor
    public void one(ZZ_Result result) {
      result.r1 = Asks.passes(circuit::admit);
    }

    @Actor
    public void two(ZZ_Result result) {
      result.r2 = Asks.passes(circuit::admit);
    }
  }
}
