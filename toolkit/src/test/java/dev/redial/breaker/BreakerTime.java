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
import java.util.concurrent.atomic.AtomicReference;

/** Time that stands still until a test moves it, and counts how often it is read. */
final class BreakerTime implements TimeSource {

  private final AtomicLong now;
  private final AtomicLong wallShift = new AtomicLong();
  private final AtomicLong nanoTimeReads = new AtomicLong();
  private final AtomicLong instantReads = new AtomicLong();
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Runnable> atNextInstant = new AtomicReference<>(() -> {});
  private volatile boolean refusesTasks;
  private volatile Runnable whileScheduling = () -> {};

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
    atNextInstant.getAndSet(() -> {}).run();
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

  /** Runs the work once, when the wall clock is read next: as another thread would in between. */
  void whenTheWallClockIsRead(Runnable work) {
    atNextInstant.set(work);
  }

  /** Runs the work each time a task is scheduled, before the caller learns of its task. */
  void whileScheduling(Runnable work) {
    whileScheduling = work;
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
    whileScheduling.run();
    return () -> tasks.remove(scheduled);
  }

  private record Task(long due, Runnable work) {}
}
