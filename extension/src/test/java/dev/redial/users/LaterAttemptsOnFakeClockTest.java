package dev.redial.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Later attempts on an executor that the clock does not know. */
class LaterAttemptsOnFakeClockTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.fixed("10s"))
          .jitter(Jitter.none())
          .retryOn(IllegalStateException.class)
          .build();

  private final FakeClock clock = new FakeClock();
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Queue<Duration> attempts = new ConcurrentLinkedQueue<>();

  @AfterEach
  void close() {
    pool.shutdownNow();
    clock.close();
  }

  private Retry retry(Executor executor) {
    return Retry.builder("pay").policy(POLICY).time(clock).executor(executor).build();
  }

  private CompletableFuture<String> failTwice() {
    attempts.add(clock.elapsed());
    return attempts.size() < 3
        ? CompletableFuture.failedFuture(new IllegalStateException())
        : CompletableFuture.completedFuture("done");
  }

  @Test
  void startWhenTheyAreDueHoweverLateTheExecutorComesToThem() throws Exception {
    for (int run = 0; run < 100; run++) {
      attempts.clear();
      Duration start = clock.elapsed();
      CompletableFuture<String> call = retry(pool).callAsync(this::failTwice);

      assertThat(call.get(1, TimeUnit.HOURS)).isEqualTo("done");
      assertThat(attempts)
          .extracting(at -> at.minus(start).toSeconds())
          .isEqualTo(List.of(0L, 10L, 20L));
    }
  }

  @Test
  void maySleepBeforeTheySend() throws Exception {
    CompletableFuture<String> call =
        retry(pool)
            .callAsync(
                () -> {
                  sleep(Duration.ofSeconds(1));
                  return failTwice();
                });

    assertThat(call.get(1, TimeUnit.HOURS)).isEqualTo("done");
    assertThat(attempts).extracting(Duration::toSeconds).isEqualTo(List.of(1L, 12L, 23L));
  }

  @Test
  void holdTheClockNoMoreOnceTheCallIsCancelled() throws Exception {
    Queue<Runnable> dropped = new ConcurrentLinkedQueue<>();
    CompletableFuture<String> handedOver = new CompletableFuture<>();
    CompletableFuture<String> call =
        retry(
                task -> {
                  dropped.add(task);
                  handedOver.complete("to an executor that never comes to it");
                })
            .callAsync(this::failTwice);
    clock.await(handedOver);

    call.cancel(true);
    clock.sleep(Duration.ofSeconds(1));

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(11));
    assertThat(dropped).hasSize(1);
  }

  @Test
  void holdTheClockNoMoreOnceTheExecutorRefused() throws Exception {
    RejectedExecutionException refusal = new RejectedExecutionException("shut down");
    CompletableFuture<String> call =
        retry(
                task -> {
                  throw refusal;
                })
            .callAsync(this::failTwice);

    assertThat(call.handle((result, error) -> error).join()).isSameAs(refusal);
    clock.sleep(Duration.ofSeconds(1));
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(11));
  }

  private void sleep(Duration delay) {
    try {
      clock.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
