package dev.redial.time;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Work under way whose handler is called once, unless the work is given up before. */
final class StartedWork<T extends @Nullable Object> extends AtomicBoolean
    implements Scheduled, BiConsumer<@Nullable T, @Nullable Throwable> {

  private static final long serialVersionUID = 1L;

  private static final Scheduled NOTHING_LEFT = () -> false;

  private final transient CompletionStage<T> stage;
  private final transient BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler;

  private StartedWork(
      CompletionStage<T> stage,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
    this.stage = stage;
    this.handler = handler;
  }

  static <T extends @Nullable Object> Scheduled start(
      Supplier<? extends @Nullable CompletionStage<T>> work,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
    CompletionStage<T> stage;
    try {
      stage =
          Objects.requireNonNull(
              work.get(),
              "The operation returned null instead of a CompletionStage; for a call without a"
                  + " result return CompletableFuture.completedFuture(null).");
    } catch (Throwable thrown) {
      handler.accept(null, thrown);
      return NOTHING_LEFT;
    }
    // Of exactly this class: a minimal stage is one, too, and refuses to say whether it is done.
    if (stage.getClass() == CompletableFuture.class) {
      CompletableFuture<T> future = (CompletableFuture<T>) stage;
      if (future.isDone() && !future.isCompletedExceptionally()) {
        handler.accept(future.join(), null);
        return NOTHING_LEFT;
      }
    }
    StartedWork<T> started = new StartedWork<>(stage, handler);
    try {
      stage.whenComplete(started);
    } catch (Throwable thrown) {
      started.accept(null, thrown);
    }
    return started;
  }

  @Override
  public void accept(@Nullable T result, @Nullable Throwable error) {
    if (compareAndSet(false, true)) {
      handler.accept(result, error);
    }
  }

  @Override
  public boolean cancel() {
    if (!compareAndSet(false, true)) {
      return false;
    }
    cancel(stage);
    return true;
  }

  private static void cancel(CompletionStage<?> stage) {
    try {
      Future<?> future = stage instanceof Future<?> one ? one : stage.toCompletableFuture();
      future.cancel(true);
    } catch (UnsupportedOperationException notCancellable) {
      // Then the work runs to its end, and nobody listens.
    }
  }
}
