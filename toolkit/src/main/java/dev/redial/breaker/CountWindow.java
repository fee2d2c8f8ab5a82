package dev.redial.breaker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The last so many calls.
 *
 * <p>A window that is full, and full of fast successes, is not written by one more of them. That is
 * exact: the success would overwrite a success, so that the marks are the same before and after but
 * for where the ring begins, and all that is ever asked of them are sums over the whole ring. It
 * cannot open the circuit either, since both rates are 0 and every threshold is above. A success
 * that meets the flag up while another thread records a failure counts as the earlier of the two.
 * So a healthy circuit is only read, and threads that share it do not slow each other.
 */
final class CountWindow implements Window {

  private static final int FAILED = 1;
  private static final int SLOW = 2;

  private final Limits limits;
  private final ReentrantLock lock = new ReentrantLock();

  /** A ring: what {@code next} points to is the oldest call once the ring is full. */
  @GuardedBy("lock")
  private final byte[] marks;

  @GuardedBy("lock")
  private int next;

  @GuardedBy("lock")
  private Tally tally = Tally.NONE;

  private volatile boolean spotless;

  CountWindow(int size, Limits limits) {
    this.limits = limits;
    marks = new byte[size];
  }

  @Override
  public boolean isUnchangedBySuccess() {
    return spotless;
  }

  @Override
  public @Nullable Tally record(boolean failed, boolean slow, long now) {
    lock.lock();
    try {
      int mark = (failed ? FAILED : 0) | (slow ? SLOW : 0);
      tally = next(mark);
      marks[next] = (byte) mark;
      next = next + 1 == marks.length ? 0 : next + 1;
      boolean full = tally.calls() == marks.length;
      boolean isSpotless = full && tally.failures() == 0 && tally.slow() == 0;
      if (isSpotless != spotless) {
        spotless = isSpotless;
      }
      return limits.reachedBy(tally) ? tally : null;
    } finally {
      lock.unlock();
    }
  }

  /** The sums with the call of this mark in place of the oldest, if the ring is full. */
  @GuardedBy("lock")
  private Tally next(int mark) {
    boolean full = tally.calls() == marks.length;
    int old = full ? marks[next] : 0;
    if (full && old == mark) {
      return tally;
    }
    return new Tally(
        tally.calls() + (full ? 0 : 1),
        tally.failures() + (mark & FAILED) - (old & FAILED),
        tally.slow() + ((mark & SLOW) - (old & SLOW)) / SLOW);
  }

  @Override
  public Tally tally(long now) {
    lock.lock();
    try {
      return tally;
    } finally {
      lock.unlock();
    }
  }
}
