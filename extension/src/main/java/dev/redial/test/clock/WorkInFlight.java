package dev.redial.test.clock;

import dev.redial.time.Scheduled;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a clock still from when work has begun until the handler of its stage has returned. */
final class WorkInFlight<T extends @Nullable Object> {

  private final FakeClock clock;
  private final Conductor conductor;
  private final Work.Current current;
  private volatile Work work = new Work(null);
  private final AtomicReference<@Nullable Hold> hold = new AtomicReference<>();

  WorkInFlight(FakeClock clock, Conductor conductor, Work.Current current) {
    this.clock = clock;
    this.conductor = conductor;
    this.current = current;
  }

  /** Begins the work. A stage of the clock's own moves the clock, and does not keep it still. */
  @Nullable CompletionStage<T> begin(Supplier<? extends @Nullable CompletionStage<T>> supplier) {
    Work outer = current.starting();
    Work part = outer == null ? conductor.newWork(current.work()) : outer;
    work = part;
    Runnable started = conductor.starts(part);
    try {
      CompletionStage<T> stage = current.starting(part, supplier);
      boolean isOurs = stage instanceof ClockFuture<?> future && future.belongsTo(clock);
      if (stage != null && !isOurs) {
        hold.set(conductor.stageOf(part));
      }
      return stage;
    } finally {
      started.run();
    }
  }

  void end(
      @Nullable T result,
      @Nullable Throwable error,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
    Runnable heard = conductor.hears(work);
    try {
      handler.accept(result, error);
    } finally {
      letGo();
      heard.run();
    }
  }

  /** Lets the clock move when the work is given up. */
  Scheduled until(Scheduled inFlight) {
    return () -> {
      boolean mayBeGivenUp = true;
      try {
        mayBeGivenUp = inFlight.cancel();
        return mayBeGivenUp;
      } finally {
        // Also if the stage refuses to be cancelled by throwing.
        if (mayBeGivenUp) {
          letGo();
        }
      }
    };
  }

  private void letGo() {
    Hold held = hold.getAndSet(null);
    if (held != null) {
      held.close();
    }
  }
}
