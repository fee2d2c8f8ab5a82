package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.redial.stress.StillTime;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of six calls that ask a circuit with three probes, three pass. */
@Outcome(id = "0, 3", expect = ACCEPTABLE, desc = "three")
@Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "three")
@Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "three")
@Outcome(id = "3, 0", expect = ACCEPTABLE, desc = "three")
public final class ThreeProbes {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenProbes(3).build();

  private ThreeProbes() {}

  @JCStressTest
  @JCStressMeta(ThreeProbes.class)
  @State
  public static class Real {
    private final Circuit circuit = new Circuit("", POLICY, new StillTime(0), List.of());

    public Real() {
      circuit.halfOpen();
    }

    @Actor
    public void one(II_Result result) {
      result.r1 = Asks.passed(3, circuit::admit);
    }

    @Actor
    public void two(II_Result result) {
      result.r2 = Asks.passed(3, circuit::admit);
    }
  }

  @JCStressTest
  @JCStressMeta(ThreeProbes.class)
  @State
  public static class Twin {
    private final UnlockedCircuit circuit = new UnlockedCircuit(POLICY);

    public Twin() {
      circuit.halfOpen();
    }

    @Actor
    public void one(II_Result result) {
      result.r1 = Asks.passed(3, circuit::admit);
    }

    @Actor
    public void two(II_Result result) {
      result.r2 = Asks.passed(3, circuit::admit);
    }
  }
}
