package dev.redial.breaker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.redial.breaker.Permit.Timed;
import dev.redial.breaker.State.Open;
import dev.redial.breaker.State.Passing;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CallListener;
import dev.redial.call.CircuitState;
import dev.redial.time.Durations;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Owns the state of one circuit.
 *
 * <p>What becomes of a state is decided by {@link Transitions}, which knows neither threads nor
 * clocks. Here is what those need:
 *
 * <ul>
 *   <li>The state is an immutable value in a volatile field. It is written under the lock only, and
 *       read without it. A call that passes a closed circuit counts in the {@link Counts} of the
 *       state that let it pass, and comes here with the lock only if that reached a threshold. If
 *       it succeeds and that changes no count, it writes nothing but the number of successes, which
 *       is striped, takes no lock, reads no clock and allocates nothing.
 *   <li>A call that passed holds a {@link Permit} until its operation ended, however it ended. The
 *       permit names the state that issued it; in a later state it is void.
 *   <li>Clocks are read, and the user's open wait is asked, before the lock; listeners are told and
 *       timers set after it. A reading that is older than the latest change counts as made at that
 *       change, so that time never goes back.
 * </ul>
 */
final class Circuit {

  private final String name;
  private final TimeSource time;
  private final Transitions transitions;
  private final OpenWaits openWaits;
  private final boolean timesCalls;
  private final boolean timesEnds;
  private final long slowCall;
  private final Announcer announcer;
  private final Totals totals = new Totals();
  private final Rejections rejections;

  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state;

  @GuardedBy("lock")
  private Moment latest;

  @GuardedBy("lock")
  private @Nullable OpenTimer timer;

  @GuardedBy("lock")
  private final History history = new History();

  Circuit(String name, BreakerPolicy policy, TimeSource time, List<CallListener> listeners) {
    this.name = name;
    this.time = time;
    transitions = new Transitions(policy);
    openWaits = policy.openWaits();
    timesCalls = policy.slowCall().isPresent();
    timesEnds = timesCalls || policy.timeWindow().isPresent();
    slowCall = Durations.saturatedNanos(policy.slowCall().orElse(Duration.ZERO));
    announcer = new Announcer(listeners);
    rejections = new Rejections(name, time, totals, announcer);
    latest = time.moment();
    state = transitions.start(latest.nanoTime());
  }

  /**
   * Lets a call pass.
   *
   * @return the permit, to be given back by exactly one of {@link #succeeded}, {@link #failed} and
   *     {@link #released}
   */
  Permit admit() {
    State seen = state;
    return seen instanceof Passing passing && passing.ramp() == null
        ? permit(passing)
        : askOrThrow(seen);
  }

  private Permit permit(Passing passing) {
    return timesCalls ? new Timed(passing, time.nanoTime()) : passing;
  }

  private Permit askOrThrow(State seen) {
    if (seen instanceof Open open && open.byTimer()) {
      throw rejections.atAnyTime(open);
    }
    long now = time.nanoTime();
    if (seen instanceof Passing passing) {
      return askRamp(passing, now);
    }
    Admission admission = transitions.ask(seen, now);
    if (admission.permit() != null) {
      admission = step(new Moment(now, time.instant()), transitions::ask);
    }
    Permit permit = admission.permit();
    if (permit == null) {
      throw rejections.at(now, (Refusal) admission.next());
    }
    // Closed by another thread meanwhile: asked anew, as of any call that comes now.
    return permit instanceof Passing ? admit() : permit;
  }

  private Permit askRamp(Passing passing, long now) {
    Ramp ramp = passing.ramp();
    if (ramp == null || ramp.isOver(now)) {
      change((before, at) -> transitions.rampOver(before, passing));
    } else if (!ramp.admits(now)) {
      throw rejections.at(now, ramp);
    }
    return permit(passing);
  }

  void succeeded(Permit permit) {
    totals.succeeded.increment();
    if (timesEnds
        || !(permit instanceof Passing passing)
        || !passing.counts().areUnchangedBySuccess()) {
      ended(permit, false);
    }
  }

  void failed(Permit permit) {
    totals.failed.increment();
    ended(permit, true);
  }

