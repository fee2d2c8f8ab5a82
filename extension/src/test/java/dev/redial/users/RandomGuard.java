package dev.redial.users;

import dev.redial.Resilience;
import dev.redial.ResilienceBuilder;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.budget.RetryBudget;
import dev.redial.call.CallRejectedException;
import dev.redial.failure.FailureKind;
import dev.redial.failure.HasStatus;
import dev.redial.fallback.Fallback;
import dev.redial.hedge.HedgePolicy;
import dev.redial.metrics.CallMetrics;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.Scheduled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A guard, operations and ends of calls drawn at random; the same for the same seed. */
final class RandomGuard {

  private static final String FAILED_RESULT = "failed";

  private final FakeClock clock;
  private final RandomGenerator random;
  private final CallMetrics metrics;
  private final Resilience guard;
  private final boolean hasFallback;
  private final List<Scheduled> timers = new ArrayList<>();

  RandomGuard(
      String name,
      FakeClock clock,
      Timeline timeline,
      CallMetrics metrics,
      RandomGenerator random) {
    this.clock = clock;
    this.random = random;
    this.metrics = metrics;
    ResilienceBuilder builder =
        Resilience.builder(name)
            .retry(policy())
            .time(clock)
            .listener(timeline)
            .metrics(metrics)
            .random(call -> new SplittableRandom(call));
    Executor executor = clock.executor();
    if (oneIn(3)) {
      builder.budget(RetryBudget.tokenBucket(10, 5));
    }
    if (oneIn(2)) {
      builder.breaker(BreakerPolicy.builder().failuresInARow(2).openWait(time(5)).build());
    }
    if (oneIn(3)) {
      builder.hedge(HedgePolicy.builder().delay(time(3)).maxAttempts(3).build(), executor);
    }
    if (oneIn(3)) {
      builder.attemptTimeout(time(4));
    }
    if (oneIn(3)) {
      builder.timeout(time(10).plusSeconds(1));
    }
    if (oneIn(3)) {
      builder.executor(executor);
    }
    hasFallback = oneIn(2);
    guard = builder.build();
  }

  private RetryPolicy policy() {
    RetryPolicyBuilder policy =
        RetryPolicy.builder()
            .maxAttempts(1 + random.nextInt(4))
            .jitter(oneIn(2) ? Jitter.none() : Jitter.full())
            .retryOn(IllegalStateException.class, IOException.class)
            .retryOn(FailureKind.RATE_LIMITED)
            .retryOnResult(FAILED_RESULT::equals);
    policy.backoff(
        switch (random.nextInt(4)) {
          case 0 -> Backoff.none();
          case 1 -> Backoff.fixed(time(5));
          case 2 -> Backoff.exponential("100ms");
          default -> (attempt, failure) -> brokenAfter(attempt);
        });
    if (oneIn(3)) {
      policy.retryOn(CallRejectedException.class);
    }
    if (oneIn(3)) {
      policy.maxRetryAfter("500ms");
    }
    if (oneIn(5)) {
      policy.retryOn(CancellationException.class);
    }
    if (oneIn(3)) {
      policy.initialDelay(Duration.ofMillis(900));
    }
    if (oneIn(3)) {
      policy.deadline(time(10).plusSeconds(1));
    }
    return policy.build();
  }

  private static Duration brokenAfter(int attempt) {
    if (attempt >= 2) {
      throw new IllegalArgumentException("a backoff that breaks");
    }
    return Duration.ofMillis(300);
  }

  private boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** Up to so many tenths of a second, and more than none. */
  private Duration time(int tenths) {
    return Duration.ofMillis(100L * (1 + random.nextInt(tenths)));
  }

  CallMetrics metrics() {
    return metrics;
  }

  void close() {
    guard.close();
  }

