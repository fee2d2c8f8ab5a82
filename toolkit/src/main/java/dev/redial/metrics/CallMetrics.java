package dev.redial.metrics;

import dev.redial.call.EndReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts why calls ended and how many attempts they took. Any number of threads may count at the
 * same time; nobody ever waits for a lock.
 *
 * <p>Each call is counted by one increment of one counter, so that the sums of a {@linkplain
 * #snapshot() snapshot} always agree, even while calls end.
 */
public final class CallMetrics {

  /** Calls that succeeded at once: almost all, so that their counter is found without a search. */
  private final LongAdder atOnce = new LongAdder();

  /** All other calls. */
  private final Map<EndReason, EndCounts> ends = new EnumMap<>(EndReason.class);

  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder budgetDenials = new LongAdder();
  private final LongAdder hedges = new LongAdder();
  private final SummedTime waited = new SummedTime();
  private final SummedTime wasted = new SummedTime();

  /** All counters at zero. */
  public CallMetrics() {
    for (EndReason reason : EndReason.values()) {
      ends.put(reason, new EndCounts());
    }
  }

  /**
   * A call ended.
   *
   * @param attempts how often the operation ran in it: 0 for a call that never got to run it
   * @throws IllegalArgumentException if {@code attempts} is negative
   */
  public void ended(EndReason reason, int attempts) {
    if (reason == EndReason.AT_ONCE && attempts == 1) {
      atOnce.increment();
    } else {
      countsOf(reason).count(attempts);
    }
  }

  private NavigableMap<Integer, Long> byAttempts(EndReason reason) {
    NavigableMap<Integer, Long> counts = countsOf(reason).byAttempts();
    long first = reason == EndReason.AT_ONCE ? atOnce.sum() : 0;
    if (first > 0) {
      counts.put(1, first);
    }
    return counts;
  }

  private EndCounts countsOf(EndReason reason) {
    return Objects.requireNonNull(ends.get(Objects.requireNonNull(reason, "reason")));
  }

  /** A fallback answered for a call, which is counted by how it ended all the same. */
  public void fallbackAnswered() {
    fallbacks.increment();
  }

  /** A budget denied a call its next attempt; the call is counted by how it ended all the same. */
  public void budgetDenied() {
    budgetDenials.increment();
  }

  /** The operation is to run once more beside its attempt, which is counted apart. */
  public void hedgeStarted() {
    hedges.increment();
  }

  /** A call waited between two attempts or before its first. */
  public void waited(Duration wait) {
    waited.add(wait);
  }

  /** A call did not succeed, although it had waited for a retry so long ago. */
  public void wasted(Duration sinceFirstWait) {
    wasted.add(sinceFirstWait);
  }

  /**
   * How many calls ended for this reason so far. For a meter that is read on its own; numbers that
   * must agree with each other are in a {@link #snapshot()}.
   */
  public long calls(EndReason reason) {
    return byAttempts(reason).values().stream().mapToLong(Long::longValue).sum();
  }

  /** The numbers so far. */
  public MetricsSnapshot snapshot() {
    Map<EndReason, NavigableMap<Integer, Long>> calls = new EnumMap<>(EndReason.class);
    for (EndReason reason : EndReason.values()) {
      calls.put(reason, byAttempts(reason));
    }
    return new MetricsSnapshot(
        calls, fallbacks.sum(), budgetDenials.sum(), hedges.sum(), waited.sum(), wasted.sum());
  }

  /** Sets all counters to zero, for tests: what is counted meanwhile may or may not be lost. */
  public void reset() {
    atOnce.reset();
    ends.values().forEach(EndCounts::reset);
    fallbacks.reset();
    budgetDenials.reset();
    hedges.reset();
    waited.reset();
    wasted.reset();
  }

  @Override
  public String toString() {
    return snapshot().toString();
  }
}
