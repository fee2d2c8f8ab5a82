package dev.redial.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The JDK's time. Its scheduler thread starts with the first task and never keeps the JVM up. */
final class SystemTimeSource implements TimeSource {

  static final SystemTimeSource INSTANCE = new SystemTimeSource();

  private static final long MAX_DELAY_NANOS = Long.MAX_VALUE / 2;

  private SystemTimeSource() {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before a wait of " + Durations.format(delay));
    }
    long nanos = Durations.saturatedNanos(delay);
    if (nanos > 0) {
      // TimeUnit.sleep passes nanoseconds on; Thread.sleep(long) would drop them.
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    // The executor compares differences of nanoTime, which must not overflow.
    long nanos = Math.min(Durations.saturatedNanos(delay), MAX_DELAY_NANOS);
    ScheduledFuture<?> future =
        SchedulerHolder.SCHEDULER.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> completedFuture(T result) {
    return CompletableFuture.completedFuture(result);
  }

  @Override
  public String toString() {
    return "system time";
  }

  static final class SchedulerHolder {
    static final ScheduledThreadPoolExecutor SCHEDULER = newScheduler();

    private static ScheduledThreadPoolExecutor newScheduler() {
      ScheduledThreadPoolExecutor scheduler =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "redial-scheduler");
                thread.setDaemon(true);
                return thread;
              });
      scheduler.setRemoveOnCancelPolicy(true);
      return scheduler;
    }
  }
}
