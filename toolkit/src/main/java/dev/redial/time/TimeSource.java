package dev.redial.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

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

  /**
   * Calls {@code handler} when {@code stage} completes, on the thread that completes it, or at once
   * if it is complete already. The stage stands for work under way that time knows nothing of, such
   * as network I/O: a test clock stands still until the handler has returned, unless the stage
   * itself waits for that clock.
   */
  default <T> void whenComplete(
      CompletionStage<T> stage, BiConsumer<? super T, ? super Throwable> handler) {
    stage.whenComplete(handler);
  }
}
