package dev.redial.test.clock;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Where due tasks run: one after the other, as on the single scheduler thread of production. A task
 * that waits for the clock gives the lane up, so that it cannot keep later ones from being on time.
 * Tasks of the clock's executor run beside it, each at once.
 *
 * <p>Its state is guarded by the lock that the {@link Conductor} lends it.
 */
final class Lane {

  private final Object lock;
  private final Crew crew;
  private final Runnable driveOn;
  private final Workers workers = new Workers();

  private final Deque<Timer> tasks = new ArrayDeque<>();
  private boolean taken;
  private @Nullable Thread worker;

  /**
   * @param driveOn moves the clock if nobody is left to run; called under the lock
   */
  Lane(Object lock, Crew crew, Runnable driveOn) {
    this.lock = lock;
    this.crew = crew;
    this.driveOn = driveOn;
  }

  Workers workers() {
    return workers;
  }

  /** Lets a task run when those before it have run. Called under the lock. */
  void add(Timer task) {
    tasks.add(task);
    crew.tasksHandedOut++;
    startWorker();
  }

  /**
   * Lets a task run beside the lane, at once. Called under the lock.
   *
   * @param work what the task belongs to
   */
  void runBeside(Runnable task, Work work) {
    crew.tasksHandedOut++;
    crew.countTask(work, 1);
    workers.execute(
        () -> {
          joinCrew();
          runSafely(task);
          leaveCrew(work);
        });
  }

  /** The thread waits for the clock; if the lane is its, the next task may start. */
  void giveUpBy(Thread thread) {
    if (thread == worker) {
      worker = null;
      taken = false;
      startWorker();
    }
  }

  /** Takes out a task that has not begun. Called under the lock. */
  boolean remove(Timer timer) {
    boolean removed = tasks.remove(timer);
    crew.tasksHandedOut -= removed ? 1 : 0;
    return removed;
  }

  /** How many tasks cannot begin before the one that has the lane ends or waits. */
  int queuedBehindATask() {
    return worker == null ? 0 : tasks.size();
  }

  /** Drops what has not begun. Called under the lock. */
  void clear() {
    crew.tasksHandedOut -= tasks.size();
    tasks.clear();
  }

  private void startWorker() {
    if (!taken && !tasks.isEmpty()) {
      taken = true;
      workers.execute(this::work);
    }
  }

  private void work() {
    Runnable task = first();
    while (task != null) {
      runSafely(task);
      task = next();
    }
  }

  private @Nullable Runnable first() {
    synchronized (lock) {
      worker = Thread.currentThread();
      return take();
    }
  }

  private @Nullable Runnable next() {
    synchronized (lock) {
      crew.leave(Thread.currentThread());
      driveOn.run();
      // Having waited for the clock, this worker has given the lane to another.
      return worker == Thread.currentThread() ? take() : null;
    }
  }

  private @Nullable Runnable take() {
    Timer timer = tasks.poll();
    Runnable task = timer == null ? null : timer.task;
    if (task == null) {
      worker = null;
      taken = false;
    } else {
      crew.tasksHandedOut--;
      crew.join(Thread.currentThread());
    }
    return task;
  }

  private void joinCrew() {
    synchronized (lock) {
      crew.tasksHandedOut--;
      crew.join(Thread.currentThread());
    }
  }

  private void leaveCrew(Work work) {
    synchronized (lock) {
      crew.countTask(work, -1);
      crew.leave(Thread.currentThread());
      driveOn.run();
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      Thread me = Thread.currentThread();
      try {
        me.getUncaughtExceptionHandler().uncaughtException(me, e);
      } catch (Throwable handlersOwn) {
        // As the JVM does: a handler's error is ignored.
      }
    } finally {
      // The next task on this thread must not be interrupted for this one.
      Thread.interrupted();
    }
  }
}
