package dev.redial.breaker;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Time that stands still until a test moves it, and counts how often it is read. */
final class BreakerTime implements TimeSource {

  private final AtomicLong now;
  private final AtomicLong wallShift = new AtomicLong();
  private final AtomicLong nanoTimeReads = new AtomicLong();
  private final AtomicLong instantReads = new AtomicLong();
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private volatile boolean refusesTasks;

  BreakerTime() {
    this(0);
  }

  BreakerTime(long start) {
    now = new AtomicLong(start);
  }

  /** Moves the clock, and then runs the tasks that are due by then. */
  void advance(Duration by) {
    long reached = now.addAndGet(by.toNanos());
    for (Task task : List.copyOf(tasks)) {
      if (task.due() - reached <= 0 && tasks.remove(task)) {
        task.work().run();
      }
    }
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

  /** The tasks that are neither run nor cancelled; a breaker without a timer has none. */
  int pending() {
    return tasks.size();
  }

  void refuseTasks() {
    refusesTasks = true;
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    if (refusesTasks) {
      throw new RejectedExecutionException("no more tasks; this is expected");
    }
    Task scheduled = new Task(now.get() + delay.toNanos(), task);
    tasks.add(scheduled);
    return () -> tasks.remove(scheduled);
  }

  private record Task(long due, Runnable work) {}
}
