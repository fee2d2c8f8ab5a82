package dev.redial.breaker;

import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CircuitState;
import dev.redial.time.Durations;
import dev.redial.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A circuit as it was at one moment, and how it came there. */
public final class CircuitSnapshot {

  private final String name;
  private final Moment at;
  private final CircuitState state;
  private final Duration remainingWait;
  private final Tally tally;
  private final long succeeded;
  private final long failed;
  private final long ignored;
  private final long rejected;
  private final long changeCount;
  private final List<StateChanged> changes;
  private final Map<CircuitState, Long> entered;

  CircuitSnapshot(String name, Moment at, State state, Totals totals, History history) {
    this.name = name;
    this.at = at;
    this.state = state.kind();
    remainingWait = Duration.ofNanos(Transitions.remainingWait(state, at.nanoTime()));
    tally = Transitions.tally(state, at.nanoTime());
    succeeded = totals.succeeded.sum();
    failed = totals.failed.sum();
    ignored = totals.ignored.sum();
    rejected = totals.rejected.sum();
    changeCount = history.count();
    changes = history.latest();
    entered = history.entered();
  }

  /** The name of the breaker. */
  public String name() {
    return name;
  }

  /** When the snapshot was taken. */
  public Moment at() {
    return at;
  }

  /** As {@link CircuitBreaker#state()} then was. */
  public CircuitState state() {
    return state;
  }

  /** As {@link CircuitBreaker#remainingWait()} then was. */
  public Duration remainingWait() {
    return remainingWait;
  }

  /**
   * How many calls passed and ended well since the breaker was made, in whatever state; also those
   * that ended too late to count in their window.
   */
  public long succeeded() {
    return succeeded;
  }

  /** How many calls passed and ended in a failure that counts, since the breaker was made. */
  public long failed() {
    return failed;
  }

  /** How many calls passed and ended so that it says nothing, since the breaker was made. */
  public long ignored() {
    return ignored;
  }

  /** How many calls were rejected since the breaker was made. */
  public long rejected() {
    return rejected;
  }

  /**
   * How many calls the present rates are made of: those in the policy's window in CLOSED and
   * METRICS_ONLY, the probes that ended in HALF_OPEN; 0 in other states and without a window.
   */
  public long windowCalls() {
    return tally.calls();
  }

  /** The share of the {@link #windowCalls()} that failed, from 0 to 1; 0 if there are none. */
  public double failureRate() {
    return tally.failureRate();
  }

  /** The share of the {@link #windowCalls()} that were slow, from 0 to 1; 0 if there are none. */
  public double slowCallRate() {
    return tally.slowCallRate();
  }

  /** How often the state changed since the breaker was made. */
  public long changeCount() {
    return changeCount;
  }

  /** How often the state changed to this one since the breaker was made. */
  public long changeCount(CircuitState to) {
    return entered.getOrDefault(to, 0L);
  }

  /** The latest changes, at most 32, oldest first; unmodifiable. */
  public List<StateChanged> changes() {
    return changes;
  }

  /**
   * The states the circuit went through, with the time spent in each OPEN: {@code "CLOSED → OPEN (1
   * min 4 s) → HALF_OPEN → CLOSED"}. It begins with {@code "… → "} where changes are missing.
   *
   * @param mostStates how many states to show at most, the latest ones; at least 1
   * @throws IllegalArgumentException if {@code mostStates} is below 1
   */
  public String path(int mostStates) {
    if (mostStates < 1) {
      throw new IllegalArgumentException("mostStates must be at least 1, but was " + mostStates);
    }
    int shown = Math.min(mostStates - 1, changes.size());
    List<StateChanged> latest = changes.subList(changes.size() - shown, changes.size());
    StringBuilder path = new StringBuilder(shown < changeCount ? "… → " : "");
    // Of the first state shown it is known when it ended; it began with the change before it.
    StateChanged entered = shown < changes.size() ? changes.get(changes.size() - shown - 1) : null;
    append(
        path,
        shown == 0 ? state : latest.get(0).from(),
        entered,
        shown == 0 ? at : latest.get(0).at());
    for (int i = 0; i < shown; i++) {
      Moment until = i + 1 < shown ? latest.get(i + 1).at() : at;
      append(path.append(" → "), latest.get(i).to(), latest.get(i), until);
    }
    return path.toString();
  }

  private static void append(
      StringBuilder path, CircuitState state, @Nullable StateChanged entered, Moment until) {
    path.append(state);
    if (state == CircuitState.OPEN && entered != null) {
      path.append(" (").append(Durations.formatRounded(until.since(entered.at()))).append(')');
    }
  }

  /** As in {@code "circuit ocr CLOSED → OPEN (1 min 4 s), 3 rejected"}. */
  @Override
  public String toString() {
    return "circuit " + name + " " + path(changes.size() + 1) + ", " + rejected + " rejected";
  }
}
