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
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A probe that is given back while another call asks is neither lost nor issued twice. */
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "passes as soon as it is given back")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "passes later")
public final class ProbeGivenBack {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenProbes(1).build();

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
    public void two(ZZ_Result result) {
      result.r1 = Asks.passes(circuit::admit);
    }

    @Arbiter
    public void end(ZZ_Result result) {
      result.r2 = Asks.passes(circuit::admit);
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
    public void two(ZZ_Result result) {
      result.r1 = Asks.passes(circuit::admit);
    }

    @Arbiter
    public void end(ZZ_Result result) {
      result.r2 = Asks.passes(circuit::admit);
    }
  }
}
