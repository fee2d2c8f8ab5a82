package dev.redial.breaker;

import dev.redial.call.CircuitState;
import dev.redial.time.Durations;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
   * @param openings how often it opened since it was last closed, a hand's opening not counted
   * @param reason why, in words: {@code "5 failures in a row"}
   */
  record Entry(long generation, long since, int openings, String reason) implements Serializable {

    Entry next(long now, String why) {
      return new Entry(generation + 1, now, openings, why);
    }

    /** Into a state that the circuit opens to. */
    Entry opening(long now, String why) {
      int more = openings == Integer.MAX_VALUE ? openings : openings + 1;
      return new Entry(generation + 1, now, more, why);
    }

    /** Into a state where calls pass. */
    Entry passing(long now, String why) {
      return new Entry(generation + 1, now, 0, why);
    }

    /** Threads may read the clock in one order and arrive in another: never below 0. */
    long elapsed(long now) {
      return Math.max(0, now - since);
    }

    String shownElapsed(long now) {
      return Durations.formatRounded(Duration.ofNanos(elapsed(now)));
    }
  }

  /**
   * Calls pass. The state itself is their permit, so that a call that succeeds allocates nothing.
   *
   * @param kind {@link CircuitState#CLOSED}, {@link CircuitState#METRICS_ONLY} or {@link
   *     CircuitState#DISABLED}
   * @param counts what is counted; the one part of a state that changes
   * @param ramp keeps some calls from passing, or {@code null}
   */
  record Passing(Entry entry, CircuitState kind, Counts counts, @Nullable Ramp ramp)
      implements State, Permit {

    Passing(Entry entry, CircuitState kind, Counts counts) {
      this(entry, kind, counts, null);
    }

    Passing withoutRamp() {
      return new Passing(entry, kind, counts);
    }
  }

  /**
   * Calls are rejected.
   *
   * @param openWait for how many nanoseconds; {@link #FOREVER} if until told otherwise by hand
   * @param byTimer whether a timer ends the wait, so that no call needs to look at the clock
   */
  record Open(Entry entry, long openWait, boolean byTimer) implements State, Refusal {

    static final long FOREVER = Long.MAX_VALUE;

    @Override
    public CircuitState kind() {
      return CircuitState.OPEN;
    }

    boolean isForced() {
      return openWait == FOREVER;
    }

    /** Only then is there a timer; what is forced open lasts until a hand ends it. */
    boolean isEndedByTimer() {
      return byTimer && !isForced();
    }

    Open withoutTimer() {
      return new Open(entry, openWait, false);
    }

    @Override
    public long remainingWait(long now) {
      return isForced() ? FOREVER : Math.max(0, openWait - entry.elapsed(now));
    }

    @Override
    public String sentence(String name, long now) {
      Duration remaining = Duration.ofNanos(remainingWait(now));
      return "Circuit '"
          + name
          + "' is open since "
          + entry.shownElapsed(now)
          + " ("
          + entry.reason()
          + "); "
          + (isForced()
              ? "it stays open until reset() or halfOpen()"
              : "next trial in " + Durations.formatRounded(remaining));
    }
  }

  /**
   * Some calls pass as probes.
   *
   * @param issued how many probes were issued
   * @param ended how those ended that count
   * @param running those under way, oldest first
   */
  record HalfOpen(Entry entry, int issued, Tally ended, List<Probe> running)
      implements State, Refusal {

    HalfOpen(Entry entry) {
      this(entry, 0, Tally.NONE, List.of());
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
      return new HalfOpen(entry, issued + 1, ended, more);
    }

    HalfOpen without(Probe probe) {
      List<Probe> fewer = new ArrayList<>(running);
      fewer.remove(probe);
      return new HalfOpen(entry, issued, ended, fewer);
    }

    HalfOpen withEndOf(Probe probe, boolean failed, boolean slow) {
      return new HalfOpen(entry, issued, ended.plus(failed, slow), without(probe).running);
    }

    @Override
    public long remainingWait(long now) {
      return 0;
    }

    @Override
    public String sentence(String name, long now) {
      return "Circuit '"
          + name
          + "' is half-open since "
          + entry.shownElapsed(now)
          + " and its probes are under way; calls pass again once they have succeeded";
    }
  }
}
