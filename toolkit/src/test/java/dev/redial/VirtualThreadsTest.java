package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.failure.TimedOutException;
import dev.redial.retry.RetryInterruptedException;
import dev.redial.retry.RetryPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Guards on virtual threads, which exist from 21 on; compiled for 17, hence the handle. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadsTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1ms")).jitter(Jitter.none()).build();

  private static ExecutorService virtualThreads() throws Throwable {
    return (ExecutorService)
        MethodHandles.publicLookup()
            .findStatic(
                Executors.class,
                "newVirtualThreadPerTaskExecutor",
                MethodType.methodType(ExecutorService.class))
            .invoke();
  }

  @Test
  void aThousandCallsWaitAtOnce() throws Throwable {
    Resilience guard =
        Resilience.builder("ocr").retry(POLICY).breaker(BreakerPolicy.DEFAULT).build();
    ExecutorService threads = virtualThreads();
    List<Future<String>> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      AtomicInteger runs = new AtomicInteger();
      calls.add(threads.submit(() -> guard.call(() -> "attempt " + runs.incrementAndGet())));
    }

    for (Future<String> call : calls) {
      assertThat(call.get()).isEqualTo("attempt 1");
    }
    threads.shutdown();
    assertThat(guard.metrics().snapshot().succeeded()).isEqualTo(1_000);
  }

  @Test
  void anAttemptThatTakesTooLongIsInterrupted() throws Throwable {
    Resilience guard =
        Resilience.builder("ocr")
            .retry(POLICY.toBuilder().maxAttempts(1).build())
            .attemptTimeout("10ms")
            .build();
    ExecutorService threads = virtualThreads();

    Future<Boolean> flag =
        threads.submit(
            () -> {
              try {
                guard.run(() -> new CountDownLatch(1).await());
              } catch (TimedOutException expected) {
                return Thread.currentThread().isInterrupted();
              }
              throw new AssertionError("not cut");
            });

    assertThat(flag.get()).isFalse();
    threads.shutdown();
  }

  @Test
  void aWaitIsInterrupted() throws Throwable {
    Resilience guard =
        Resilience.builder("ocr")
            .retry(POLICY.toBuilder().backoff(Backoff.fixed("60s")).build())
            .build();
    ExecutorService threads = virtualThreads();
    CountDownLatch failed = new CountDownLatch(1);
    Future<String> call =
        threads.submit(
            () ->
                guard.call(
                    () -> {
                      failed.countDown();
                      throw new TimeoutException();
                    }));
    failed.await();

    threads.shutdownNow();

    try {
      call.get();
      throw new AssertionError("not interrupted");
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(RetryInterruptedException.class);
    }
  }
}
