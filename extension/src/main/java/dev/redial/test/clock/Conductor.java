package dev.redial.test.clock;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
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
 * before it does. Its flag tells, and must stay set until it holds the lock: hence a plain monitor
 * and a bare park. A {@code ReentrantLock} and its conditions clear the flag on their way and set
 * it again later.
 */
final class Conductor {

  /** The limit of a wait that only a stage ends. */
  static final long NO_LIMIT = Long.MAX_VALUE;

  private static final long SLICE = 500_000_000;
  private static final long SLICE_WITH_GUESTS = 5_000_000;

  private final RealLimits limits;
  private final Lane lane;
  private final Sentinel sentinel = new Sentinel(this);

  @GuardedBy("this")
  private final DueQueue queue = new DueQueue();

  @GuardedBy("this")
  private final Crew crew = new Crew();

  @GuardedBy("this")
  private final Set<Waiter> waiters = new LinkedHashSet<>();

  @GuardedBy("this")
  private long sequence;

  /** Grows with everything that happens; a clock on which nothing happens may be stalled. */
  @GuardedBy("this")
  private long progress;

  @GuardedBy("this")
  private boolean manual;

  /** Whose limit, queued as its timer, a clock moved by hand may go to. */
  @GuardedBy("this")
  private @Nullable Waiter advancer;

  /** Who is in {@link #advance}, from before its limit is queued. */
  @GuardedBy("this")
  private @Nullable Waiter reservation;

  /** Threads in {@link #awaitSleepers}: blocked, but about to go on. */
  @GuardedBy("this")
  private int observers;

  @GuardedBy("this")
  private boolean closed;

  private volatile long now;
  private volatile @Nullable ClockStalledError stall;

  Conductor(RealLimits limits) {
    this.limits = limits;
    lane = new Lane(this, crew, this::driveOn);
  }

  long now() {
    return now;
  }

  @Nullable ClockStalledError stall() {
    return stall;
  }

  void know(ClockFuture<?> future) {
    sentinel.know(future);
  }

  synchronized void setManual(boolean toManual) {
    manual = toManual;
    driveOn();
  }

  synchronized void join(Thread thread) {
    crew.join(thread);
  }

  synchronized void leave(Thread thread) {
    crew.leave(thread);
    driveOn();
  }

  // ---- waiting

  /** A limit of so many nanoseconds. */
  static long limit(long nanos) {
    return Math.min(nanos, NO_LIMIT - 1);
  }

  /** Waits until the waiter is released, at the latest when {@code limit} nanoseconds are over. */
  void await(Waiter waiter, long limit) throws InterruptedException {
    if (begin(waiter, limit)) {
      try {
        parkUntilReleased(waiter);
      } finally {
        comeBack(waiter);
      }
      interruptIfClosed();
    }
  }

  /** Begins a wait, and moves the clock if it was the last; {@code false} if there is none. */
  private synchronized boolean begin(Waiter waiter, long limit) throws InterruptedException {
    interruptIfClosed();
    if (waiter.released) {
      return false;
    }
    if (limit != NO_LIMIT) {
      long order = waiter.kind == Waiter.Kind.ADVANCE ? Timer.LAST : sequence++;
      waiter.timer = Timer.waking(waiter, later(limit), order);
      queue.add(waiter.timer);
    }
    waiter.waiting = true;
    if (waiter.kind == Waiter.Kind.ADVANCE) {
      advancer = waiter;
    }
    waiters.add(waiter);
    crew.beginsToWait(waiter.thread);
    lane.giveUpBy(waiter.thread);
    progress++;
    notifyAll();
    driveOn();
    return true;
  }

  private synchronized void interruptIfClosed() throws InterruptedException {
    if (closed) {
      throw new InterruptedException("the test has ended, and with it its clock");
    }
  }

  /** Lets a waiter go on; once, whatever comes first. */
  synchronized void release(Waiter waiter) {
    if (waiter.released) {
      return;
    }
    waiter.released = true;
    if (advancer == waiter) {
      advancer = null;
    }
    if (waiter.timer != null) {
      queue.remove(waiter.timer);
    }
    if (waiter.waiting) {
      waiter.waiting = false;
      waiters.remove(waiter);
      crew.goesOn(waiter.thread);
      progress++;
      LockSupport.unpark(waiter.thread);
      watchIfNobodyWaits();
    }
  }

  /** Who goes on now may hang elsewhere, where it passes by the clock no more. */
  @GuardedBy("this")
  private void watchIfNobodyWaits() {
    if (waiters.isEmpty() && !queue.isEmpty() && !closed) {
      sentinel.watch(progress);
    }
  }

