package dev.redial.test.clock;

import dev.redial.time.Durations;
import dev.redial.time.Moment;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock a test owns. Hours of backoff take no time on it, and every wait is exact.
 *
 * <p>The clock moves only when every thread of the test waits; then it jumps to the earliest due
 * time, and due work runs one at a time in the order in which it was scheduled.
 *
 * <p>A <em>thread of the test</em> is the thread that made the clock, the threads of its {@link
 * #executor()}, any thread while it starts work that a policy waits for ({@link #start}) or hears
 * of its end, and any thread while it waits on the clock and until it is seen to do something else.
 * Such work keeps the clock still until it is done, unless tasks that it handed to the executor, or
 * whoever hears of its end, wait for the clock themselves.
 *
 * <p>A wait that the clock cannot see, or that nothing will end, fails the test with a {@link
 * ClockStalledError} that says who waits where: after one second of real time; after ten while work
 * is in flight, while the clock is moved by hand, or if nobody waits on the clock at all, as in
 * {@code allOf(…).join()}, which must be {@link #await}ed; after a minute under a {@link #hold()}.
 *
 * <p>Time begins at {@link #START} and at zero on the monotonic clock. The clock is safe for use by
 * several threads.
 */
public final class FakeClock implements TimeSource, AutoCloseable {

  /** What a new clock shows: midnight of 1 January 2026, UTC. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration REAL_LIMIT_FOR_SLEEPERS = Duration.ofSeconds(10);
  private static final Duration REAL_LIMIT_FOR_CLOSE = Duration.ofSeconds(5);

  private final Conductor conductor;
  private final Work.Current work = new Work.Current();
  private final AtomicReference<Duration> wallShift = new AtomicReference<>(Duration.ZERO);

  /** A clock that moves by itself; the current thread is its thread of the test. */
  public FakeClock() {
    this(RealLimits.USUAL);
  }

  FakeClock(RealLimits limits) {
    conductor = new Conductor(limits);
    adopt(Thread.currentThread());
  }

  // ---- reading

  @Override
  public long nanoTime() {
    return conductor.now();
  }

  @Override
  public Instant instant() {
    return wall(conductor.now());
  }

  @Override
  public Moment moment() {
    long now = conductor.now();
    return new Moment(now, wall(now));
  }

  private Instant wall(long now) {
    return START.plus(wallShift.get()).plusNanos(now);
  }

  /** The monotonic time since the clock was made. */
  public Duration elapsed() {
    return Duration.ofNanos(conductor.now());
  }

  // ---- waiting

  @Override
  public void sleep(Duration delay) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before a wait of " + Durations.format(delay));
    }
    long nanos = Durations.saturatedNanos(delay);
    if (nanos > 0) {
      conductor.await(new Waiter(Waiter.Kind.SLEEP, true), Conductor.limit(nanos));
    }
  }

  /**
   * Waits for a stage that was not made by {@link #newFuture()}, and lets the clock move meanwhile.
   *
   * @return the stage's result
   * @throws java.util.concurrent.CompletionException if the stage failed, as {@link
   *     CompletableFuture#join()} does
   */
  public <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    awaitUninterruptibly(future);
    return future.join();
  }

  void awaitUninterruptibly(CompletableFuture<?> future) {
    try {
      await(future, new Waiter(Waiter.Kind.STAGE, false), Conductor.NO_LIMIT);
    } catch (InterruptedException testEnded) {
      throw ClockFuture.testHasEnded();
    }
  }

  /** Waits for a future at most so long; {@code false} if the time is up. */
  boolean await(CompletableFuture<?> future, long nanos) throws InterruptedException {
    if (!future.isDone() && Thread.interrupted()) {
      throw new InterruptedException("interrupted before a wait for a future");
    }
    if (nanos > 0) {
      await(future, new Waiter(Waiter.Kind.STAGE, true), nanos);
    }
    return future.isDone();
  }

  private void await(CompletableFuture<?> future, Waiter waiter, long nanos)
      throws InterruptedException {
    if (!future.isDone()) {
      var unused = future.whenComplete((r, e) -> conductor.release(waiter));
      conductor.await(waiter, nanos);
    }
  }

  // ---- being called later

  @Override
  public Scheduled schedule(Duration delay, Runnable task) {
    return schedule(Durations.saturatedNanos(delay), task);
  }

  Scheduled schedule(long nanos, Runnable task) {
    Timer timer = conductor.schedule(nanos, task);
    return () -> conductor.cancel(timer);
  }

  @Override
  public <T> CompletableFuture<T> newFuture() {
    ClockFuture<T> future = new ClockFuture<>(this);
    conductor.know(future);
    return future;
  }

  @Override
  public <T extends @Nullable Object> Scheduled start(
      Supplier<? extends @Nullable CompletionStage<T>> supplier,
      BiConsumer<? super @Nullable T, ? super @Nullable Throwable> handler) {
    WorkInFlight<T> inFlight = new WorkInFlight<>(this, conductor, work);
    return inFlight.until(
        TimeSource.super.<T>start(
            () -> inFlight.begin(supplier),
            (result, error) -> inFlight.end(result, error, handler)));
  }

  /**
   * Runs tasks on threads of the test, as many as there are tasks. The clock stands still from when
   * a task is handed over until it has ended or waits on the clock.
   */
  public Executor executor() {
    return task -> {
      Work current = work.work();
      Work part = current == null ? new Work(null) : current;
      conductor.execute(() -> work.task(part, task), part);
    };
  }

  // ---- moving

  /**
   * Lets {@code time} pass: everything due on the way fires in order, each seeing its own due time,
   * and has ended or waits again when this returns. How the time is cut into steps makes no
   * difference.
   *
   * @throws IllegalArgumentException if {@code time} is negative
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  public void advance(Duration time) throws InterruptedException {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "time must not be negative, but was "
              + Durations.format(time)
              + "; the monotonic clock never goes back (shiftWall moves the wall clock)");
    }
    conductor.advance(Durations.saturatedNanos(time));
  }

  /** Lets time pass, given as text such as {@code "1s"}; see {@link #advance(Duration)}. */
  public void advance(String time) throws InterruptedException {
    advance(Durations.parse(time));
  }

  /** From now on the clock moves only by {@link #advance}. */
  public void manual() {
    conductor.setManual(true);
  }

  /** From now on the clock moves by itself, as a new one does. */
  public void automatic() {
    conductor.setManual(false);
  }

  /**
   * Waits, in real time, until at least so many threads sleep on the clock.
   *
   * @throws ClockStalledError if they do not within 10 s of real time
   */
  public void awaitSleepers(int count) throws InterruptedException {
    if (!conductor.awaitSleepers(count, REAL_LIMIT_FOR_SLEEPERS)) {
      throw new ClockStalledError(
          count
              + " threads should sleep on the clock, but after "
              + Durations.format(REAL_LIMIT_FOR_SLEEPERS)
              + " of real time "
              + conductor.sleepers()
              + " did");
    }
  }

  /** Moves the wall clock alone, forth or back, as a correction by NTP does. */
  public void shiftWall(Duration by) {
    wallShift.updateAndGet(by::plus);
  }

  /**
   * Keeps the clock still until it is closed: for real work that the clock cannot see.
   *
   * <p>A hold under which nothing moves for a minute of real time while somebody waits on the clock
   * was forgotten, and fails that wait with a {@link ClockStalledError}.
   */
  public Hold hold() {
    return conductor.hold();
  }

  // ---- the test around it

  /** Makes a thread a thread of the test: the clock moves only while it waits. */
  public void adopt(Thread thread) {
    conductor.join(thread);
  }

  /** Makes a thread one that the clock does not wait for. */
  public void release(Thread thread) {
    conductor.leave(thread);
  }

  /** The first stall that was found, should the code under test have swallowed it. */
  public Optional<ClockStalledError> stall() {
    @Nullable ClockStalledError stall = conductor.stall();
    return Optional.ofNullable(stall);
  }

  /**
   * Ends every wait on the clock (a sleep with an {@link InterruptedException}, a wait for a future
   * with a {@link java.util.concurrent.CancellationException}) and the threads of its executor.
   *
   * @throws IllegalStateException if one of these threads does not end within 5 s of real time
   */
  @Override
  public void close() {
    try {
      conductor.close(REAL_LIMIT_FOR_CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "fake clock at " + Durations.format(elapsed());
  }
}
