package dev.redial.test.clock;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that a policy started, whose stages the clock cannot see, with the tasks that it handed to
 * the clock's executor. While one of these runs or waits for the clock, the stages are taken to
 * wait for it. The counts are guarded by the lock of the {@link Conductor}.
 */
final class Work {

  /** Stages that are not complete. */
  int stages;

  /** Tasks that have not ended. */
  int tasks;

  /** What a thread works on: this, for as long as the action runs. */
  static final class Current {

    @SuppressWarnings("ThreadLocalUsage") // each clock has its own, and it goes with the clock
    private final ThreadLocal<@Nullable Work> work = new ThreadLocal<>();

    /** The work that the current thread is part of, or new work. */
    Work orNew() {
      Work current = work.get();
      return current == null ? new Work() : current;
    }

    <R extends @Nullable Object> R within(Work part, Supplier<R> action) {
      Work outer = work.get();
      work.set(part);
      try {
        return action.get();
      } finally {
        if (outer == null) {
          work.remove();
        } else {
          work.set(outer);
        }
      }
    }
  }
}
