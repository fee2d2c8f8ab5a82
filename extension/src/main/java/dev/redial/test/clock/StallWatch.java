package dev.redial.test.clock;

import java.time.Duration;

/** Tells, in real time, a clock that stands still for good from one that is about to move. */
final class StallWatch {

  private static final long LOOK_EVERY = 4_000_000;

  /** Longer gaps between two looks are the machine's, which slept, and tell nothing. */
  private static final long MOST_PER_LOOK = 600_000_000;

  private long progressSeen;
  private long since;
  private long looked;
  private long lastLook;

  StallWatch(long progress, long realNow) {
    this.progressSeen = progress;
    this.lastLook = realNow;
  }

  /** A look around costs something, and a thread that was just woken need not pay it. */
  boolean isTimeToLook(long realNow) {
    if (realNow - lastLook < LOOK_EVERY) {
      return false;
    }
    looked += Math.min(realNow - lastLook, MOST_PER_LOOK);
    lastLook = realNow;
    return true;
  }

  /**
   * Whether nothing has moved for too long, and nobody was seen to run whenever this was asked.
   *
   * @param mayGoOn somebody runs now, or is about to
   * @param progress a number that grows with everything that happens on the clock
   */
  boolean isStalled(boolean mayGoOn, long progress, Duration limit) {
    if (mayGoOn || progress != progressSeen) {
      progressSeen = progress;
      since = looked;
      return false;
    }
    return looked - since >= limit.toNanos();
  }
}
