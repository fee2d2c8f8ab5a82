package dev.redial.breaker;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a circuit counts while calls pass: the failures in a row, a window, both or nothing. A state
 * that begins gets its own, so that a call of an earlier state counts where nobody looks any more.
 */
final class Counts {

  private final int failuresInARow;
  private final AtomicInteger inARow = new AtomicInteger();
  private final Limits limits;
  private final @Nullable Window window;

  /**
   * @param failuresInARow how many open the circuit; 0 if they are not counted
   * @param limits those of the window
   */
  Counts(int failuresInARow, Limits limits, @Nullable Window window) {
    this.failuresInARow = failuresInARow;
    this.limits = limits;
    this.window = window;
  }

  /** Counts nothing. */
  static Counts none() {
    return new Counts(0, Limits.NEVER, null);
  }

  /** Whether one more success that is not slow would change nothing at all. */
  boolean areUnchangedBySuccess() {
    return inARow.get() == 0 && (window == null || window.isUnchangedBySuccess());
  }

  /**
   * A call ended well.
   *
   * @return why the circuit opens, or {@code null} if it does not
   */
  @Nullable String succeeded(boolean slow, long now) {
    if (!slow && areUnchangedBySuccess()) {
      return null;
    }
    if (inARow.get() != 0) {
      inARow.set(0);
    }
    return window == null ? null : reason(window.record(false, slow, now));
  }

  /**
   * A call failed.
   *
   * @return why the circuit opens, or {@code null} if it does not
   */
  @Nullable String failed(boolean slow, long now) {
    Tally reached = window == null ? null : window.record(true, slow, now);
    if (failuresInARow > 0 && inARow.incrementAndGet() >= failuresInARow) {
      return failuresInARow == 1 ? "1 failure" : failuresInARow + " failures in a row";
    }
    return reason(reached);
  }

  private @Nullable String reason(@Nullable Tally reached) {
    return reached == null ? null : limits.reason(reached, "call");
  }

  /** How the calls in the window ended; nothing if there is no window. */
  Tally tally(long now) {
    return window == null ? Tally.NONE : window.tally(now);
  }
}
