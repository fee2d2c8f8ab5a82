package dev.redial.test.clock;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a stall while something is due and nobody waits on the clock: a test that hangs in
 * {@code allOf(…).join()}, say, where no thread passes by the clock that could look itself. What
 * such a test waits for is mostly a future of the clock, so these are failed first; threads that
 * hang on are interrupted.
 */
final class Sentinel {

  private static final long LOOK_EVERY = 250_000_000;
  private static final Duration REAL_LIMIT_FOR_CLOSE = Duration.ofSeconds(1);

  /**
   * A stall that nobody on the clock could see.
   *
   * @param blocked the threads of the test that hang
   */
  record Stall(ClockStalledError error, List<Thread> blocked) {}

  private final Conductor conductor;
  private final Set<ClockFuture<?>> futures =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** Written under the lock of the conductor. */
  private volatile @Nullable Thread thread;

  Sentinel(Conductor conductor) {
    this.conductor = conductor;
  }

  /** Remembers a future to fail, as long as somebody else does. */
  void know(ClockFuture<?> future) {
    futures.add(future);
  }

  /** Looks from now on. Called under the lock of the conductor. */
  void watch(long progress) {
    if (thread == null) {
      Thread watching = new Thread(() -> look(progress), "redial-clock-sentinel");
      watching.setDaemon(true);
      thread = watching;
      watching.start();
    }
  }

  /** Looks no more. Called under the lock of the conductor. */
  void rest() {
    LockSupport.unpark(thread);
    thread = null;
  }

  private void look(long progress) {
    StallWatch watch = new StallWatch(progress, System.nanoTime());
    while (thread == Thread.currentThread()) {
      LockSupport.parkNanos(this, LOOK_EVERY);
      Stall stall = conductor.lookForUnwatchedStall(watch);
      if (stall != null) {
        List.copyOf(futures).forEach(future -> future.completeExceptionally(stall.error()));
        LockSupport.parkNanos(this, LOOK_EVERY);
        interruptWhoHangsOn(conductor.lookForUnwatchedStall(watch));
        watch = new StallWatch(conductor.progress(), System.nanoTime());
      }
    }
  }

  private static void interruptWhoHangsOn(@Nullable Stall stall) {
    if (stall != null) {
      stall.blocked().stream().filter(Crew::isBlocked).forEach(Thread::interrupt);
    }
  }

  /** Ends the thread; the clock is closed. */
  void close(@Nullable Thread last) throws InterruptedException {
    if (last != null && last != Thread.currentThread()) {
      last.join(REAL_LIMIT_FOR_CLOSE.toMillis());
    }
  }

  @Nullable Thread thread() {
    return thread;
  }
}
