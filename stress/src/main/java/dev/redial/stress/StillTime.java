package dev.redial.stress;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still unless it is set, and never waits. */
public final class StillTime implements TimeSource {

  private final long now;

  /** Stands at this many nanoseconds. */
  public StillTime(long now) {
    this.now = now;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH;
  }

  @Override
  public void sleep(Duration delay) {
    throw new AssertionError("nothing waits here");
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    throw new AssertionError("nothing waits here");
  }
}
