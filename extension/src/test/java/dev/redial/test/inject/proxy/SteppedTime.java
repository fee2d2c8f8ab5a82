package dev.redial.test.inject.proxy;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that moves only when a test says so; a sleep is over at once and noted. */
final class SteppedTime implements TimeSource {

  private record Task(long due, Runnable run) {}

  final List<Duration> sleeps = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private long now;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Instant instant() {
    return Instant.parse("1994-11-06T08:49:30Z").plusNanos(now);
  }

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted");
    }
    sleeps.add(delay);
    now += delay.toNanos();
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    Task added = new Task(now + delay.toNanos(), task);
    tasks.add(added);
    return () -> tasks.remove(added);
  }

  int scheduled() {
    return tasks.size();
  }

  void advance(Duration step) {
    now += step.toNanos();
    for (Task task : List.copyOf(tasks)) {
      if (task.due() <= now && tasks.remove(task)) {
        task.run().run();
      }
    }
  }
}
