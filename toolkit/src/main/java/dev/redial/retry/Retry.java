package dev.redial.retry;

import dev.redial.budget.RetryBudget;
import dev.redial.call.Action;
import dev.redial.call.AsyncOperation;
import dev.redial.call.ContextCarrier;
import dev.redial.call.EndReason;
import dev.redial.call.Operation;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Runs operations by a {@link RetryPolicy}. It may be shared by any number of threads; each call
 * keeps its own count of attempts and its own delays.
 *
 * <pre>{@code
 * Retry retry = Retry.of(RetryPolicy.AGGRESSIVE);
 * Receipt receipt = retry.call(() -> client.fetch(id));
 * }</pre>
 *
 * <p>Where no further attempt is made, the call ends as its last attempt did: with the error it
 * threw, the earlier ones {@linkplain Throwable#getSuppressed suppressed} in it (the latest 10 at
 * most), or with the result it returned, even if that is a failed one. An error thrown by a rule, a
 * backoff or a classifier of the user's ends the call with that error.
 *
 * <p>An operation that throws {@link InterruptedException} is not retried, and the thread's flag is
 * set again. A call whose last error is an interrupt or a {@link
 * java.util.concurrent.CancellationException} counts as aborted; one whose last try was rejected by
 * a guard ({@link dev.redial.call.CallRejectedException}) counts as rejected, and rejections count
 * as attempts only towards {@code maxAttempts}.
 *
 * <p>A {@linkplain RetryBuilder#budget budget} is asked last, when the policy allows another
 * attempt and before the wait. Where it denies it, the call ends at once, as told above. A retry of
 * a rejection is free: the attempt did not run.
 */
public final class Retry implements AutoCloseable {

  private final String name;
  private final RetryPolicy policy;
  private final TimeSource time;
  private final CallReporter reporter;
  private final @Nullable LongFunction<? extends RandomGenerator> randoms;
  private final @Nullable Executor executor;
  private final @Nullable ContextCarrier context;
  private final AtomicLong numbers;
  private final Waits waits;
  private final boolean isPastDeadline;
  private final boolean isWatched;
  private final boolean isPlain;
  private final @Nullable RetryBudget budget;

  Retry(RetryBuilder settings) {
    this.name = settings.name;
    this.policy = settings.policy;
    this.time = settings.time;
    this.reporter = new CallReporter(name, time, settings.listeners, settings.metrics);
    this.randoms = settings.randoms;
    this.budget = settings.budget;
    this.executor = settings.executor;
    this.context = settings.context;
    this.numbers = new AtomicLong();
    this.waits = new Waits();
    this.isPastDeadline = false;
    this.isWatched = isWatched();
    this.isPlain = !reporter.listens() && !isWatched && randoms == null;
  }

  /** The same retry with another policy. */
  private Retry(Retry whole, RetryPolicy policy, boolean isPastDeadline) {
    this.name = whole.name;
    this.policy = policy;
    this.time = whole.time;
    this.reporter = whole.reporter;
    this.randoms = whole.randoms;
    this.budget = whole.budget;
    this.executor = whole.executor;
    this.context = whole.context;
    this.numbers = whole.numbers;
    this.waits = whole.waits;
    this.isPastDeadline = isPastDeadline;
    this.isWatched = isWatched();
    this.isPlain = !reporter.listens() && !isWatched && randoms == null;
  }

  private boolean isWatched() {
    return policy.deadline().isPresent() || !policy.initialDelay().isZero() || isPastDeadline;
  }

  /**
   * A retry named {@code "retry"} with this policy, on {@linkplain TimeSource#system real time}.
   */
  public static Retry of(RetryPolicy policy) {
    return builder("retry").policy(policy).build();
  }

  /** A retry named {@code "retry"} with this policy, on this time. */
  public static Retry of(RetryPolicy policy, TimeSource time) {
    return builder("retry").policy(policy).time(time).build();
  }

  /**
   * A builder.
   *
   * @param name what events, reports and messages call this retry, such as {@code "payments"}
   */
  public static RetryBuilder builder(String name) {
    return new RetryBuilder(name);
  }

  /**
   * Runs the operation until an attempt succeeds or the policy stops, and waits in between on the
   * calling thread.
   *
   * @throws X what the last attempt threw
   * @throws RetryInterruptedException if the thread is interrupted while the call waits, or is when
   *     it should
   * @throws RetryClosedException if the retry is closed, or is while the call waits
   */
  public <T extends @Nullable Object, X extends Exception> T call(Operation<T, X> operation)
      throws X {
    return SyncCall.run(this, Objects.requireNonNull(operation, "operation"));
  }

  /** Like {@link #call}, for an operation that returns nothing. */
  public <X extends Exception> void run(Action<X> action) throws X {
    Objects.requireNonNull(action, "action");
    SyncCall.<@Nullable Void, X>run(this, action.asOperation());
  }

  /**
   * Starts the operation, and again each time its stage fails and the policy retries that. The
   * first attempt starts on the calling thread; later ones start on the {@linkplain
   * RetryBuilder#executor executor}. Without one, they start on the thread that completed the stage
   * before, or on that of the time source's scheduler, and should not block it.
   *
   * <p>The future completes with the error itself, not with a {@link
   * java.util.concurrent.CompletionException} around it. An operation that throws instead of
   * returning a stage has failed with what it threw; one that returns {@code null}, with a {@link
   * NullPointerException}. Cancelling the future, or completing it otherwise, ends the call: no
   * further attempt starts, the wait is dropped, and the stage in flight is cancelled if it is a
   * {@link java.util.concurrent.Future}. If the scheduler or the executor refuses its task, the
   * future completes with that error.
   */
  public <T extends @Nullable Object> CompletableFuture<T> callAsync(
      Supplier<? extends CompletionStage<T>> operation) {
    Objects.requireNonNull(operation, "operation");
    if (isPlain() && context == null && !(operation instanceof AsyncOperation<?>)) {
      return FirstAttempt.start(this, operation);
    }
    boolean isFollowed = isFollowed();
    boolean isSeen = isFollowed || watches() || randoms != null || context != null;
    return isSeen || operation instanceof AsyncOperation<?>
        ? AsyncCall.start(this, operation, isFollowed)
        : FirstAttempt.start(this, operation);
  }

  /**
   * This retry for calls within another that has so much time left: their deadline is that of the
   * policy or the time left, whichever comes first. All else is shared.
   *
   * <pre>{@code
   * outer.call(Operation.withAttempt(attempt ->
   *     attempt.timeLeft().map(inner::within).orElse(inner).call(() -> client.fetch(id))));
   * }</pre>
   *
   * <p>An initial delay that would take all of it is left out.
   *
   * @param timeLeft if it is not above zero, calls end at once with a {@link
   *     DeadlinePassedException}
   */
  public Retry within(Duration timeLeft) {
    if (timeLeft.isNegative() || timeLeft.isZero()) {
      return new Retry(this, policy, true);
    }
    boolean isEarlier = policy.deadline().map(own -> timeLeft.compareTo(own) < 0).orElse(true);
    if (!isEarlier) {
      return this;
    }
    RetryPolicyBuilder shorter = policy.toBuilder().deadline(timeLeft);
    if (policy.initialDelay().compareTo(timeLeft) >= 0) {
      shorter.initialDelay(Duration.ZERO);
    }
    return new Retry(this, shorter.build(), isPastDeadline);
  }

  /**
   * Ends all waits, each with a {@link RetryClosedException}. Attempts under way run to their end
   * and are not retried; calls that begin later end at once with the same exception. For an orderly
   * stop of an application; a retry needs no closing otherwise.
   */
  @Override
  public void close() {
    waits.close();
  }

  /** The counts of all calls. */
  public CallMetrics metrics() {
    return reporter.metrics();
  }

  /** What is retried, how often and when. */
  public RetryPolicy policy() {
    return policy;
  }

  /** What events, reports and messages call this retry. */
  public String name() {
    return name;
  }

  TimeSource time() {
    return time;
  }

  CallReporter reporter() {
    return reporter;
  }

  @Nullable RetryBudget budget() {
    return budget;
  }

  /** Counts a call that is not watched and whose first attempt succeeded. */
  void succeededAtOnce() {
    reporter.metrics().ended(EndReason.AT_ONCE, 1);
    if (budget != null) {
      CallBudget.succeededAtOnce(budget);
    }
  }

  /** Whether a call needs nothing until something fails: nobody listens, and nothing is timed. */
  boolean isPlain() {
    return isPlain && !waits.areClosed();
  }

  /** Whether a listener follows a call that now begins. */
  boolean isFollowed() {
    return reporter.follows();
  }

  /** Whether a call must know of itself from its start, though nobody follows it. */
  boolean watches() {
    return isWatched || waits.areClosed();
  }

  Waits waits() {
    return waits;
  }

  @Nullable Executor executor() {
    return executor;
  }

  /** Wraps what runs later in the context of the current thread; as it is, if there is no such. */
  UnaryOperator<Runnable> captureContext() {
    return context == null ? UnaryOperator.identity() : context.capture();
  }

  /** Why no call may begin, or {@code null} if one may. */
  @Nullable RuntimeException refusal() {
    if (waits.areClosed()) {
      return RetryClosedException.beforeCall(name);
    }
    return isPastDeadline ? new DeadlinePassedException(name) : null;
  }

  /** The number of a new call, from 1; 0 if no one would see it. */
  long nextNumber(boolean isFollowed) {
    return isFollowed || randoms != null ? numbers.incrementAndGet() : 0;
  }

  /** Whether calls have generators of their own. */
  boolean isSeeded() {
    return randoms != null;
  }

  /** The generator for a call, or {@code null} for the thread's own. */
  @Nullable RandomGenerator newRandom(long call) {
    return randoms == null ? null : randoms.apply(call);
  }

  /** As in {@code "Retry 'pay': RetryPolicy(…)"}, with what is left of the budget if it has one. */
  @Override
  public String toString() {
    return "Retry '" + name + "': " + policy + (budget == null ? "" : ", budget " + budget);
  }
}
