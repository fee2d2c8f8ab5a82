package dev.redial.breaker;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it, and counts how often it is read. */
final class BreakerTime implements TimeSource {

  private final AtomicLong now;
  private final AtomicLong wallShift = new AtomicLong();
  private final AtomicLong nanoTimeReads = new AtomicLong();
  private final AtomicLong instantReads = new AtomicLong();

  BreakerTime() {
    this(0);
  }

  BreakerTime(long start) {
    now = new AtomicLong(start);
  }

  void advance(Duration by) {
    now.addAndGet(by.toNanos());
  }

  void shiftWall(Duration by) {
    wallShift.addAndGet(by.toNanos());
  }

  long nanoTimeReads() {
    return nanoTimeReads.get();
  }

  long instantReads() {
    return instantReads.get();
  }

  @Override
  public long nanoTime() {
    nanoTimeReads.incrementAndGet();
    return now.get();
  }

  @Override
  public Instant instant() {
    instantReads.incrementAndGet();
    return Instant.parse("2026-01-01T00:00:00Z").plusNanos(now.get() + wallShift.get());
  }

  @Override
  public void sleep(Duration delay) {
    throw new AssertionError("a breaker never sleeps");
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    throw new AssertionError("a breaker schedules nothing");
  }
}
