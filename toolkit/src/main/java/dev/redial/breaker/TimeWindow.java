package dev.redial.breaker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The calls of the last so much time, in at most ten buckets; whole buckets are forgotten, so that
 * the window spans between nine tenths of its length and all of it.
 *
 * <p>Fast successes, nearly all calls, go to the adder of the current bucket, without a lock.
 * Failures, slow calls and the step to the next bucket take the lock. Each bucket is a new object:
 * a thread that was held up between looking at the clock and counting counts in the bucket of its
 * time, even if the window has forgotten that. A reading from before the current bucket counts in
 * it, so that a clock that goes back neither empties the window nor counts anything twice.
 *
 * <p>A fast success lowers both rates. It can open the circuit only by making the minimum full, or
 * as the first call after older successes were forgotten. {@code mayOpen} says whether it could: it
 * is worked out, from the fewest calls there may be, whenever there is a mark or a new bucket;
 * until the next of those the calls only become more, and more calls make lower rates.
 */
final class TimeWindow implements Window {

  private static final int BUCKETS = 10;

  private static final class Bucket {
    final long start;
    final LongAdder fastSuccesses = new LongAdder();

    /** Calls that failed, were slow, or both; changed under the window's lock only. */
    Tally marked = Tally.NONE;

    Bucket(long start) {
      this.start = start;
    }
  }

  private final Limits limits;
  private final long bucketLength;
  private final long length;
  private final ReentrantLock lock = new ReentrantLock();

  /** Oldest first; the current one is the last. */
  @GuardedBy("lock")
  private final Deque<Bucket> buckets = new ArrayDeque<>(BUCKETS + 1);

  private volatile Bucket current;
  private volatile boolean mayOpen;

  TimeWindow(long nanos, Limits limits, long now) {
    this.limits = limits;
    // Halved, so that sums of differences do not overflow.
    long longest = Math.min(nanos, Long.MAX_VALUE / 2);
    bucketLength = 1 + (longest - 1) / BUCKETS;
    length = bucketLength * (1 + (longest - 1) / bucketLength);
    current = new Bucket(now);
    buckets.add(current);
  }

  @Override
  public boolean isUnchangedBySuccess() {
    return false;
  }

  @Override
  public @Nullable Tally record(boolean failed, boolean slow, long now) {
    if (failed || slow) {
      return mark(failed, slow, now);
    }
    Bucket bucket = current;
    if (isOver(bucket, now)) {
      bucket = advance(now);
    }
    bucket.fastSuccesses.increment();
    return mayOpen ? ifReached(now) : null;
  }

  private boolean isOver(Bucket bucket, long now) {
    return now - bucket.start >= bucketLength;
  }

  private @Nullable Tally mark(boolean failed, boolean slow, long now) {
    lock.lock();
    try {
      Bucket bucket = advanceLocked(now);
      bucket.marked = bucket.marked.plus(failed, slow);
      return check();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Tally ifReached(long now) {
    lock.lock();
    try {
      var unused = advanceLocked(now);
      return check();
    } finally {
      lock.unlock();
    }
  }

  private Bucket advance(long now) {
    lock.lock();
    try {
      return advanceLocked(now);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private Bucket advanceLocked(long now) {
    Bucket last = buckets.getLast();
    if (!isOver(last, now)) {
      return last;
    }
    Bucket next = new Bucket(now - (now - last.start) % bucketLength);
    while (!buckets.isEmpty() && next.start - buckets.getFirst().start >= length) {
      buckets.removeFirst();
    }
    buckets.addLast(next);
    current = next;
    var unused = check();
    return next;
  }

  @GuardedBy("lock")
  private @Nullable Tally check() {
    Tally tally = sum();
    mayOpen =
        limits.reachedBy(
            Math.max(tally.calls(), limits.minimumCalls()), tally.failures(), tally.slow());
    return limits.reachedBy(tally) ? tally : null;
  }

  @GuardedBy("lock")
  private Tally sum() {
    long calls = 0;
    long failures = 0;
    long slow = 0;
    for (Bucket bucket : buckets) {
      calls += bucket.fastSuccesses.sum() + bucket.marked.calls();
      failures += bucket.marked.failures();
      slow += bucket.marked.slow();
    }
    return new Tally(calls, failures, slow);
  }

  @Override
  public Tally tally(long now) {
    lock.lock();
    try {
      var unused = advanceLocked(now);
      return sum();
    } finally {
      lock.unlock();
    }
  }
}
