package dev.redial.test.clock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Moves the clock when nobody is left to run, and wakes whoever is due.
 *
 * <h2>The rule</h2>
 *
 * The clock moves only when the {@link Crew} is idle; then it jumps to the earliest due time. One
 * timer fires at a time: it wakes one thread or hands out one task, which makes the crew busy
 * again, and the next fires when the crew is idle once more, be it due at the same instant.
 *
 * <h2>Who moves it</h2>
 *
 * No thread of the clock's own: whichever thread makes the crew idle (it begins to wait, ends its
 * task, closes a hold) does so on its way, under the lock. Firing never runs the user's code there:
 * threads are woken, tasks are handed to the {@link Lane}. A single thread that sleeps thus wakes
 * itself without a thread switch.
 *
 * <h2>Races that are closed</h2>
 *
 * A waker counts the woken thread as running before it lets go of the lock, so that between waking
 * and running nobody sees an idle crew. A task counts from when it is handed out. A stage may
 * complete before its waiter waits: {@link Waiter#released} is then set already. An interrupted
 * thread keeps the clock still until it has woken by itself, since the interrupter may wait or end
 * before it does.
 */
final class Conductor {

  /** The limit of a wait that only a stage ends. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  private static final long SLICE = 500_000_000;
  private static final long SLICE_WITH_GUESTS = 5_000_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition waitersChanged = lock.newCondition();
  private final Lane lane;

  @GuardedBy("lock")
  private final DueQueue queue = new DueQueue();

  @GuardedBy("lock")
  private final Crew crew = new Crew();

  @GuardedBy("lock")
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  @GuardedBy("lock")
  private long sequence;

  /** Grows with everything that happens; a clock on which nothing happens may be stalled. */
  @GuardedBy("lock")
  private long progress;

  @GuardedBy("lock")
  private boolean manual;

  @GuardedBy("lock")
  private @Nullable Waiter advancer;

  /** Threads in {@link #awaitSleepers}: blocked, but about to go on. */
  @GuardedBy("lock")
  private int observers;

  @GuardedBy("lock")
  private boolean closed;

  private volatile long now;
  private volatile @Nullable ClockStalledError stall;

  Conductor() {
    lane = new Lane(lock, crew, this::driveOn);
  }

  long now() {
    return now;
  }

  @Nullable ClockStalledError stall() {
    return stall;
  }

  void setManual(boolean toManual) {
    lock.lock();
    try {
      manual = toManual;
      driveOn();
    } finally {
      lock.unlock();
    }
  }

  void join(Thread thread) {
    lock.lock();
    try {
      crew.join(thread);
    } finally {
      lock.unlock();
    }
  }

  void leave(Thread thread) {
    lock.lock();
    try {
      crew.leave(thread);
      driveOn();
    } finally {
      lock.unlock();
    }
  }

  // ---- waiting

  Waiter newWaiter(Waiter.Kind kind, boolean interruptible) {
    return new Waiter(kind, interruptible, lock.newCondition());
  }

  /** A limit of so many nanoseconds. */
  static long limit(long nanos) {
    return Math.min(nanos, NO_LIMIT - 1);
  }

  /** Waits until the waiter is released, at the latest when {@code limit} nanoseconds are over. */
  void await(Waiter waiter, long limit) throws InterruptedException {
    lock.lock();
    try {
      if (waiter.released) {
        return;
      }
      begin(waiter, limit);
      try {
        driveOn();
        parkUntilReleased(waiter);
      } finally {
        release(waiter);
      }
      interruptIfClosed();
    } finally {
      lock.unlock();
    }
  }

  /** Lets a waiter go on; once, whatever comes first. */
  void release(Waiter waiter) {
    lock.lock();
    try {
      if (waiter.released) {
        return;
      }
      waiter.released = true;
      if (waiter.timer != null) {
        queue.remove(waiter.timer);
      }
      if (waiter.waiting) {
        waiter.waiting = false;
        waiters.remove(waiter);
        crew.goesOn(waiter.thread);
        progress++;
        waiter.wakeUp.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void begin(Waiter waiter, long limit) throws InterruptedException {
    interruptIfClosed();
    if (limit != NO_LIMIT) {
      long order = waiter.kind == Waiter.Kind.ADVANCE ? Timer.LAST : sequence++;
      waiter.timer = Timer.waking(waiter, later(limit), order);
      queue.add(waiter.timer);
    }
    waiter.waiting = true;
    waiters.add(waiter);
    crew.beginsToWait(waiter.thread);
    lane.giveUpBy(waiter.thread);
    progress++;
    waitersChanged.signalAll();
  }

  @GuardedBy("lock")
  private void interruptIfClosed() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("the test has ended, and with it its clock");
    }
  }

  @GuardedBy("lock")
  private void parkUntilReleased(Waiter waiter) throws InterruptedException {
    if (waiter.released) {
      return;
    }
    boolean interrupted = false;
    StallWatch watch = new StallWatch(progress, System.nanoTime());
    try {
      while (!waiter.released) {
        try {
          long left = waiter.wakeUp.awaitNanos(crew.hasRunningGuests() ? SLICE_WITH_GUESTS : SLICE);
          if (left <= 0 && !waiter.released) {
            lookForStall(waiter, watch);
          }
        } catch (InterruptedException e) {
          if (waiter.interruptible && !waiter.released) {
            throw e;
          }
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @GuardedBy("lock")
  private void lookForStall(Waiter waiter, StallWatch watch) {
    long realNow = System.nanoTime();
    crew.forgetWhoLeft(realNow);
    driveOn();
    List<Thread> running = crew.runningThreads();
    boolean mayGoOn =
        waiter.released
            || !running.stream().allMatch(Crew::isBlocked)
            || someoneIsInterrupted()
            || observers > 0
            || crew.tasksHandedOut > 0
            || crew.holds > 0;
    if (watch.isStalled(mayGoOn, progress, crew.stagesInFlight > 0, realNow)) {
      StallReport report =
          new StallReport(now, manual, crew.stagesInFlight, List.copyOf(waiters), running);
      ClockStalledError error = new ClockStalledError(report.text());
      stall = stall == null ? error : stall;
      progress++;
      throw error;
    }
  }

  // ---- moving

  /** Fires what is due first, and on, as long as nobody is left to run. */
  private void driveOn() {
    lock.lock();
    try {
      while (mayMove()) {
        Timer next = queue.peek();
        if (next == null) {
          return;
        }
        queue.remove(next);
        now = Math.max(now, next.due);
        progress++;
        fire(next);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean mayMove() {
    return crew.isIdle()
        && !waiters.isEmpty()
        && !closed
        && (!manual || advancer != null)
        && !someoneIsInterrupted();
  }

  @GuardedBy("lock")
  private void fire(Timer timer) {
    if (timer.waiter != null) {
      release(timer.waiter);
    } else if (timer.task != null) {
      lane.add(timer.task);
    }
  }

  @GuardedBy("lock")
  private boolean someoneIsInterrupted() {
    for (Waiter waiter : waiters) {
      if (waiter.isInterrupted()) {
        return true;
      }
    }
    return false;
  }

  void advance(long nanos) throws InterruptedException {
    lock.lock();
    try {
      if (advancer != null) {
        throw new IllegalStateException(
            "thread '" + advancer.thread.getName() + "' is advancing the clock already");
      }
      advancer = newWaiter(Waiter.Kind.ADVANCE, true);
      try {
        await(advancer, limit(nanos));
      } finally {
        advancer = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits in real time until so many threads sleep on the clock; {@code false} if they do not. */
  boolean awaitSleepers(int count, Duration realLimit) throws InterruptedException {
    lock.lock();
    try {
      observers++;
      try {
        long left = realLimit.toNanos();
        while (sleepers() < count && left > 0) {
          left = waitersChanged.awaitNanos(left);
        }
        return sleepers() >= count;
      } finally {
        observers--;
      }
    } finally {
      lock.unlock();
    }
  }

  int sleepers() {
    lock.lock();
    try {
      return (int) waiters.stream().filter(w -> w.kind == Waiter.Kind.SLEEP).count();
    } finally {
      lock.unlock();
    }
  }

  // ---- tasks and holds

  Timer schedule(long delay, Runnable task) {
    lock.lock();
    try {
      rejectIfClosed();
      Timer timer = Timer.running(task, later(delay), sequence++);
      if (delay <= 0) {
        lane.add(task);
      } else {
        queue.add(timer);
      }
      return timer;
    } finally {
      lock.unlock();
    }
  }

  boolean cancel(Timer timer) {
    lock.lock();
    try {
      return queue.remove(timer);
    } finally {
      lock.unlock();
    }
  }

  void execute(Runnable task) {
    lock.lock();
    try {
      rejectIfClosed();
      lane.runBeside(task);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void rejectIfClosed() {
    if (closed) {
      throw new RejectedExecutionException("the test has ended, and with it its clock");
    }
  }

  /** Keeps the clock still: for a stage in flight, or at the test's own wish. */
  Hold hold(boolean forStage) {
    count(forStage, 1);
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        count(forStage, -1);
      }
    };
  }

  private void count(boolean forStage, int change) {
    lock.lock();
    try {
      if (forStage) {
        crew.stagesInFlight += change;
      } else {
        crew.holds += change;
      }
      progress++;
      driveOn();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waits and all workers; waits for the workers in real time, up to a limit. */
  void close(Duration realLimit) throws InterruptedException {
    Workers workers;
    lock.lock();
    try {
      closed = true;
      lane.clear();
      workers = lane.workers();
      List.copyOf(waiters).forEach(this::release);
    } finally {
      lock.unlock();
    }
    workers.close(realLimit);
  }

  @GuardedBy("lock")
  private long later(long delay) {
    long due = now + Math.max(0, delay);
    return due < now ? Long.MAX_VALUE : due;
  }
}
