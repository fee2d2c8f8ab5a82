package dev.redial.test.clock;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future whose waiting lets the clock move on, and whose timeouts are the clock's. Futures
 * derived from it are of its kind.
 */
final class ClockFuture<T> extends CompletableFuture<T> {

  private final FakeClock clock;

  ClockFuture(FakeClock clock) {
    this.clock = clock;
  }

  boolean belongsTo(FakeClock other) {
    return clock == other;
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new ClockFuture<>(clock);
  }

  @Override
  public Executor defaultExecutor() {
    return clock.executor();
  }

  @Override
  public T join() {
    clock.awaitUninterruptibly(this);
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    clock.await(this, Conductor.NO_LIMIT);
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!clock.await(this, Conductor.limit(unit.toNanos(timeout)))) {
      throw new TimeoutException();
    }
    return super.get();
  }

  @Override
  public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
    return whenTimeIsUp(timeout, unit, () -> completeExceptionally(new TimeoutException()));
  }

  @Override
  public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
    return whenTimeIsUp(timeout, unit, () -> complete(value));
  }

  private CompletableFuture<T> whenTimeIsUp(long timeout, TimeUnit unit, Runnable then) {
    if (!isDone()) {
      var timer = clock.schedule(unit.toNanos(timeout), then);
      var unused = super.whenComplete((result, error) -> timer.cancel());
    }
    return this;
  }

  static CancellationException testHasEnded() {
    return new CancellationException("the test has ended, and with it its clock");
  }
}
