package dev.redial.breaker;

import dev.redial.breaker.State.Entry;
import dev.redial.breaker.State.HalfOpen;
import dev.redial.breaker.State.Open;
import dev.redial.breaker.State.Passing;
import dev.redial.call.CircuitState;
import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a circuit: pure functions from a state, what happened, and the time on the
 * monotonic clock to the state that follows. Where nothing changes they return the very state they
 * were given. How long a circuit is to stay open is given to them, since the user's code may say.
 */
final class Transitions {

  private final Trigger trigger;
  private final int probes;
  private final long maxProbeWait;
  private final long rampUp;
  private final boolean byTimer;

  Transitions(BreakerPolicy policy) {
    trigger = new Trigger(policy);
    probes = policy.halfOpenProbes();
    maxProbeWait = Durations.saturatedNanos(policy.maxProbeWait());
    rampUp = Durations.saturatedNanos(policy.rampUp());
    byTimer = policy.halfOpenByTimer();
  }

  /** The state of a new circuit. */
  State start(long now) {
    return closed(new Entry(1, now, 0, "new"), null);
  }

  /** A call asks a circuit through which not all calls pass. */
  Admission ask(State state, long now) {
    if (state instanceof Passing passing) {
      return new Admission(passing, passing);
    }
    if (state instanceof HalfOpen halfOpen) {
      return askHalfOpen(halfOpen, now);
    }
    Open open = (Open) state;
    return open.byTimer() || open.remainingWait(now) > 0
        ? new Admission(open, null)
        : probe(waitOver(open, now), now);
  }

  private Admission askHalfOpen(HalfOpen state, long now) {
    if (state.ended().calls() + state.running().size() < probes) {
      return probe(state, now);
    }
    Probe oldest = state.running().get(0);
    return Math.max(0, now - oldest.since()) < maxProbeWait
        ? new Admission(state, null)
        : probe(state.without(oldest), now);
  }

  private static Admission probe(HalfOpen state, long now) {
    HalfOpen next = state.withProbe(now);
    return new Admission(next, next.running().get(next.running().size() - 1));
  }

  /** The timer that was set for the state of this generation has run off. */
  State timerFired(State state, long generation, long now) {
    return state instanceof Open open && isTimed(open, generation) ? waitOver(open, now) : state;
  }

  /** The timer that was to be set for the state of this generation was refused. */
  State timerRefused(State state, long generation) {
    return state instanceof Open open && isTimed(open, generation) ? open.withoutTimer() : state;
  }

  private static boolean isTimed(Open open, long generation) {
    return open.isEndedByTimer() && open.entry().generation() == generation;
  }

  private static HalfOpen waitOver(Open open, long now) {
    String wait = Durations.format(Duration.ofNanos(open.openWait()));
    return new HalfOpen(open.entry().next(now, "the open wait of " + wait + " is over"));
  }

  /** The ramp of this state is at its end. */
  State rampOver(State state, Passing ramping) {
    return state instanceof Passing passing && isCurrent(state, ramping)
        ? passing.withoutRamp()
        : state;
  }

  /** What a call of this state ended as reached a threshold. */
  State tripped(State state, Passing permit, String reason, long openWait, long now) {
    return isCurrent(state, permit) && permit.kind() == CircuitState.CLOSED
        ? open(state, reason, openWait, now)
        : state;
  }

  /** A probe ended so that it counts. */
  State probeEnded(
      State state, Probe probe, boolean failed, boolean slow, long openWait, long now) {
    if (!(state instanceof HalfOpen halfOpen) || !halfOpen.running().contains(probe)) {
      return state;
    }
    HalfOpen next = halfOpen.withEndOf(probe, failed, slow);
    String reason = trigger.reopens(next.ended());
    if (reason != null) {
      return open(state, reason, openWait, now);
    }
    if (next.ended().calls() < probes) {
      return next;
    }
    return closed(
        state.entry().passing(now, trigger.closes(next.ended())),
        rampUp == 0 ? null : new Ramp(now, rampUp, probes));
  }

  /** A probe ended in a way that says nothing about the other side. */
  State released(State state, Probe probe) {
    return state instanceof HalfOpen halfOpen && halfOpen.running().contains(probe)
        ? halfOpen.without(probe)
        : state;
  }

  /** Closed by hand; calls under way count no more. */
  State reset(State state, long now) {
    return closed(state.entry().passing(now, "reset by hand"), null);
  }

  /** Half-opened by hand. */
  State halfOpen(State state, long now) {
    return state instanceof HalfOpen
        ? state
        : new HalfOpen(state.entry().next(now, "half-opened by hand"));
  }

  /** Opened by hand, without an end. */
  State forceOpen(State state, long now) {
    return state instanceof Open open && open.isForced()
        ? state
        : new Open(state.entry().next(now, "forced open by hand"), Open.FOREVER, byTimer);
  }

  /** Disabled by hand. */
  State disable(State state, long now) {
    return state.kind() == CircuitState.DISABLED
        ? state
        : new Passing(
            state.entry().passing(now, "disabled by hand"), CircuitState.DISABLED, Counts.none());
  }

  /** Set by hand to count and never open. */
  State metricsOnly(State state, long now) {
    return state.kind() == CircuitState.METRICS_ONLY
        ? state
        : new Passing(
            state.entry().passing(now, "set to metrics only by hand"),
            CircuitState.METRICS_ONLY,
            trigger.watching(now));
  }

  /** How many nanoseconds until a probe may pass; 0 in any state but OPEN. */
  static long remainingWait(State state, long now) {
    return state instanceof Open open ? open.remainingWait(now) : 0;
  }

  /** How the calls that count in this state ended. */
  static Tally tally(State state, long now) {
    if (state instanceof Passing passing) {
      return passing.counts().tally(now);
    }
    return state instanceof HalfOpen halfOpen ? halfOpen.ended() : Tally.NONE;
  }

  private State closed(Entry entry, @Nullable Ramp ramp) {
    return new Passing(entry, CircuitState.CLOSED, trigger.opening(entry.since()), ramp);
  }

  private State open(State state, String reason, long openWait, long now) {
    return new Open(state.entry().opening(now, reason), openWait, byTimer);
  }

  static boolean isCurrent(State state, Passing permit) {
    return state instanceof Passing && state.entry().generation() == permit.entry().generation();
  }
}
