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
import org.openjdk.jcstress.infra.results.LJ_Result;

/** Two probes that succeed at once close the circuit, once. */
@Outcome(id = "CLOSED, 2", expect = ACCEPTABLE, desc = "half-opened, and ended by the probes")
public final class ProbesSucceed {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenProbes(2).build();

  private ProbesSucceed() {}

  @JCStressTest
  @JCStressMeta(ProbesSucceed.class)
  @State
  public static class Real {
    private final Circuit circuit = new Circuit("", POLICY, new StillTime(0), List.of());
    private final Probe first;
    private final Probe second;

    public Real() {
      circuit.halfOpen();
      first = (Probe) circuit.admit();
      second = (Probe) circuit.admit();
    }

    @Actor
    public void one() {
      circuit.succeeded(first);
    }

    @Actor
    public void two() {
      circuit.succeeded(second);
    }

    @Arbiter
    public void end(LJ_Result result) {
      result.r1 = circuit.kind();
      result.r2 = circuit.snapshot().changeCount();
    }
  }

  @JCStressTest
  @JCStressMeta(ProbesSucceed.class)
  @State
  public static class Twin {
    private final UnlockedCircuit circuit = new UnlockedCircuit(POLICY);
    private final Probe first;
    private final Probe second;

    public Twin() {
      circuit.halfOpen();
      first = (Probe) circuit.admit();
      second = (Probe) circuit.admit();
    }

    @Actor
    public void one() {
      circuit.succeeded(first);
    }

    @Actor
    public void two() {
      circuit.succeeded(second);
    }

    @Arbiter
    public void end(LJ_Result result) {
      result.r1 = circuit.kind();
      result.r2 = circuit.changes();
    }
  }
}
