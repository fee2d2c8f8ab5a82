package dev.redial.observe;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A time for tests of one thread, which moves on when somebody sleeps. */
final class SteppedTime implements TimeSource {

  private Duration elapsed = Duration.ZERO;

  void advance(Duration by) {
    elapsed = elapsed.plus(by);
  }

  @Override
  public long nanoTime() {
    return elapsed.toNanos();
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plus(elapsed);
  }

  @Override
  public void sleep(Duration delay) {
    advance(delay);
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable action) {
    throw new UnsupportedOperationException("nothing is scheduled here");
  }
}
