package dev.redial.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

/**
 * The clock of the toolkit's own tests, for one thread: whoever waits on it moves it, and runs what
 * is due on the way.
 */
public final class ManualTime implements TimeSource {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private record Task(long due, long order, Runnable action) {}

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
  private final List<Duration> sleeps = new ArrayList<>();
  private long now;
  private long order;
  private Duration wallShift = Duration.ZERO;
  private boolean rejecting;

  /** A clock whose monotonic reading begins at zero. */
  public ManualTime() {}

  /** A clock whose monotonic reading begins anywhere, as the real one's may. */
  public ManualTime(long nanoTime) {
    now = nanoTime;
  }

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return START.plus(wallShift).plusNanos(now);
  }

  /** Moves the wall clock alone. */
  public void shiftWall(Duration by) {
    wallShift = wallShift.plus(by);
  }

  /** What was asked of {@link #sleep}, in order. */
  public List<Duration> sleeps() {
    return List.copyOf(sleeps);
  }

  /** How many tasks wait for their time. */
  public int scheduledTasks() {
    return tasks.size();
  }

  /** From now on no task is taken. */
  public void rejectTasks() {
    rejecting = true;
  }

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    sleeps.add(delay);
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before a wait");
    }
    long target = due(delay);
    while (!tasks.isEmpty() && tasks.peek().due() <= target) {
      runNext();
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in a wait by what was due");
      }
    }
    now = target;
  }

  /** Lets time pass and runs what is due. */
  public void advance(Duration delay) {
    long target = due(delay);
    while (!tasks.isEmpty() && tasks.peek().due() <= target) {
      runNext();
    }
    now = target;
  }

  private void runNext() {
    Task task = tasks.remove();
    now = Math.max(now, task.due());
    task.action().run();
  }

  private long due(Duration delay) {
    long due = now + Math.max(0, Durations.saturatedNanos(delay));
    return due < now ? Long.MAX_VALUE : due;
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable action) {
    if (rejecting) {
      throw new RejectedExecutionException("takes no more tasks");
    }
    Task task = new Task(due(delay), order++, action);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public <T> CompletableFuture<T> newFuture() {
    return new DrivingFuture<>();
  }

  private final class DrivingFuture<T> extends CompletableFuture<T> {
    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new DrivingFuture<>();
    }

    @Override
    public T join() {
      drive();
      return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      drive();
      return super.get();
    }

    private void drive() {
      while (!isDone() && !tasks.isEmpty()) {
        runNext();
      }
      if (!isDone()) {
        throw new AssertionError("nobody completes the future: no task is scheduled");
      }
    }
  }
}
