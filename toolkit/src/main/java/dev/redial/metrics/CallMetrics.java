package dev.redial.metrics;

import dev.redial.call.EndReason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts why calls ended and how many attempts they took. Any number of threads may count at the
 * same time; nobody ever waits for a lock.
 *
 * <p>Each call is counted by one increment of one counter, so that the sums of a {@linkplain
 * #snapshot() snapshot} always agree, even while calls end.
 */
public final class CallMetrics {

  private final AtomicReferenceArray<@Nullable EndCounts> ends =
      new AtomicReferenceArray<>(EndReason.values().length);
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder budgetDenials = new LongAdder();
  private final LongAdder hedges = new LongAdder();
  private final SummedTime waited = new SummedTime();
  private final SummedTime wasted = new SummedTime();

  /** All counters at zero. */
  public CallMetrics() {}

  /**
   * A call ended.
   *
   * @param attempts how often the operation ran in it: 0 for a call that never got to run it
   * @throws IllegalArgumentException if {@code attempts} is negative
   */
  public void ended(EndReason reason, int attempts) {
    countsOf(reason).count(attempts);
  }

  private EndCounts countsOf(EndReason reason) {
    EndCounts counts = ends.get(reason.ordinal());
    return counts == null ? newCountsOf(reason) : counts;
  }

  private EndCounts newCountsOf(EndReason reason) {
    EndCounts made = new EndCounts();
    EndCounts other = ends.compareAndExchange(reason.ordinal(), null, made);
    return other == null ? made : other;
  }

  /** A fallback answered for a call, which is counted by how it ended all the same. */
  public void fallbackAnswered() {
    fallbacks.increment();
  }

  /** A budget denied a call its next attempt; the call is counted by how it ended all the same. */
  public void budgetDenied() {
    budgetDenials.increment();
  }

  /** The operation was started once more beside its attempt, which is counted apart. */
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
    EndCounts counts = ends.get(reason.ordinal());
    return counts == null ? 0 : counts.sum();
  }

  /** The numbers so far. */
  public MetricsSnapshot snapshot() {
    Map<EndReason, NavigableMap<Integer, Long>> calls = new EnumMap<>(EndReason.class);
    for (EndReason reason : EndReason.values()) {
      EndCounts counts = ends.get(reason.ordinal());
      if (counts != null) {
        NavigableMap<Integer, Long> byAttempts = new TreeMap<>();
        counts.forEach(byAttempts::put);
        calls.put(reason, byAttempts);
      }
    }
    return new MetricsSnapshot(
        calls, fallbacks.sum(), budgetDenials.sum(), hedges.sum(), waited.sum(), wasted.sum());
  }

  /** Sets all counters to zero, for tests: what is counted meanwhile may or may not be lost. */
  public void reset() {
    for (int reason = 0; reason < ends.length(); reason++) {
      ends.set(reason, null);
    }
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
