package dev.redial.test.clock;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** The clock's own threads: as many as there are tasks, gone soon after they are idle. */
final class Workers implements Executor {

  private static final Duration IDLE = Duration.ofMillis(200);

  private final AtomicInteger numbers = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new SynchronousQueue<>(),
          this::newThread);

  private Thread newThread(Runnable loop) {
    threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
    Thread thread = new Thread(loop, "redial-clock-" + numbers.incrementAndGet());
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    pool.execute(task);
  }

  /**
   * Interrupts what runs and waits until every thread has ended.
   *
   * @throws IllegalStateException if one has not when the limit is over
   */
  void close(Duration realLimit) throws InterruptedException {
    pool.shutdownNow();
    long deadline = System.nanoTime() + realLimit.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
    }
    threads.removeIf(thread -> !thread.isAlive());
    if (!threads.isEmpty()) {
      throw new IllegalStateException(
          "a task of the clock's executor ignores its interrupt and still runs after the test: "
              + threads.stream()
                  .map(thread -> thread.getName() + " at " + top(thread))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static String top(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? "its end" : stack[0].toString();
  }
}