  private synchronized void comeBack(Waiter waiter) {
    release(waiter);
    crew.isBack(waiter.thread);
  }

  private void parkUntilReleased(Waiter waiter) throws InterruptedException {
    boolean interrupted = false;
    long slice = sliceUnlessOver(waiter);
    if (slice == 0) {
      return;
    }
    StallWatch watch = new StallWatch(progress(), System.nanoTime());
    try {
      while (slice > 0) {
        LockSupport.parkNanos(this, slice);
        interrupted |= wokenByInterrupt(waiter);
        lookForStall(waiter, watch);
        slice = sliceUnlessOver(waiter);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How long to park before looking around; 0 if the wait is over. */
  private synchronized long sliceUnlessOver(Waiter waiter) {
    if (waiter.released) {
      return 0;
    }
    return crew.hasRunningGuests() ? SLICE_WITH_GUESTS : SLICE;
  }

  private synchronized boolean wokenByInterrupt(Waiter waiter) throws InterruptedException {
    boolean interrupted = Thread.interrupted();
    if (interrupted && waiter.interruptible && !waiter.released) {
      release(waiter);
      throw new InterruptedException("interrupted while waiting on the fake clock");
    }
    return interrupted;
  }

  synchronized long progress() {
    return progress;
  }

  private synchronized void lookForStall(Waiter waiter, StallWatch watch) {
    long realNow = System.nanoTime();
    if (waiter.released || !watch.isTimeToLook(realNow)) {
      return;
    }
    crew.forgetWhoLeft(realNow);
    driveOn();
    List<Thread> running = crew.runningThreads();
    boolean mayGoOn = waiter.released || someoneIsInterrupted() || mayGoOn(running);
    if (watch.isStalled(mayGoOn, progress, realLimit(running))) {
      throw stalled(running);
    }
  }

  @GuardedBy("this")
  private boolean mayGoOn(List<Thread> running) {
    return !running.stream().allMatch(Crew::isBlocked)
        || crew.someoneIsWaking()
        || observers > 0
        || crew.tasksHandedOut > lane.queuedBehindATask();
  }

  @GuardedBy("this")
  private Duration realLimit(List<Thread> running) {
    if (!crew.holds.isEmpty()) {
      return limits.held();
    }
    if (crew.stagesInFlight > 0) {
      return limits.inFlight();
    }
    return manual && !running.isEmpty() ? limits.byHand() : limits.blocked();
  }

  @GuardedBy("this")
  private ClockStalledError stalled(List<Thread> running) {
    ClockStalledError error =
        new ClockStalledError(
            new StallReport(now, manual, crew, queue.peek(), List.copyOf(waiters), running).text());
    stall = stall == null ? error : stall;
    return error;
  }

  /** Whether threads of the test are blocked for good while nobody waits on the clock. */
  synchronized Sentinel.@Nullable Stall lookForUnwatchedStall(StallWatch watch) {
    long realNow = System.nanoTime();
    if (closed || queue.isEmpty()) {
      sentinel.rest();
      return null;
    }
    if (!watch.isTimeToLook(realNow)) {
      return null;
    }
    crew.forgetWhoLeft(realNow);
    List<Thread> running = crew.runningThreads();
    boolean mayGoOn =
        !waiters.isEmpty() || running.isEmpty() || !crew.holds.isEmpty() || mayGoOn(running);
    return watch.isStalled(mayGoOn, progress, limits.unwatched())
        ? new Sentinel.Stall(stalled(running), running)
        : null;
  }

  // ---- moving

  /** Fires what is due first, and on, as long as nobody is left to run. */
  private synchronized void driveOn() {
    while (mayMove()) {
      Timer next = queue.peek();
      if (next == null) {
        return;
      }
      queue.remove(next);
      now = Math.max(now, next.due);
      progress++;
      if (next.waiter != null) {
        release(next.waiter);
      } else if (next.task != null) {
        lane.add(next);
      }
    }
  }

  @GuardedBy("this")
  private boolean mayMove() {
    return crew.isIdle()
        && !waiters.isEmpty()
        && !closed
        && (!manual || advancer != null)
        && !someoneIsInterrupted();
  }

  @GuardedBy("this")
  private boolean someoneIsInterrupted() {
    for (Waiter waiter : waiters) {
      if (waiter.isInterrupted()) {
        return true;
      }
    }
    return false;
  }

  void advance(long nanos) throws InterruptedException {
    Waiter waiter = new Waiter(Waiter.Kind.ADVANCE, true);
    synchronized (this) {
      if (reservation != null) {
        throw new IllegalStateException(
            "thread '" + reservation.thread.getName() + "' is advancing the clock already");
      }
      reservation = waiter;
    }
    try {
      await(waiter, limit(nanos));
    } finally {
      synchronized (this) {
        reservation = null;
      }
    }
  }

  /** Waits in real time until so many threads sleep on the clock; {@code false} if they do not. */
  synchronized boolean awaitSleepers(int count, Duration realLimit) throws InterruptedException {
    observers++;
    try {
      long deadline = System.nanoTime() + realLimit.toNanos();
      long left = realLimit.toMillis();
      while (sleepers() < count && left > 0) {
        wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      }
      return sleepers() >= count;
    } finally {
      observers--;
    }
  }

  synchronized int sleepers() {
    return (int) waiters.stream().filter(w -> w.kind == Waiter.Kind.SLEEP).count();
  }

  // ---- tasks and holds

  synchronized Timer schedule(long delay, Runnable task) {
    rejectIfClosed();
    Timer timer = Timer.running(task, later(delay), sequence++);
    if (delay <= 0) {
      letGoFirstWhatIsDue();
      lane.add(timer);
    } else {
      queue.add(timer);
      watchIfNobodyWaits();
    }
    return timer;
  }

  /** Tasks due at this instant were scheduled before one without delay, and so run before it. */
  @GuardedBy("this")
  private void letGoFirstWhatIsDue() {
    Timer next = queue.peek();
    while (next != null && next.due <= now && next.task != null) {
      queue.remove(next);
      lane.add(next);
      next = queue.peek();
    }
  }

  synchronized boolean cancel(Timer timer) {
    return queue.remove(timer) || lane.remove(timer);
  }

  /** Runs a task at once, as part of this work. */
  synchronized void execute(Runnable task, Work work) {
    rejectIfClosed();
    lane.runBeside(task, work);
  }

  @GuardedBy("this")
  private void rejectIfClosed() {
    if (closed) {
      throw new RejectedExecutionException("the test has ended, and with it its clock");
    }
  }

  synchronized Work newWork(@Nullable Work partOf) {
    return new Work(partOf);
  }

  /**
   * The current thread begins to start this work, and is one of the test meanwhile.
   *
   * @return the work has been started
   */
  synchronized Runnable starts(Work work) {
    work.starts++;
    Runnable leave = crew.visit(Thread.currentThread());
    return () -> {
      synchronized (this) {
        work.starts--;
        leave.run();
        driveOn();
      }
    };
  }

  /**
   * The current thread begins to hear of the end of this work. It is one of the test meanwhile, and
   * may wait for the clock, as a task of the work may.
   *
   * @return it has heard
   */
  synchronized Runnable hears(Work work) {
    crew.countTask(work, 1);
    Runnable leave = crew.visit(Thread.currentThread());
    return () -> {
      synchronized (this) {
        crew.countTask(work, -1);
        leave.run();
        driveOn();
      }
    };
  }

  /** Keeps the clock still while a stage of this work is in flight, unless that waits for it. */
  Hold stageOf(Work work) {
    count(work, 1);
    AtomicBoolean open = new AtomicBoolean(true);
    return () -> {
      if (open.getAndSet(false)) {
        count(work, -1);
      }
    };
  }

  private synchronized void count(Work work, int change) {
    crew.countStage(work, change);
    progress++;
    driveOn();
  }

  /** Keeps the clock still at the test's own wish. */
  synchronized Hold hold() {
    OpenHold hold = new OpenHold(this::letGo);
    crew.holds.add(hold);
    progress++;
    return hold;
  }

  private synchronized void letGo(OpenHold hold) {
    crew.holds.remove(hold);
    progress++;
    driveOn();
  }

  /** Ends all waits and all workers; waits for the workers in real time, up to a limit. */
  void close(Duration realLimit) throws InterruptedException {
    Thread watching;
    synchronized (this) {
      closed = true;
      watching = sentinel.thread();
      sentinel.rest();
      lane.clear();
      List.copyOf(waiters).forEach(this::release);
    }
    boolean interrupted = Thread.interrupted();
    try {
      sentinel.close(watching);
      lane.workers().close(realLimit);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @GuardedBy("this")
  private long later(long delay) {
    long due = now + Math.max(0, delay);
    return due < now ? Long.MAX_VALUE : due;
  }
}
