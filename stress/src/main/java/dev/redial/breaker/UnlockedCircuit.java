package dev.redial.breaker;

import dev.redial.breaker.State.Passing;
import dev.redial.call.CircuitState;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A shell as sabotage would have it: the same core, whose state is looked at, and then set. */
final class UnlockedCircuit {

  private final Transitions transitions;
  private final AtomicInteger changes = new AtomicInteger();
  private volatile State state;

  UnlockedCircuit(BreakerPolicy policy) {
    transitions = new Transitions(policy);
    state = transitions.start(0);
  }

  @Nullable Permit admit() {
    State before = state;
    if (before instanceof Passing passing) {
      return passing;
    }
    Admission admission = transitions.ask(before, 0);
    enter(before, admission.next());
    return admission.permit();
  }

  void succeeded(Probe probe) {
    State before = state;
    enter(before, transitions.probeEnded(before, probe, false, false, 1, 0));
  }

  void failed(Permit permit) {
    State before = state;
    enter(
        before,
        permit instanceof Passing passing
            ? transitions.tripped(before, passing, "1 failure", 1, 0)
            : transitions.probeEnded(before, (Probe) permit, true, false, 1, 0));
  }

  void released(Probe probe) {
    State before = state;
    enter(before, transitions.released(before, probe));
  }

  void halfOpen() {
    State before = state;
    enter(before, transitions.halfOpen(before, 0));
  }

  void reset() {
    State before = state;
    enter(before, transitions.reset(before, 0));
  }

  private void enter(State before, State next) {
    state = next;
    if (before.kind() != next.kind()) {
      changes.incrementAndGet();
    }
  }

  CircuitState kind() {
    return state.kind();
  }

  int changes() {
    return changes.get();
  }
}
