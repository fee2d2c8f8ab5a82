package dev.redial.test.clock;

import org.jspecify.annotations.Nullable;

/** Something due at an instant of the clock: a waiting thread to wake, or a task to run. */
final class Timer {

  /** The place of what goes last among all that is due at the same instant. */
  static final long LAST = Long.MAX_VALUE;

  private static final int OUT_OF_QUEUE = -1;

  final long due;
  final long sequence;
  final @Nullable Waiter waiter;
  final @Nullable Runnable task;

  /** Where the {@link DueQueue} keeps it. */
  int index = OUT_OF_QUEUE;

  private Timer(long due, long sequence, @Nullable Waiter waiter, @Nullable Runnable task) {
    this.due = due;
    this.sequence = sequence;
    this.waiter = waiter;
    this.task = task;
  }

  static Timer waking(Waiter waiter, long due, long sequence) {
    return new Timer(due, sequence, waiter, null);
  }

  static Timer running(Runnable task, long due, long sequence) {
    return new Timer(due, sequence, null, task);
  }

  boolean isBefore(Timer other) {
    return due < other.due || (due == other.due && sequence < other.sequence);
  }

  boolean isQueued() {
    return index != OUT_OF_QUEUE;
  }

  void leaveQueue() {
    index = OUT_OF_QUEUE;
  }
}
