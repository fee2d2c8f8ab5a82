package dev.redial.test.clock;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that a policy started, whose stages the clock cannot see, with the tasks that it handed to
 * the clock's executor. While one of these runs or waits for the clock, the stages are taken to
 * wait for it. Work that such a task starts is part of this work, too, but has stages and tasks of
 * its own: the task that waits for network I/O says nothing of the I/O. The counts are guarded by
 * the lock of the {@link Conductor}.
 */
final class Work {

  /** What this is part of, if that still matters to anybody. */
  final @Nullable Work whole;

  /** Stages that are not complete. */
  int stages;

  /** Tasks that have not ended, those of parts included. */
  int tasks;

  /** It is just being started, and may yet have a stage. */
  int starts;

  Work(@Nullable Work partOf) {
    Work relevant = partOf;
    while (relevant != null && relevant.stages == 0 && relevant.starts == 0) {
      relevant = relevant.whole;
    }
    whole = relevant;
  }

  /** What a thread works on. */
  static final class Current {

    /**
     * Where a thread is.
     *
     * @param isStarting the work is being started by this thread, which is no task of its
     */
    private record Place(Work work, boolean isStarting) {}

    @SuppressWarnings("ThreadLocalUsage") // each clock has its own, and it goes with the clock
    private final ThreadLocal<@Nullable Place> place = new ThreadLocal<>();

    /** The work that the current thread is part of. */
    @Nullable Work work() {
      Place here = place.get();
      return here == null ? null : here.work();
    }

    /** The work that the current thread is starting. */
    @Nullable Work starting() {
      Place here = place.get();
      return here != null && here.isStarting() ? here.work() : null;
    }

    /** Does what starts the work. */
    <R extends @Nullable Object> R starting(Work work, Supplier<R> action) {
      return at(new Place(work, true), action);
    }

    /** Runs a task of the work. */
    void task(Work work, Runnable task) {
      at(
          new Place(work, false),
          () -> {
            task.run();
            return work;
          });
    }

    private <R extends @Nullable Object> R at(Place there, Supplier<R> action) {
      Place before = place.get();
      place.set(there);
      try {
        return action.get();
      } finally {
        if (before == null) {
          place.remove();
        } else {
          place.set(before);
        }
      }
    }
  }
}