  private void ended(Permit permit, boolean failed) {
    long now = timesEnds ? time.nanoTime() : 0;
    if (permit instanceof Passing passing) {
      count(passing, failed, false, now);
    } else if (permit instanceof Timed timed) {
      count(timed.passing(), failed, isSlow(timed.since(), now), now);
    } else {
      Probe probe = (Probe) permit;
      boolean slow = timesCalls && isSlow(probe.since(), now);
      long openWait = nextOpenWait();
      change((before, at) -> transitions.probeEnded(before, probe, failed, slow, openWait, at));
    }
  }

  private boolean isSlow(long since, long now) {
    return now - since >= slowCall;
  }

  private void count(Passing passing, boolean failed, boolean slow, long now) {
    Counts counts = passing.counts();
    String reason = failed ? counts.failed(slow, now) : counts.succeeded(slow, now);
    if (reason != null && Transitions.isCurrent(state, passing)) {
      long openWait = nextOpenWait();
      change((before, at) -> transitions.tripped(before, passing, reason, openWait, at));
    }
  }

  /**
   * As long as a state lasts the answer is the same, so that it may be asked for before the lock.
   */
  private long nextOpenWait() {
    return openWaits.nanosAfter(state.entry().opening(0, "").openings(), name);
  }

  void released(Permit permit) {
    totals.ignored.increment();
    if (permit instanceof Probe probe) {
      change((before, at) -> transitions.released(before, probe));
    }
  }

  void reset() {
    change(transitions::reset);
  }

  void halfOpen() {
    change(transitions::halfOpen);
  }

  void forceOpen() {
    change(transitions::forceOpen);
  }

  void disable() {
    change(transitions::disable);
  }

  void metricsOnly() {
    change(transitions::metricsOnly);
  }

  private void change(Change change) {
    step(time.moment(), (before, at) -> new Admission(change.next(before, at), null));
  }

  private Admission step(Moment now, Step step) {
    OpenTimer before;
    OpenTimer after;
    Admission result;
    lock.lock();
    try {
      Moment at = notBeforeLatest(now);
      before = timer;
      result = step.next(state, at.nanoTime());
      enter(result.next(), at);
      after = timer;
    } finally {
      lock.unlock();
    }
    try {
      if (before != after) {
        replace(before, after);
      }
    } finally {
      announcer.deliver();
    }
    return result;
  }

  private void replace(@Nullable OpenTimer before, @Nullable OpenTimer after) {
    if (before != null) {
      before.cancel();
    }
    if (after != null) {
      long generation = after.generation();
      try {
        after.set(time, () -> change((open, at) -> transitions.timerFired(open, generation, at)));
      } catch (Throwable refused) {
        // Whatever it was: without a timer calls must look at the clock, or they never pass again.
        change((open, at) -> transitions.timerRefused(open, generation));
      }
    }
  }

  @GuardedBy("lock")
  private void enter(State next, Moment at) {
    State before = state;
    state = next;
    if (next.entry().generation() != before.entry().generation()) {
      latest = at;
      timer = next instanceof Open open && open.isEndedByTimer() ? new OpenTimer(open) : null;
    }
    if (next.kind() != before.kind()) {
      StateChanged event =
          new StateChanged(name, at, before.kind(), next.kind(), next.entry().reason());
      history.add(event);
      announcer.add(event);
    }
  }

  @GuardedBy("lock")
  private Moment notBeforeLatest(Moment now) {
    return now.nanoTime() - latest.nanoTime() < 0 ? latest : now;
  }

  CircuitState kind() {
    return state.kind();
  }

  Duration remainingWait() {
    State seen = state;
    return seen.kind() == CircuitState.OPEN
        ? Duration.ofNanos(Transitions.remainingWait(seen, time.nanoTime()))
        : Duration.ZERO;
  }

  CircuitSnapshot snapshot() {
    Moment now = time.moment();
    lock.lock();
    try {
      return new CircuitSnapshot(name, notBeforeLatest(now), state, totals, history);
    } finally {
      lock.unlock();
    }
  }

  /** A step of {@link Transitions} that lets no call pass. */
  @FunctionalInterface
  private interface Change {
    State next(State before, long now);
  }

  /** A step of {@link Transitions}. */
  @FunctionalInterface
  private interface Step {
    Admission next(State before, long now);
  }
}
