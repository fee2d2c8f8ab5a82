package dev.redial.breaker;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.redial.call.CircuitState;
import dev.redial.stress.StillTime;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressMeta;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LJJ_Result;

/** Two failures at once are both counted, and open the circuit once. */
@Outcome(id = "OPEN, 1, 2", expect = ACCEPTABLE, desc = "the second failure opens")
public final class FailuresInARow {

  private static final BreakerPolicy POLICY = BreakerPolicy.builder().failuresInARow(2).build();

  private FailuresInARow() {}

  @JCStressTest
  @JCStressMeta(FailuresInARow.class)
  @State
  public static class Real {
    private final Circuit circuit = new Circuit("", POLICY, new StillTime(0), List.of());
    private final Permit first;
    private final Permit second;

    public Real() {
      first = circuit.admit();
      second = circuit.admit();
    }

    @Actor
    public void one() {
      circuit.failed(first);
    }

    @Actor
    public void two() {
      circuit.failed(second);
    }

    @Arbiter
    public void end(LJJ_Result result) {
      CircuitSnapshot snapshot = circuit.snapshot();
      result.r1 = snapshot.state();
      result.r2 = snapshot.changeCount();
      result.r3 = snapshot.failed();
    }
  }

  @JCStressTest
  @JCStressMeta(FailuresInARow.class)
  @State
  public static class Twin {
    private volatile int inARow;
    private volatile CircuitState state = CircuitState.CLOSED;

    @Actor
    public void one() {
      failed();
    }

    @Actor
    public void two() {
      failed();
    }

    @Arbiter
    public void end(LJJ_Result result) {
      result.r1 = state;
      result.r2 = state == CircuitState.OPEN ? 1 : 0;
      result.r3 = inARow;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void failed() {
      inARow++;
      if (inARow >= 2) {
        state = CircuitState.OPEN;
      }
    }
  }
}
