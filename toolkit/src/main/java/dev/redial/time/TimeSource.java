package dev.redial.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Redial takes its time from: two clocks, a way to wait and a way to be called later.
 *
 * <p>The <em>monotonic clock</em> ({@link #nanoTime()}) measures how long something took and never
 * goes back; deadlines, delays and circuit waits use it. The <em>wall clock</em> ({@link
 * #instant()}) says what time people think it is and may jump; only dates that come from outside,
 * such as an HTTP date in {@code Retry-After}, are read against it. The two are never mixed.
 *
 * <p>Production code uses {@link #system()}. A test passes its own clock instead, and with it owns
 * every wait of every policy that was given it.
 */
public interface TimeSource {

  /** The JDK's clocks and one daemon thread for {@linkplain #schedule scheduled tasks}. */
  static TimeSource system() {
    return SystemTimeSource.INSTANCE;
  }

  /**
   * The monotonic clock, in nanoseconds from an arbitrary origin. Only differences between two
   * readings mean anything; compare {@code a - b} with 0, never {@code a} with {@code b}, since the
   * value may overflow.
   */
  long nanoTime();

  /** The wall clock. */
  Instant instant();

  /** Both clocks, read together. */
  default Moment moment() {
    return new Moment(nanoTime(), instant());
  }

  /**
   * Lets the current thread wait for at least {@code delay} of monotonic time; a delay of zero or
   * less returns at once.
   *
   * @throws InterruptedException if the thread is interrupted before or during the wait; as with
   *     {@link Thread#sleep(long)} the interrupt flag is then cleared
   */
  void sleep(Duration delay) throws InterruptedException;

  /**
   * Runs {@code task} once, not before {@code delay} has passed on the monotonic clock; a delay of
   * zero or less means as soon as possible, never on the calling thread. Tasks due at the same time
   * run in the order in which they were scheduled. A task should be short: it may hold up the next.
   *
   * @throws RejectedExecutionException if the time source takes no more tasks
   */
  Scheduled schedule(Duration delay, Runnable task);

  /**
   * A new future, to be completed by the caller. In production it is a plain {@link
   * CompletableFuture}; a test clock returns one whose waiting ({@code join}, {@code get}) lets the
   * test's time move on.
   */
  default <T> CompletableFuture<T> newFuture() {
    return new CompletableFuture<>();
  }

  /** A {@link #newFuture()} that is complete. */
  default <T extends @Nullable Object> CompletableFuture<T> completedFuture(T result) {
    CompletableFuture<T> future = newFuture();
    future.complete(result);
    return future;
  }

  /**
   * Starts work that ends when its stage completes: calls {@code work} on the current thread, and
   * then {@code handler} with the outcome, once, on the thread that completes the stage, or at once
   * if it is complete already. Work that throws, or returns {@code null} for a stage, has ended
   * with that error; nothing is thrown here but what the handler throws.
   *
   * <p>Time knows nothing of what such work does, network I/O for instance: a test clock stands
   * still until the handler has returned, unless the work itself waits for that clock.
   *
   * @return cancelling it gives the work up: the stage is cancelled, if it can be, the handler is
   *     not called any more, and time no longer cares
   */
  default <T extends @Nullable Object> Scheduled start(
      Supplier<? extends @Nullable CompletionStage<T>> work,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
    return StartedWork.start(work, handler);
  }
}
