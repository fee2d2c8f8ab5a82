package dev.redial.breaker;

import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The timer of one open state. It may be cancelled at any time, also before it is set. */
final class OpenTimer {

  private static final Scheduled CANCELLED = () -> false;

  private final long generation;
  private final Duration wait;
  private final AtomicReference<@Nullable Scheduled> task = new AtomicReference<>();

  OpenTimer(State.Open state) {
    generation = state.entry().generation();
    wait = Duration.ofNanos(state.openWait());
  }

  /** Which state it ends. */
  long generation() {
    return generation;
  }

  void set(TimeSource time, Runnable work) {
    Scheduled scheduled = time.schedule(wait, work);
    if (!task.compareAndSet(null, scheduled)) {
      scheduled.cancel();
    }
  }

  void cancel() {
    Scheduled scheduled = task.getAndSet(CANCELLED);
    if (scheduled != null) {
      scheduled.cancel();
    }
  }
}
