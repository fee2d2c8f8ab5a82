package dev.redial.hedge;

import dev.redial.call.Action;
import dev.redial.call.Operation;
import dev.redial.guard.DroppedResult;
import dev.redial.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts an operation again while it is slow, and takes the first success: rare slow answers become
 * as fast as the second try, for some more load. The operation must be one that may run twice.
 *
 * <pre>{@code
 * Hedge search = Hedge.of(HedgePolicy.after("200ms"));
 * CompletableFuture<Page> page = search.callAsync(() -> client.findAsync(query));
 * }</pre>
 *
 * <p>What follows from the end of an attempt is told in {@link HedgePolicy}. A call ends with the
 * first success; the other attempts are cancelled, and what they bring is dropped. Where none
 * succeeds, it ends as the last attempt that failed did: with its error, the others {@linkplain
 * Throwable#getSuppressed suppressed} in it (the latest 10 at most), or with its failed result. A
 * rejection ends the call only if no attempt ran.
 *
 * <p>It may be shared by any number of threads. Listeners are told of each hedge ({@link
 * dev.redial.call.CallEvent.HedgeStarted}) and of the end of each attempt.
 */
public final class Hedge {

  private final String name;
  private final HedgePolicy policy;
  private final TimeSource time;
  private final HedgeReporter reporter;
  private final @Nullable Executor executor;

  Hedge(HedgeBuilder settings, HedgePolicy policy) {
    name = settings.name;
    this.policy = policy;
    time = settings.time;
    reporter = new HedgeReporter(name, time, settings.listeners, settings.metrics);
    executor = settings.executor;
  }

  /**
   * A hedge named {@code "hedge"} with this policy, on {@linkplain TimeSource#system real time},
   * for asynchronous calls.
   */
  public static Hedge of(HedgePolicy policy) {
    return builder("hedge").policy(policy).build();
  }

  /** A hedge named {@code "hedge"} with this policy, on this time, for asynchronous calls. */
  public static Hedge of(HedgePolicy policy, TimeSource time) {
    return builder("hedge").policy(policy).time(time).build();
  }

  /**
   * A builder; it asks for a policy.
   *
   * @param name what events and messages call this hedge, such as {@code "search"}
   * @throws IllegalArgumentException if the name is blank
   */
  public static HedgeBuilder builder(String name) {
    return new HedgeBuilder(name);
  }

  /**
   * Runs the operation on threads of the executor, on several at once where it is hedged, and waits
   * for the end of the call. An attempt that is cancelled has its thread interrupted; an operation
   * that ignores that keeps its thread, but nobody waits for it.
   *
   * @throws X what the operation threw, as told above
   * @throws IllegalStateException if there is no executor
   * @throws HedgeInterruptedException if the calling thread is interrupted: all attempts are
   *     cancelled, and its flag is set
   */
  public <T extends @Nullable Object, X extends Exception> T call(Operation<T, X> operation)
      throws X {
    Objects.requireNonNull(operation, "operation");
    return BlockingCall.run(this, requireExecutor(), operation);
  }

  /** Like {@link #call}, for an operation that returns nothing. */
  public <X extends Exception> void run(Action<X> action) throws X {
    Objects.requireNonNull(action, "action");
    BlockingCall.<@Nullable Object, X>run(
        this,
        requireExecutor(),
        () -> {
          action.run();
          return null;
        });
  }

  private Executor requireExecutor() {
    if (executor == null) {
      throw new IllegalStateException(
          "Hedge '"
              + name
              + "' has no executor, and several attempts of blocking code need several threads;"
              + " give it one by executor(…), or use callAsync");
    }
    return executor;
  }

  /**
   * Starts the operation, and again as the policy says. The first attempt starts on the calling
   * thread; later ones start on that of the time source's scheduler, or on the one that completed
   * the stage of an attempt, and should not block it.
   *
   * <p>The future completes with the error itself, not with a {@link
   * java.util.concurrent.CompletionException} around it. An operation that throws instead of
   * returning a stage has failed with what it threw; one that returns {@code null}, with a {@link
   * NullPointerException}. Cancelling the future, or completing it otherwise, ends the call: no
   * further attempt starts, and the stages under way are cancelled if they are {@link
   * java.util.concurrent.Future}s. If the scheduler refuses the wait for a hedge, the future
   * completes with its error.
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> operation) {
    return HedgedCall.start(this, Objects.requireNonNull(operation, "operation"));
  }

  /** Whether there is an executor for blocking calls. */
  public boolean hedgesBlockingCalls() {
    return executor != null;
  }

  /** When the operation is started again. */
  public HedgePolicy policy() {
    return policy;
  }

  /** What events and messages call this hedge. */
  public String name() {
    return name;
  }

  TimeSource time() {
    return time;
  }

  HedgeReporter reporter() {
    return reporter;
  }

  /** The caller does not get this result. */
  void drop(@Nullable Object result) {
    if (policy.closesDroppedResults()) {
      DroppedResult.close(result, name);
    }
  }

  /** As in {@code "Hedge 'search': HedgePolicy(…)"}. */
  @Override
  public String toString() {
    return "Hedge '" + name + "': " + policy;
  }
}
