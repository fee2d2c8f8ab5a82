package dev.redial.retry;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;

/** A time for tests of one thread: it moves on when somebody sleeps or a task is run. */
final class RecordingTime implements TimeSource {

  /** What was waited, by sleeping or by scheduling, in order. */
  final List<Duration> waits = new ArrayList<>();

  int reads;
  boolean rejects;
  Runnable beforeSleep = () -> {};

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong((Task task) -> task.due - start()));
  private final long start;
  private long nanos;
  private Instant wall = Instant.parse("2026-01-01T00:00:00Z");

  private record Task(long due, Runnable action) {}

  RecordingTime() {
    this(0);
  }

  RecordingTime(long start) {
    this.start = start;
    this.nanos = start;
  }

  private long start() {
    return start;
  }

  @Override
  public long nanoTime() {
    reads++;
    return nanos;
  }

  @Override
  public Instant instant() {
    reads++;
    return wall;
  }

  Duration elapsed() {
    return Duration.ofNanos(nanos - start);
  }

  void advance(Duration by) {
    nanos += by.toNanos();
    wall = wall.plus(by);
  }

  void shiftWall(Duration by) {
    wall = wall.plus(by);
  }

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    waits.add(delay);
    beforeSleep.run();
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    advance(delay);
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable action) {
    if (rejects) {
      throw new RejectedExecutionException("shut down");
    }
    waits.add(delay);
    Task task = new Task(nanos + delay.toNanos(), action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  int scheduled() {
    return tasks.size();
  }

  /** Runs what is scheduled, and what that schedules, each at its time. */
  void runAll() {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      advance(Duration.ofNanos(task.due - nanos));
      task.action.run();
    }
  }
}