  /** A blocking call that may be interrupted, or whose guard may be closed, meanwhile. */
  void call() {
    Thread caller = Thread.currentThread();
    if (oneIn(4)) {
      later(caller::interrupt);
    }
    if (oneIn(12)) {
      later(guard::close);
    }
    try {
      String unused =
          hasFallback
              ? guard.<String, Exception>call(this::run, Fallback.onAny(error -> "instead"))
              : guard.<String, Exception>call(this::run);
    } catch (Exception | StackOverflowError expected) {
      // How it ends is what the metrics and the timeline are compared for.
    } finally {
      timers.forEach(Scheduled::cancel);
      timers.clear();
      boolean unused = Thread.interrupted();
    }
  }

  private void later(Runnable action) {
    timers.add(clock.schedule(time(20), action));
  }

  private synchronized Step step() {
    return Step.values()[random.nextInt(Step.values().length)];
  }

  private static final class Throttled extends RuntimeException implements HasStatus {

    private static final long serialVersionUID = 1;

    @Override
    public int status() {
      return 429;
    }

    @Override
    public Optional<String> retryAfter() {
      return Optional.of("1");
    }
  }

  private enum Step {
    AT_ONCE,
    SLOW,
    VERY_SLOW,
    FAILED,
    SLOWLY_FAILED,
    IO,
    PERMANENT,
    THROTTLED,
    RESULT,
    CANCELLED,
    INTERRUPTED,
    ERROR
  }

  private String run() throws Exception {
    Step step = step();
    switch (step) {
      case SLOW, SLOWLY_FAILED -> clock.sleep(Duration.ofMillis(300));
      case VERY_SLOW -> clock.sleep(Duration.ofMillis(900));
      default -> {}
    }
    return switch (step) {
      case AT_ONCE, SLOW, VERY_SLOW -> "ok";
      case FAILED, SLOWLY_FAILED -> throw new IllegalStateException("down");
      case IO -> throw new UncheckedIOException(new IOException("reset"));
      case PERMANENT -> throw new IllegalArgumentException("wrong");
      case THROTTLED -> throw new Throttled();
      case RESULT -> FAILED_RESULT;
      case CANCELLED -> throw new CancellationException();
      case INTERRUPTED -> throw new InterruptedException();
      case ERROR -> throw new StackOverflowError();
    };
  }

  /** A call that does not block; it may be cancelled, or completed by hand, meanwhile. */
  CompletableFuture<String> start() {
    CompletableFuture<String> call =
        hasFallback
            ? guard.callAsync(this::stage, Fallback.onAny(error -> "instead"))
            : guard.callAsync(this::stage);
    if (oneIn(4)) {
      later(() -> call.cancel(true));
    } else if (oneIn(8)) {
      later(() -> call.complete("by hand"));
    } else if (oneIn(12)) {
      later(guard::close);
    }
    return call;
  }

  private CompletionStage<String> stage() {
    Step step = step();
    return switch (step) {
      case AT_ONCE -> CompletableFuture.completedFuture("ok");
      case SLOW -> after(Duration.ofMillis(300), "ok", null);
      case VERY_SLOW -> after(Duration.ofMillis(900), "ok", null);
      case SLOWLY_FAILED -> after(Duration.ofMillis(300), "", new IllegalStateException("down"));
      case RESULT -> CompletableFuture.completedFuture(FAILED_RESULT);
      case ERROR -> throw new StackOverflowError();
      case INTERRUPTED -> CompletableFuture.failedFuture(new InterruptedException());
      case CANCELLED -> CompletableFuture.failedFuture(new CancellationException());
      case IO -> CompletableFuture.failedFuture(new IOException("reset"));
      case FAILED -> CompletableFuture.failedFuture(new IllegalStateException("down"));
      case PERMANENT -> throw new IllegalArgumentException("wrong");
      case THROTTLED -> CompletableFuture.failedFuture(new Throttled());
    };
  }

  private CompletableFuture<String> after(
      Duration delay, String result, @Nullable Throwable error) {
    CompletableFuture<String> stage = clock.newFuture();
    clock.schedule(
        delay,
        () -> {
          if (error == null) {
            stage.complete(result);
          } else {
            stage.completeExceptionally(error);
          }
        });
    return stage;
  }

  @Override
  public String toString() {
    return guard.toString();
  }
}
