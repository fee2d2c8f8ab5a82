package dev.redial.test.clock;

import org.jspecify.annotations.Nullable;

/** One thread's wait for the clock, guarded by the lock of the {@link Conductor}. */
final class Waiter {

  /** What a thread waits for. */
  enum Kind {
    SLEEP,
    STAGE,
    ADVANCE
  }

  final Thread thread = Thread.currentThread();
  final Kind kind;
  final boolean interruptible;

  /** What wakes it when its time has come; {@code null} if only a stage can. */
  @Nullable Timer timer;

  /** It is over: the time has come, the stage is complete, or the clock was closed. */
  boolean released;

  /** The thread is in the conductor's wait, and not counted as active. */
  boolean waiting;

  Waiter(Kind kind, boolean interruptible) {
    this.kind = kind;
    this.interruptible = interruptible;
  }

  boolean isInterrupted() {
    return interruptible && thread.isInterrupted();
  }
}
