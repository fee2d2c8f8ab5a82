package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.metrics.MetricsSnapshot;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Calls that nobody watches begin without the machinery of those that are watched. */
class FirstAttemptTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build();

  private final RecordingTime time = new RecordingTime();
  private final Retry retry = Retry.of(POLICY, time);
  private final AtomicInteger runs = new AtomicInteger();

  private static Throwable error(CompletableFuture<?> future) {
    return future.handle((result, error) -> error).join();
  }

  private MetricsSnapshot metrics() {
    return retry.metrics().snapshot();
  }

  @Test
  void aStageThatIsCompleteIsTheCall() {
    assertThat(retry.callAsync(() -> CompletableFuture.completedFuture("done")))
        .isCompletedWithValue("done");
    assertThat(retry.callAsync(() -> CompletableFuture.completedFuture(null)))
        .isCompletedWithValue(null);

    assertThat(metrics().succeeded()).isEqualTo(2);
    assertThat(metrics().distribution()).containsExactly(entry(1, 2L));
    assertThat(time.reads).as("clock readings").isZero();
  }

  @Test
  void aStageThatCompletesLaterIsTheCall() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> future = retry.callAsync(() -> stage);
    assertThat(future).isNotDone();

    stage.complete("done");

    assertThat(future).isCompletedWithValue("done");
    assertThat(metrics().distribution()).containsExactly(entry(1, 1L));
  }

  @Test
  void aStageThatFailsAtOnceIsRetried() {
    CompletableFuture<String> future =
        retry.callAsync(
            () ->
                runs.incrementAndGet() == 1
                    ? CompletableFuture.failedFuture(
                        new CompletionException(new TimeoutException()))
                    : CompletableFuture.completedFuture("done"));
    time.runAll();

    assertThat(future).isCompletedWithValue("done");
    assertThat(metrics().distribution()).containsExactly(entry(2, 1L));
  }

  /** Guarantees 43 and 44. */
  @Test
  void whatDoesNotStartHasFailed() {
    IllegalStateException failure = new IllegalStateException();

    assertThat(
            error(
                retry.callAsync(
                    () -> {
                      throw failure;
                    })))
        .isSameAs(failure);
    assertThat(error(retry.callAsync(() -> null))).isInstanceOf(NullPointerException.class);
    assertThat(metrics().failed()).isEqualTo(2);
  }

  @Test
  void theClassifierIsAskedOnceForEachResult() {
    Retry asking =
        Retry.of(
            POLICY.toBuilder()
                .classifier(
                    (result, error) -> {
                      runs.incrementAndGet();
                      return "bad".equals(result) ? Failure.of(FailureKind.TRANSIENT) : null;
                    })
                .retryOn(FailureKind.TRANSIENT)
                .build(),
            time);

    assertThat(asking.callAsync(() -> CompletableFuture.completedFuture("good")))
        .isCompletedWithValue("good");
    assertThat(runs).hasValue(1);
    CompletableFuture<String> bad =
        asking.callAsync(() -> CompletableFuture.completedFuture("bad"));
    assertThat(runs).hasValue(2);
    time.runAll();
    assertThat(bad).isCompletedWithValue("bad");
    assertThat(runs).hasValue(4);
  }

  /** Guarantee 33. */
  @Test
  void aClassifierThatThrowsEndsTheCall() {
    IllegalStateException broken = new IllegalStateException();
    Retry asking =
        Retry.of(
            POLICY.toBuilder()
                .classifier(
                    (result, error) -> {
                      throw broken;
                    })
                .build(),
            time);

    assertThat(error(asking.callAsync(() -> CompletableFuture.completedFuture("any"))))
        .isSameAs(broken);
    assertThat(asking.metrics().snapshot().failed()).isEqualTo(1);
  }

  /** Guarantee 41. */
  @Test
  void cancellingEndsTheStageInFlight() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CompletableFuture<String> future = retry.callAsync(() -> stage);

    future.cancel(true);

    assertThat(stage).isCancelled();
    assertThat(error(future)).isInstanceOf(CancellationException.class);
    assertThat(metrics().aborted()).isEqualTo(1);
  }

  /** A stage may complete on another thread while the call is being put together. */
  @Test
  void noEndIsLostBetweenTheStartAndTheCall() throws Exception {
    int rounds = 20_000;
    ExecutorService network = Executors.newSingleThreadExecutor();
    try {
      for (int i = 0; i < rounds; i++) {
        CompletableFuture<String> stage = new CompletableFuture<>();
        CompletableFuture<String> future =
            retry.callAsync(
                () -> {
                  network.execute(() -> stage.complete("done"));
                  return stage;
                });
        assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo("done");
      }
    } finally {
      network.shutdown();
    }
    assertThat(metrics().succeeded()).isEqualTo(rounds);
  }
}
