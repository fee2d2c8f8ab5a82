package dev.redial.breaker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.redial.breaker.State.Closed;
import dev.redial.call.CallEvent.Rejected;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CallListener;
import dev.redial.call.CircuitState;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Owns the state of one circuit.
 *
 * <p>What becomes of a state is decided by {@link Transitions}, which knows neither threads nor
 * clocks. Here is what those need:
 *
 * <ul>
 *   <li>The state is an immutable value in a volatile field. It is written under the lock only, and
 *       read without it: a call that passes a closed circuit and succeeds, while no failure is
 *       counted, takes no lock, reads no clock and allocates nothing; neither does a rejected call
 *       take the lock.
 *   <li>A call that passed holds a {@link Permit} until its operation ended, however it ended. The
 *       permit names the state that issued it; in a later state it is void.
 *   <li>Clocks are read before the lock, listeners are told after it. A reading that is older than
 *       the latest change counts as made at that change, so that time never goes back.
 * </ul>
 */
final class Circuit {

  private static final int REMEMBERED_CHANGES = 32;

  private final String name;
  private final TimeSource time;
  private final Transitions transitions;
  private final Announcer announcer;
  private final LongAdder rejected = new LongAdder();

  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state;

  @GuardedBy("lock")
  private Moment latest;

  @GuardedBy("lock")
  private final Deque<StateChanged> changes = new ArrayDeque<>();

  @GuardedBy("lock")
  private long changeCount;

  Circuit(String name, BreakerPolicy policy, TimeSource time, List<CallListener> listeners) {
    this.name = name;
    this.time = time;
    transitions = new Transitions(policy);
    announcer = new Announcer(listeners);
    latest = time.moment();
    state = Transitions.start(latest.nanoTime());
  }

  /**
   * Lets a call pass.
   *
   * @return the permit, to be given back by exactly one of {@link #succeeded}, {@link #failed} and
   *     {@link #released}
   */
  Permit admit() {
    State seen = state;
    return seen instanceof Closed closed ? closed : askOrThrow(seen);
  }

  private Permit askOrThrow(State seen) {
    long now = time.nanoTime();
    Admission admission = transitions.ask(seen, now);
    if (admission.permit() != null) {
      admission = ask(new Moment(now, time.instant()));
    }
    Permit permit = admission.permit();
    if (permit == null) {
      throw reject(admission.next(), now);
    }
    return permit;
  }

  private Admission ask(Moment now) {
    lock.lock();
    try {
      Moment at = notBeforeLatest(now);
      Admission admission = transitions.ask(state, at.nanoTime());
      enter(admission.next(), at);
      return admission;
    } finally {
      lock.unlock();
      announcer.deliver();
    }
  }

  private CircuitOpenException reject(State refusing, long now) {
    rejected.increment();
    CircuitOpenException rejection = new CircuitOpenException(name, refusing, now);
    if (announcer.hasListeners()) {
      Moment at = new Moment(now, time.instant());
      announcer.tell(new Rejected(name, at, rejection.state(), rejection.remainingWait()));
    }
    return rejection;
  }

  void succeeded(Permit permit) {
    if (permit instanceof Closed && state instanceof Closed now && now.failures() == 0) {
      return;
    }
    change((before, now) -> transitions.succeeded(before, permit, now));
  }

  void failed(Permit permit) {
    change((before, now) -> transitions.failed(before, permit, now));
  }

  void released(Permit permit) {
    if (permit instanceof Probe) {
      change((before, now) -> transitions.released(before, permit));
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

  private void change(Change change) {
    Moment now = time.moment();
    lock.lock();
    try {
      Moment at = notBeforeLatest(now);
      enter(change.next(state, at.nanoTime()), at);
    } finally {
      lock.unlock();
      announcer.deliver();
    }
  }

  @GuardedBy("lock")
  private void enter(State next, Moment at) {
    State before = state;
    state = next;
    if (next.entry().generation() != before.entry().generation()) {
      latest = at;
    }
    if (next.kind() != before.kind()) {
      StateChanged event =
          new StateChanged(name, at, before.kind(), next.kind(), next.entry().reason());
      changeCount++;
      changes.addLast(event);
      if (changes.size() > REMEMBERED_CHANGES) {
        changes.removeFirst();
      }
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
      Moment at = notBeforeLatest(now);
      return new CircuitSnapshot(
          name,
          at,
          state.kind(),
          Duration.ofNanos(Transitions.remainingWait(state, at.nanoTime())),
          rejected.sum(),
          changeCount,
          List.copyOf(changes));
    } finally {
      lock.unlock();
    }
  }

  /** A step of {@link Transitions}. */
  @FunctionalInterface
  private interface Change {
    State next(State before, long now);
  }
}
