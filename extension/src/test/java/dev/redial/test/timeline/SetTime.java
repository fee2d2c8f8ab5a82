package dev.redial.test.timeline;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A time that stands still until it is set. */
public final class SetTime implements TimeSource {

  private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Duration now = Duration.ZERO;

  /** Sets both clocks to so long after their start. */
  public void set(Duration newNow) {
    now = newNow;
  }

  public void advance(Duration step) {
    now = now.plus(step);
  }

  @Override
  public long nanoTime() {
    return now.toNanos();
  }

  @Override
  public Instant instant() {
    return EPOCH.plus(now);
  }

  @Override
  public void sleep(Duration delay) {
    advance(delay);
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    throw new UnsupportedOperationException("nothing is scheduled in these tests");
  }
}
