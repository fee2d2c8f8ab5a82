package dev.redial.timeout;

import dev.redial.call.Action;
import dev.redial.call.Operation;
import dev.redial.failure.TimedOutException;
import dev.redial.guard.Interruptible;
import dev.redial.time.Durations;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends what does not end in time, with a {@link TimedOutException}.
 *
 * <pre>{@code
 * Timeout timeout = Timeout.of("2s");
 * Order order = timeout.call(() -> client.fetch(id));
 * }</pre>
 *
 * <p>How, depends on the operation:
 *
 * <ul>
 *   <li>one that blocks is <em>interrupted</em> on its thread when its time is up. The exception
 *       comes when it has heeded that: Java has no way to end code that ignores interrupts. The
 *       interrupt hits nothing that the thread does later, and the flag is as it was;
 *   <li>one that blocks under a {@linkplain TimeoutBuilder#cooperative cooperative} timeout is not
 *       disturbed. If it ends late, its result is dropped. It can look at its {@link
 *       dev.redial.call.Attempt#timeLeft time left};
 *   <li>one that returns a stage is given up: when the time is up, the stage is cancelled if it can
 *       be, and then the future completes, whatever the code does. What was made dependent on the
 *       stage without an executor runs before that, on the time source's thread, and must not block
 *       it.
 * </ul>
 *
 * <p>An {@link Error} is never hidden by a timeout. A timeout may be shared by any number of
 * threads.
 */
public final class Timeout {

  private final String name;
  private final Duration limit;
  private final boolean cooperative;
  private final TimeSource time;

  Timeout(TimeoutBuilder settings, Duration limit) {
    this(settings.name, limit, settings.cooperative, settings.time);
  }

  private Timeout(String name, Duration limit, boolean cooperative, TimeSource time) {
    this.name = name;
    this.limit = limit;
    this.cooperative = cooperative;
    this.time = time;
  }

  /** A timeout named {@code "operation"}, on {@linkplain TimeSource#system() system time}. */
  public static Timeout of(Duration limit) {
    return builder("operation").limit(limit).build();
  }

  /** Like {@link #of(Duration)}, as in {@code "500ms"}. */
  public static Timeout of(String limit) {
    return of(Durations.parse(limit));
  }

  /**
   * A builder.
   *
   * @param name what messages call that which does not end in time
   * @throws IllegalArgumentException if the name is blank
   */
  public static TimeoutBuilder builder(String name) {
    return new TimeoutBuilder(name);
  }

  /** This timeout, or a shorter one if there is less time left; at least 1 ns. */
  public Timeout within(Duration timeLeft) {
    if (timeLeft.compareTo(limit) >= 0) {
      return this;
    }
    Duration positive = timeLeft.isNegative() || timeLeft.isZero() ? Duration.ofNanos(1) : timeLeft;
    return new Timeout(name, positive, cooperative, time);
  }

  /**
   * Runs the operation.
   *
   * @throws TimedOutException if it did not end in time
   * @throws X what the operation throws in time
   * @throws java.util.concurrent.RejectedExecutionException if the time source takes no more tasks;
   *     the operation has then not run
   */
  public <T extends @Nullable Object, X extends Exception> T call(Operation<T, X> operation)
      throws X {
    Objects.requireNonNull(operation, "operation");
    return cooperative ? callUndisturbed(operation) : callInterruptibly(operation);
  }

  private <T extends @Nullable Object, X extends Exception> T callInterruptibly(
      Operation<T, X> operation) throws X {
    Interruptible work = new Interruptible();
    Scheduled timer = time.schedule(limit, work::interrupt);
    T result;
    try {
      result = operation.call();
    } catch (Throwable error) {
      timer.cancel();
      throwIfLate(work.end(), error);
      throw error;
    }
    timer.cancel();
    throwIfLate(work.end(), null);
    return result;
  }

  private <T extends @Nullable Object, X extends Exception> T callUndisturbed(
      Operation<T, X> operation) throws X {
    long start = time.nanoTime();
    T result;
    try {
      result = operation.call();
    } catch (Throwable error) {
      throwIfLate(isLateSince(start), error);
      throw error;
    }
    throwIfLate(isLateSince(start), null);
    return result;
  }

  private boolean isLateSince(long start) {
    return time.nanoTime() - start >= Durations.saturatedNanos(limit);
  }

  private void throwIfLate(boolean late, @Nullable Throwable error) {
    if (!late || error instanceof Error) {
      return;
    }
    TimedOutException timedOut = new TimedOutException(name, limit);
    if (error != null) {
      timedOut.addSuppressed(error);
    }
    throw timedOut;
  }

  /** Like {@link #call}, for an operation that returns nothing. */
  public <X extends Exception> void run(Action<X> action) throws X {
    Objects.requireNonNull(action, "action");
    Operation<@Nullable Void, X> operation = action.asOperation();
    call(operation);
  }

  /**
   * Starts the operation. Nothing is thrown: whatever goes wrong completes the future. Cancelling
   * the future, or completing it otherwise, gives the operation up.
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> operation) {
    return AsyncCall.start(this, time, Objects.requireNonNull(operation, "operation"));
  }

  /** How long an operation is given. */
  public Duration limit() {
    return limit;
  }

  /** What messages call that which does not end in time. */
  public String name() {
    return name;
  }

  /** As in {@code "Timeout 'ocr': 2 s"}. */
  @Override
  public String toString() {
    return "Timeout '"
        + name
        + "': "
        + Durations.format(limit)
        + (cooperative ? ", cooperative" : "");
  }
}
