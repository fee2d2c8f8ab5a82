package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Expectation 30: the faults are those of the object, whatever thread its calls come on. */
@Redial
class WhereverCallsGoTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(FailureKind.TRANSIENT)
          .build();

  interface AsyncGateway {
    CompletableFuture<String> charge(String order);
  }

  private static String outcome(Gateway gateway) {
    try {
      return gateway.charge("1");
    } catch (Exception e) {
      return e.getClass().getSimpleName();
    }
  }

  /** One call after the other, each by another task; whoever wraps has nothing to do with them. */
  private static List<String> outcomes(ExecutorService executor, Gateway gateway, int calls)
      throws Exception {
    List<String> outcomes = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      outcomes.add(executor.submit(() -> outcome(gateway)).get());
    }
    return outcomes;
  }

  @Test
  void throughTheThreadsOfAnExecutor(Faults faults, Timeline timeline) throws Exception {
    Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout, reset, ok");
    ExecutorService executor = Executors.newFixedThreadPool(3);
    try {
      assertThat(outcomes(executor, gateway, 3))
          .containsExactly("SocketTimeoutException", "SocketException", "charged 1");
    } finally {
      executor.shutdownNow();
    }
    assertThat(timeline).hasAttempts(3);
  }

  @Test
  void throughAllThreadsAtOnceEachFaultOnce(Faults faults, Timeline timeline) throws Exception {
    Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout x100, reset x100, ok x100");
    ExecutorService executor = Executors.newFixedThreadPool(8);
    List<String> outcomes = new ArrayList<>();
    try {
      List<Future<String>> calls = new ArrayList<>();
      for (int call = 0; call < 300; call++) {
        calls.add(executor.submit(() -> outcome(gateway)));
      }
      for (Future<String> call : calls) {
        outcomes.add(call.get());
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(outcomes)
        .hasSize(300)
        .satisfies(all -> assertThat(all).filteredOn("charged 1"::equals).hasSize(100))
        .satisfies(all -> assertThat(all).filteredOn("SocketException"::equals).hasSize(100));
    assertThat(timeline).hasAttempts(300);
  }

  @Test
  void throughVirtualThreads(Faults faults, Timeline timeline) throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with Java 21");
    Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout, reset, ok");
    ExecutorService executor = virtualThreads();
    try {
      assertThat(outcomes(executor, gateway, 3))
          .containsExactly("SocketTimeoutException", "SocketException", "charged 1");
    } finally {
      executor.shutdownNow();
    }
    assertThat(timeline).hasAttempts(3);
  }

  /** Retries that sleep on the clock, on a thread that is nobody's. */
  @Test
  void throughVirtualThreadsThatSleepOnTheClock(Faults faults, FakeClock clock, Timeline timeline)
      throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "virtual threads came with Java 21");
    Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout, reset, ok");
    Retry retry = Retry.builder("pay").policy(POLICY).time(clock).listener(timeline).build();
    ExecutorService executor = virtualThreads();
    try {
      CompletableFuture<String> answer = clock.newFuture();
      executor.execute(
          () -> answer.complete(outcome(order -> retry.call(() -> gateway.charge(order)))));
      assertThat(answer.get()).isEqualTo("charged 1");
    } finally {
      executor.shutdownNow();
    }
    assertThat(timeline).hasAttempts(3).waited("1s", "2s").succeeded();
  }

  private static ExecutorService virtualThreads()
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  @Test
  void throughFutures(Faults faults, FakeClock clock, Timeline timeline) {
    AsyncGateway gateway =
        faults.wrap(
            AsyncGateway.class,
            order -> CompletableFuture.supplyAsync(() -> "charged " + order, clock.executor()),
            "timeout(5s), reset, ok");
    Retry retry = Retry.builder("pay").policy(POLICY).time(clock).listener(timeline).build();

    assertThat(retry.callAsync(() -> gateway.charge("1")).join()).isEqualTo("charged 1");

    assertThat(timeline).hasAttempts(3).waited("1s", "2s").succeeded();
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(8));
  }

  @Test
  void throughStagesThatFollow(Faults faults, FakeClock clock) throws Exception {
    Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout, reset, ok");

    CompletableFuture<List<String>> outcomes =
        CompletableFuture.supplyAsync(() -> outcome(gateway), clock.executor())
            .thenApplyAsync(first -> List.of(first, outcome(gateway)), clock.executor())
            .thenApply(two -> List.of(two.get(0), two.get(1), outcome(gateway)));

    assertThat(clock.await(outcomes))
        .containsExactly("SocketTimeoutException", "SocketException", "charged 1");
  }
}
