package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.call.ContextCarrier;
import dev.redial.call.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where the later attempts of asynchronous calls start, and in which context. */
class LaterAttemptsTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build();

  private final RecordingTime time = new RecordingTime();
  private final Deque<Runnable> handedOver = new ArrayDeque<>();
  private final AtomicInteger runs = new AtomicInteger();

  private RetryBuilder retry(RetryPolicy policy) {
    return Retry.builder("pay").policy(policy).time(time);
  }

  private CompletableFuture<String> failTwice() {
    return runs.incrementAndGet() < 3
        ? CompletableFuture.failedFuture(new TimeoutException())
        : CompletableFuture.completedFuture("done");
  }

  @Test
  void startOnTheExecutor() {
    CompletableFuture<String> future =
        retry(POLICY).executor(handedOver::add).build().callAsync(this::failTwice);

    assertThat(runs).as("the first starts on the caller's thread").hasValue(1);
    time.runAll();
    assertThat(runs).as("the second waits for the executor").hasValue(1);
    handedOver.remove().run();
    assertThat(runs).hasValue(2);
    time.runAll();
    handedOver.remove().run();

    assertThat(future).isCompletedWithValue("done");
    assertThat(handedOver).isEmpty();
  }

  @Test
  void doNotStartIfTheCallIsCancelledBeforeTheExecutorComesToIt() {
    Retry retry = retry(POLICY).executor(handedOver::add).build();
    CompletableFuture<String> future = retry.callAsync(this::failTwice);
    time.runAll();

    future.cancel(true);
    handedOver.remove().run();

    assertThat(runs).hasValue(1);
    assertThat(retry.metrics().snapshot().aborted()).isEqualTo(1);
    assertThat(retry.metrics().snapshot().distribution()).containsExactly(Map.entry(1, 1L));
  }

  /** Guarantees 41 and 77: an executor that was shut down may have dropped the attempt. */
  @Test
  void areNotWaitedForOnceTheCallIsCancelled() {
    List<CallEvent> events = new ArrayList<>();
    Retry retry = retry(POLICY).executor(handedOver::add).listener(events::add).build();
    CompletableFuture<String> future = retry.callAsync(this::failTwice);
    time.runAll();
    assertThat(handedOver).hasSize(1);

    future.cancel(true);

    assertThat(retry.metrics().snapshot().aborted()).isEqualTo(1);
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            CallEvent.CallEnded.class, end -> assertThat(end.outcome()).isEqualTo(Outcome.ABORTED));
  }

  /** Guarantee 45. */
  @Test
  void anExecutorThatRefusesCompletesTheFuture() {
    RejectedExecutionException refusal = new RejectedExecutionException("shut down");
    Retry retry =
        retry(POLICY)
            .executor(
                task -> {
                  throw refusal;
                })
            .build();
    CompletableFuture<String> future = retry.callAsync(this::failTwice);

    time.runAll();

    assertThat(future.handle((result, error) -> error).join()).isSameAs(refusal);
    assertThat(retry.metrics().snapshot().failed()).isEqualTo(1);
  }

  /** Guarantee 46. */
  @Test
  void fillNoStackOnAnExecutorThatRunsAtOnce() {
    int attempts = 100_000;
    RetryPolicy hot = RetryPolicy.builder().maxAttempts(attempts).backoff(Backoff.none()).build();
    CompletableFuture<String> future =
        retry(hot)
            .executor(Runnable::run)
            .build()
            .callAsync(
                () -> {
                  runs.incrementAndGet();
                  return CompletableFuture.failedFuture(new TimeoutException());
                });

    assertThat(future).isCompletedExceptionally();
    assertThat(runs).hasValue(attempts);
  }

  @Test
  void runInTheContextOfTheCaller() {
    Context context = new Context();
    List<String> seen = new ArrayList<>();
    Consumer<String> see = what -> seen.add(what + " in " + context.current);
    Retry retry =
        retry(POLICY)
            .executor(handedOver::add)
            .context(context)
            .listener(
                event -> {
                  if (event instanceof CallEvent.CallEnded ended) {
                    see.accept(ended.outcome() == Outcome.SUCCEEDED ? "end" : "bad end");
                  }
                })
            .build();
    context.current = "request 7";
    CompletableFuture<String> future =
        retry.callAsync(
            () -> {
              see.accept("attempt");
              return failTwice();
            });
    CompletableFuture<Void> dependent = future.thenAccept(result -> see.accept("dependent"));
    context.current = "other work";

    time.runAll();
    handedOver.remove().run();
    time.runAll();
    handedOver.remove().run();

    assertThat(dependent).isDone();
    assertThat(seen)
        .containsExactly(
            "attempt in request 7",
            "attempt in request 7",
            "attempt in request 7",
            "end in request 7",
            "dependent in request 7");
    assertThat(context.current).as("left as it was").isEqualTo("other work");
    assertThat(context.captured).as("once per call").isEqualTo(1);
  }

  private static IllegalStateException noContext() {
    return new IllegalStateException("no context");
  }

  /** Ways in which a context may break where the call goes on. */
  private enum Breaking {
    WHEN_IT_WRAPS {
      @Override
      Runnable wrap(Runnable task) {
        throw noContext();
      }
    },
    BEFORE_THE_TASK {
      @Override
      Runnable wrap(Runnable task) {
        return () -> {
          throw noContext();
        };
      }
    },
    AFTER_THE_TASK {
      @Override
      Runnable wrap(Runnable task) {
        return () -> {
          task.run();
          throw noContext();
        };
      }
    };

    abstract Runnable wrap(Runnable task);
  }

  /** Guarantee 33: else the scheduler would swallow the error, and the future never complete. */
  @ParameterizedTest
  @EnumSource
  void aContextThatBreaksEndsTheCall(Breaking breaking) {
    AtomicBoolean isBroken = new AtomicBoolean();
    Retry retry =
        retry(POLICY).context(() -> task -> isBroken.get() ? breaking.wrap(task) : task).build();
    CompletableFuture<String> future = retry.callAsync(this::failTwice);
    isBroken.set(true);

    time.runAll();

    assertThat(future.handle((result, error) -> error).join()).hasMessage("no context");
    assertThat(retry.metrics().snapshot().failed()).isEqualTo(1);
    assertThat(retry.metrics().snapshot().total()).isEqualTo(1);
  }

  /** Guarantee 33: where it throws, the future completes with that, and nothing stays behind. */
  @ParameterizedTest
  @EnumSource
  void aCarrierThatThrowsEndsTheCall(BrokenCarrier.When when) {
    BrokenCarrier carrier = new BrokenCarrier(when);
    Retry retry = retry(POLICY).context(carrier).build();
    carrier.isBroken = when == BrokenCarrier.When.CAPTURING;
    CompletableFuture<String> inFlight = new CompletableFuture<>();
    CompletableFuture<String> future =
        retry.callAsync(
            () ->
                runs.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(new TimeoutException())
                    : inFlight);

    carrier.isBroken = true;
    time.runAll();

    assertThat(future)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCause(carrier.broken);
    assertThat(retry.metrics().snapshot().failed()).isEqualTo(1);
    assertThat(inFlight.isCancelled()).isEqualTo(runs.get() == 2);
  }

  @Test
  void aCarrierThatThrowsAsTheWaitBeginsLeavesNoTimer() {
    BrokenCarrier carrier = new BrokenCarrier(BrokenCarrier.When.LEAVING);
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> future =
        retry(POLICY).context(carrier).build().callAsync(() -> stage);
    carrier.isBroken = true;

    stage.completeExceptionally(new TimeoutException());

    assertThat(future)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCause(carrier.broken);
    assertThat(time.scheduled()).isZero();
  }

  /** Throws at one place, once it is broken. */
  private static final class BrokenCarrier implements ContextCarrier {
    enum When {
      CAPTURING,
      WRAPPING,
      ENTERING,
      LEAVING
    }

    final IllegalStateException broken = new IllegalStateException("carrier");
    private final When when;
    boolean isBroken;

    BrokenCarrier(When when) {
      this.when = when;
    }

    private void at(When now) {
      if (isBroken && now == when) {
        throw broken;
      }
    }

    @Override
    public UnaryOperator<Runnable> capture() {
      at(When.CAPTURING);
      return task -> {
        at(When.WRAPPING);
        return () -> {
          at(When.ENTERING);
          task.run();
          at(When.LEAVING);
        };
      };
    }
  }

  private static final class Context implements ContextCarrier {
    String current = "none";
    int captured;

    @Override
    public UnaryOperator<Runnable> capture() {
      captured++;
      String mine = current;
      return task ->
          () -> {
            String before = current;
            current = mine;
            try {
              task.run();
            } finally {
              current = before;
            }
          };
    }
  }
}
