package dev.redial.breaker;

import dev.redial.breaker.State.Closed;
import dev.redial.breaker.State.Entry;
import dev.redial.breaker.State.HalfOpen;
import dev.redial.breaker.State.Open;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of a circuit: pure functions from a state, what happened, and the time on the
 * monotonic clock to the state that follows. Where nothing changes they return the very state they
 * were given.
 */
final class Transitions {

  private final int failuresInARow;
  private final int probes;
  private final long openWait;
  private final long maxProbeWait;

  Transitions(BreakerPolicy policy) {
    failuresInARow = policy.failuresInARow();
    probes = policy.halfOpenProbes();
    openWait = Durations.saturatedNanos(policy.openWait());
    maxProbeWait = Durations.saturatedNanos(policy.maxProbeWait());
  }

  /** The state of a new circuit. */
  static State start(long now) {
    return new Closed(new Entry(1, now, "new"));
  }

  /** A call asks to pass. */
  Admission ask(State state, long now) {
    if (state instanceof Closed closed) {
      return new Admission(closed, closed);
    }
    if (state instanceof HalfOpen halfOpen) {
      return askHalfOpen(halfOpen, now);
    }
    if (remainingWait(state, now) > 0) {
      return new Admission(state, null);
    }
    String reason = "the open wait of " + Durations.format(Duration.ofNanos(openWait)) + " is over";
    return probe(new HalfOpen(state.entry().next(now, reason)), now);
  }

  private Admission askHalfOpen(HalfOpen state, long now) {
    List<Probe> running = state.running();
    if (state.succeeded() + running.size() < probes) {
      return probe(state, now);
    }
    Probe oldest = running.get(0);
    return elapsed(oldest.since(), now) < maxProbeWait
        ? new Admission(state, null)
        : probe(state.without(oldest), now);
  }

  private static Admission probe(HalfOpen state, long now) {
    HalfOpen next = state.withProbe(now);
    return new Admission(next, next.running().get(next.running().size() - 1));
  }

  /** A call ended well. */
  State succeeded(State state, Permit permit, long now) {
    if (!isCurrent(state, permit)) {
      return state;
    }
    if (state instanceof Closed closed) {
      return closed.failures() == 0 ? closed : closed.withFailures(0);
    }
    HalfOpen next = ((HalfOpen) state).withSuccessOf((Probe) permit);
    return next.succeeded() < probes
        ? next
        : new Closed(
            next.entry()
                .next(now, probes == 1 ? "the probe succeeded" : probes + " probes succeeded"));
  }

  /** A call ended in a failure that counts. */
  State failed(State state, Permit permit, long now) {
    if (!isCurrent(state, permit)) {
      return state;
    }
    if (state instanceof Closed closed) {
      int failures = closed.failures() + 1;
      return failures < failuresInARow
          ? closed.withFailures(failures)
          : open(closed, now, failures == 1 ? "1 failure" : failures + " failures in a row");
    }
    return open(state, now, probes == 1 ? "the probe failed" : "a probe failed");
  }

  /** A call ended in a way that says nothing about the other side. */
  State released(State state, Permit permit) {
    return permit instanceof Probe probe && isCurrent(state, probe)
        ? ((HalfOpen) state).without(probe)
        : state;
  }

  /** Closed by hand; calls under way count no more. */
  State reset(State state, long now) {
    return new Closed(state.entry().next(now, "reset by hand"));
  }

  /** Half-opened by hand. */
  State halfOpen(State state, long now) {
    return state instanceof HalfOpen
        ? state
        : new HalfOpen(state.entry().next(now, "half-opened by hand"));
  }

  /** Opened by hand, without an end. */
  State forceOpen(State state, long now) {
    return state instanceof Open open && open.openWait() == Open.FOREVER
        ? state
        : new Open(state.entry().next(now, "forced open by hand"), Open.FOREVER);
  }

  /** How many nanoseconds until a probe may pass; 0 in any state but OPEN. */
  static long remainingWait(State state, long now) {
    if (!(state instanceof Open open)) {
      return 0;
    }
    return open.openWait() == Open.FOREVER
        ? Open.FOREVER
        : Math.max(0, open.openWait() - elapsed(open.entry().since(), now));
  }

  private Open open(State state, long now, String reason) {
    return new Open(state.entry().next(now, reason), openWait);
  }

  private static boolean isCurrent(State state, Permit permit) {
    if (permit instanceof Probe probe) {
      return state instanceof HalfOpen halfOpen && halfOpen.running().contains(probe);
    }
    return state instanceof Closed
        && state.entry().generation() == ((Closed) permit).entry().generation();
  }

  /** Threads may read the clock in one order and arrive in another: never below 0. */
  private static long elapsed(long since, long now) {
    return Math.max(0, now - since);
  }
}
