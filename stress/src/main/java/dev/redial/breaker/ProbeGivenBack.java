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
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Of two probes one is given back while the other is issued: one more may follow, and only one. */
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "two are under way in the end")
public final class ProbeGivenBack {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenProbes(2).build();

  private ProbeGivenBack() {}

  @JCStressTest
  @JCStressMeta(ProbeGivenBack.class)
  @State
  public static class Real {
    private final Circuit circuit = new Circuit("", POLICY, new StillTime(0), List.of());
    private final Probe probe;

    public Real() {
      circuit.halfOpen();
      probe = (Probe) circuit.admit();
    }

    @Actor
    public void one() {
      circuit.released(probe);
    }

    @Actor
    public void two(ZI_Result result) {
      result.r1 = Asks.passes(circuit::admit);
    }

    @Arbiter
    public void end(ZI_Result result) {
      result.r2 = Asks.passed(2, circuit::admit);
    }
  }

  @JCStressTest
  @JCStressMeta(ProbeGivenBack.class)
  @State
  public static class Twin {
    private final UnlockedCircuit circuit = new UnlockedCircuit(POLICY);
    private final Probe probe;

    public Twin() {
      circuit.halfOpen();
      probe = (Probe) circuit.admit();
    }

    @Actor
    public void one() {
      circuit.released(probe);
    }

    @Actor
    public void two(ZI_Result result) {
      result.r1 = Asks.passes(circuit::admit);
    }

    @Arbiter
    public void end(ZI_Result result) {
      result.r2 = Asks.passed(2, circuit::admit);
    }
  }
}
