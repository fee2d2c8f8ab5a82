package dev.redial.test.inject.http;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still, and that a server must not wait on. */
final class FixedTime implements TimeSource {

  static final Instant NOW = Instant.parse("2026-03-01T08:05:09.400Z");

  @Override
  public long nanoTime() {
    return 1_000;
  }

  @Override
  public Instant instant() {
    return NOW;
  }

  @Override
  public void sleep(Duration delay) {
    throw new AssertionError("a server does not sleep on the test's clock");
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    throw new AssertionError("a server does not schedule on the test's clock");
  }
}
