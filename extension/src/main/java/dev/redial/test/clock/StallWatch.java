package dev.redial.test.clock;

/** Tells, in real time, a clock that stands still for good from one that is about to move. */
final class StallWatch {

  private static final long LIMIT = 1_000_000_000;

  private static final long LOOK_EVERY = 4_000_000;

  /** Network I/O in flight may take its time. */
  private static final long LIMIT_WITH_STAGES = 10_000_000_000L;

  private long progressSeen;
  private long since;
  private long lastLook;

  StallWatch(long progress, long realNow) {
    this.progressSeen = progress;
    this.since = realNow;
    this.lastLook = realNow;
  }

  /** A look around costs something, and a thread that was just woken need not pay it. */
  boolean isTimeToLook(long realNow) {
    if (realNow - lastLook < LOOK_EVERY) {
      return false;
    }
    lastLook = realNow;
    return true;
  }

  /**
   * Whether nothing has moved for too long, and nobody was seen to run whenever this was asked.
   *
   * @param mayGoOn somebody runs now, or is about to
   * @param progress a number that grows with everything that happens on the clock
   */
  boolean isStalled(boolean mayGoOn, long progress, boolean stagesInFlight, long realNow) {
    if (mayGoOn || progress != progressSeen) {
      progressSeen = progress;
      since = realNow;
      return false;
    }
    return realNow - since >= (stagesInFlight ? LIMIT_WITH_STAGES : LIMIT);
  }
}
