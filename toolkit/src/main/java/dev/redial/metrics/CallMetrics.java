package dev.redial.metrics;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
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

  private final EndCounts succeeded = new EndCounts();
  private final EndCounts failed = new EndCounts();
  private final EndCounts rejected = new EndCounts();
  private final EndCounts aborted = new EndCounts();
  private final LongAdder fallbacks = new LongAdder();
  private final LongAdder budgetDenials = new LongAdder();
  private final LongAdder hedges = new LongAdder();
  private final LongAdder waitedSeconds = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();

  /** All counters at zero. */
  public CallMetrics() {}

  /** A call returned a result that is not a failure. */
  public void succeeded(int attempts) {
    succeeded.count(attempts);
  }

  /** A call ended with its last attempt's error or failed result. */
  public void failed(int attempts) {
    failed.count(attempts);
  }

  /** A call ended because a guard kept the operation from running. */
  public void rejected(int attempts) {
    rejected.count(attempts);
  }

  /** A call was ended from outside: its thread was interrupted or its future cancelled. */
  public void aborted(int attempts) {
    aborted.count(attempts);
  }

  /** A fallback answered for a call, which is counted as rejected or failed all the same. */
  public void fallbackAnswered() {
    fallbacks.increment();
  }

  /** A budget denied a call its next attempt; the call is counted as failed all the same. */
  public void budgetDenied() {
    budgetDenials.increment();
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
    NavigableMap<Integer, Long> distribution = new TreeMap<>();
    return new MetricsSnapshot(
        sum(succeeded, distribution),
        sum(failed, distribution),
        sum(rejected, distribution),
        sum(aborted, distribution),
        fallbacks.sum(),
        budgetDenials.sum(),
        hedges.sum(),
        distribution,
        Duration.ofSeconds(waitedSeconds.sum(), waitedNanos.sum()));
  }

  /** The sum of the counts, each of which also goes into the distribution: one reading, no two. */
  private static long sum(EndCounts counts, NavigableMap<Integer, Long> distribution) {
    long[] sum = {0};
    counts.forEach(
        (attempts, count) -> {
          sum[0] += count;
          distribution.merge(attempts, count, Long::sum);
        });
    return sum[0];
  }

  /** Sets all counters to zero, for tests: what is counted meanwhile may or may not be lost. */
  public void reset() {
    succeeded.reset();
    failed.reset();
    rejected.reset();
    aborted.reset();
    fallbacks.reset();
    budgetDenials.reset();
    hedges.reset();
    waitedSeconds.reset();
    waitedNanos.reset();
  }

  @Override
  public String toString() {
    return snapshot().toString();
  }
}
