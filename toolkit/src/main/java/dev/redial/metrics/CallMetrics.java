package dev.redial.metrics;

import dev.redial.call.Outcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts how calls ended and how many attempts they took. Any number of threads may count at the
 * same time; nobody ever waits for a lock.
 *
 * <p>Each call is counted by one increment of one counter, so that the sums of a {@linkplain
 * #snapshot() snapshot} always agree, even while calls end. The {@code attempts} of all methods are
 * how often the operation ran in the call: 0 for a call that never got to run it.
 */
public final class CallMetrics {

  private final LongAdder succeededAtOnce = new LongAdder();
  private final Map<Outcome, ConcurrentNavigableMap<Integer, LongAdder>> ends =
      new EnumMap<>(Outcome.class);
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder hedges = new LongAdder();
  private final LongAdder waitedSeconds = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();

  /** All counters at zero. */
  public CallMetrics() {
    for (Outcome outcome : Outcome.values()) {
      ends.put(outcome, new ConcurrentSkipListMap<>());
    }
  }

  /** A call returned a result that is not a failure. */
  public void succeeded(int attempts) {
    if (attempts == 1) {
      succeededAtOnce.increment();
    } else {
      ended(Outcome.SUCCEEDED, attempts);
    }
  }

  /** A call ended with its last attempt's error or failed result. */
  public void failed(int attempts) {
    ended(Outcome.FAILED, attempts);
  }

  /** A call ended because a guard kept the operation from running. */
  public void rejected(int attempts) {
    ended(Outcome.REJECTED, attempts);
  }

  /** A call was ended from outside: its thread was interrupted or its future cancelled. */
  public void aborted(int attempts) {
    ended(Outcome.ABORTED, attempts);
  }

  private void ended(Outcome outcome, int attempts) {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must be at least 0, but was " + attempts);
    }
    ConcurrentNavigableMap<Integer, LongAdder> counters = of(outcome);
    LongAdder counter = counters.get(attempts);
    if (counter == null) {
      LongAdder fresh = new LongAdder();
      LongAdder present = counters.putIfAbsent(attempts, fresh);
      counter = present == null ? fresh : present;
    }
    counter.increment();
  }

  /** A fallback answered for a call, which is counted as rejected or failed all the same. */
  public void fallbackAnswered() {
    fallbacks.increment();
  }

  /** The operation was started once more beside its attempt, which is counted apart. */
  public void hedgeStarted() {
    hedges.increment();
  }

  /** A call waited between two attempts or before its first. */
  public void waited(Duration wait) {
    // Seconds and the rest apart: nanoseconds of many waiting threads overflow within months.
    waitedSeconds.add(wait.getSeconds());
    waitedNanos.add(wait.getNano());
  }

  /** The numbers so far. */
  public MetricsSnapshot snapshot() {
    Map<Outcome, Long> calls = new EnumMap<>(Outcome.class);
    NavigableMap<Integer, Long> distribution = new TreeMap<>();
    add(Outcome.SUCCEEDED, 1, succeededAtOnce.sum(), calls, distribution);
    ends.forEach(
        (outcome, counters) ->
            counters.forEach(
                (attempts, counter) -> add(outcome, attempts, counter.sum(), calls, distribution)));
    return new MetricsSnapshot(
        calls.getOrDefault(Outcome.SUCCEEDED, 0L),
        calls.getOrDefault(Outcome.FAILED, 0L),
        calls.getOrDefault(Outcome.REJECTED, 0L),
        calls.getOrDefault(Outcome.ABORTED, 0L),
        fallbacks.sum(),
        hedges.sum(),
        distribution,
        Duration.ofSeconds(waitedSeconds.sum(), waitedNanos.sum()));
  }

  private static void add(
      Outcome outcome,
      int attempts,
      long count,
      Map<Outcome, Long> calls,
      Map<Integer, Long> distribution) {
    if (count > 0) {
      calls.merge(outcome, count, Long::sum);
      distribution.merge(attempts, count, Long::sum);
    }
  }

  /** Sets all counters to zero, for tests: what is counted meanwhile may or may not be lost. */
  public void reset() {
    succeededAtOnce.reset();
    ends.values().forEach(Map::clear);
    fallbacks.reset();
    hedges.reset();
    waitedSeconds.reset();
    waitedNanos.reset();
  }

  private ConcurrentNavigableMap<Integer, LongAdder> of(Outcome outcome) {
    ConcurrentNavigableMap<Integer, LongAdder> counters = ends.get(outcome);
    if (counters == null) {
      throw new AssertionError(outcome);
    }
    return counters;
  }

  @Override
  public String toString() {
    return snapshot().toString();
  }
}
