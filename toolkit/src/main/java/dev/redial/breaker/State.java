package dev.redial.breaker;

import dev.redial.call.CircuitState;
import java.util.ArrayList;
import java.util.List;

/** A circuit at one moment, as a value: {@link Transitions} makes one from another. */
sealed interface State {

  /** How the circuit came into this state. */
  Entry entry();

  /** What users call this state. */
  CircuitState kind();

  /**
   * How a circuit came into a state.
   *
   * @param generation counts the states of the circuit, from 1
   * @param since when, on the monotonic clock
   * @param reason why, in words: {@code "5 failures in a row"}
   */
  record Entry(long generation, long since, String reason) {

    Entry next(long now, String why) {
      return new Entry(generation + 1, now, why);
    }
  }

  /**
   * Calls pass. The state itself is their permit, so that a call that succeeds allocates nothing.
   *
   * @param failures how many calls failed since the last success
   */
  record Closed(Entry entry, int failures) implements State, Permit {

    Closed(Entry entry) {
      this(entry, 0);
    }

    @Override
    public CircuitState kind() {
      return CircuitState.CLOSED;
    }

    Closed withFailures(int count) {
      return new Closed(entry, count);
    }
  }

  /**
   * Calls are rejected.
   *
   * @param openWait for how many nanoseconds; {@link #FOREVER} if until told otherwise by hand
   */
  record Open(Entry entry, long openWait) implements State {

    static final long FOREVER = Long.MAX_VALUE;

    @Override
    public CircuitState kind() {
      return CircuitState.OPEN;
    }
  }

  /**
   * Some calls pass as probes.
   *
   * @param issued how many probes were issued
   * @param succeeded how many of them succeeded
   * @param running those under way, oldest first
   */
  record HalfOpen(Entry entry, int issued, int succeeded, List<Probe> running) implements State {

    HalfOpen(Entry entry) {
      this(entry, 0, 0, List.of());
    }

    public HalfOpen {
      running = List.copyOf(running);
    }

    @Override
    public CircuitState kind() {
      return CircuitState.HALF_OPEN;
    }

    /** This state with one more probe under way, which is the last of {@link #running}. */
    HalfOpen withProbe(long now) {
      List<Probe> more = new ArrayList<>(running);
      more.add(new Probe(entry.generation(), issued + 1, now));
      return new HalfOpen(entry, issued + 1, succeeded, more);
    }

    HalfOpen without(Probe probe) {
      List<Probe> fewer = new ArrayList<>(running);
      fewer.remove(probe);
      return new HalfOpen(entry, issued, succeeded, fewer);
    }

    HalfOpen withSuccessOf(Probe probe) {
      HalfOpen fewer = without(probe);
      return new HalfOpen(entry, issued, succeeded + 1, fewer.running);
    }
  }
}
