package dev.redial.users;

import static dev.redial.test.assertions.MeterAssertions.assertThat;
import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.call.EndReason;
import dev.redial.hedge.HedgePolicy;
import dev.redial.metrics.CallMetrics;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.observe.MicrometerMetrics;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is guarded how, and however calls end: what is counted is what was told. */
class MetricsAgreeWithTimelineTest {

  private static final int WORLDS = 500;
  private static final int CALLS = 6;

  private final FakeClock clock = new FakeClock();

  @AfterEach
  void close() {
    clock.close();
  }

  @Test
  void agreeOverBlockingCalls() {
    Seen seen = new Seen();
    for (int seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      for (int call = 0; call < CALLS; call++) {
        world.guard.call();
        world.agrees();
      }
      seen.add(world);
    }
    seen.allBut();
  }

  @Test
  void agreeOverCallsThatDoNotBlockAndAreUnderWayTogether() throws InterruptedException {
    Seen seen = new Seen();
    for (int seed = 0; seed < WORLDS; seed++) {
      World world = new World(seed);
      List<CompletableFuture<String>> calls = new ArrayList<>();
      for (int call = 0; call < CALLS; call++) {
        calls.add(world.guard.start());
        clock.advance("250ms");
        world.agrees();
      }
      calls.forEach(call -> call.handle((result, error) -> result).join());
      clock.advance("3s");
      world.agrees();
      assertThat(world.guard.metrics()).hasCalls(CALLS);
      seen.add(world);
    }
    seen.allBut();
  }

  /** One guard, all that watches it, and how it was drawn. */
  private final class World {

    final int seed;
    final Timeline timeline = new Timeline(clock);
    final RandomGuard guard;
    private final MeterRegistry registry = new SimpleMeterRegistry();

    World(int seed) {
      this.seed = seed;
      guard =
          new RandomGuard("pay", clock, timeline, new CallMetrics(), new SplittableRandom(seed));
      MicrometerMetrics.of("pay", guard.metrics()).bindTo(registry);
    }

    void agrees() {
      try {
        assertThat(guard.metrics()).agreesWith(timeline);
        assertThat(guard.metrics().snapshot()).agreesWith(timeline, "pay");
        assertThat(registry).retry("pay").agreesWith(timeline);
      } catch (AssertionError disagreement) {
        throw new AssertionError("seed " + seed + ", " + guard, disagreement);
      }
    }
  }

  /** What happened in all worlds together: agreement over what never happens shows nothing. */
  private static final class Seen {

    private final Set<EndReason> reasons = EnumSet.noneOf(EndReason.class);
    private Duration waited = Duration.ZERO;
    private Duration wasted = Duration.ZERO;
    private long hedges;
    private long fallbacks;
    private long denials;

    void add(World world) {
      MetricsSnapshot numbers = world.guard.metrics().snapshot();
      reasons.addAll(numbers.calls().keySet());
      waited = waited.plus(numbers.waited());
      wasted = wasted.plus(numbers.wasted());
      hedges += numbers.hedges();
      fallbacks += numbers.fallbacks();
      denials += numbers.budgetDenials();
    }

    void allBut(EndReason... missing) {
      assertThat(reasons)
          .containsAll(
              EnumSet.allOf(EndReason.class).stream()
                  .filter(reason -> !List.of(missing).contains(reason))
                  .toList());
      assertThat(waited).isPositive();
      assertThat(wasted).isPositive();
      assertThat(List.of(hedges, fallbacks, denials)).allMatch(count -> count > 0);
    }
  }

  @Test
  void agreeWhereTwoGuardsShareBoth() throws InterruptedException {
    for (int seed = 0; seed < WORLDS; seed++) {
      Timeline timeline = new Timeline(clock);
      CallMetrics shared = new CallMetrics();
      SplittableRandom random = new SplittableRandom(seed);
      RandomGuard pay = new RandomGuard("pay", clock, timeline, shared, random.split());
      RandomGuard ship = new RandomGuard("ship", clock, timeline, shared, random.split());
      for (int call = 0; call < CALLS; call++) {
        CompletableFuture<String> shipping = ship.start();
        pay.call();
        shipping.handle((result, error) -> result).join();
      }
      clock.advance("3s");

      assertThat(shared).as("seed %d", seed).agreesWith(timeline, "pay", "ship");
      assertThat(shared).hasCalls(2 * CALLS);
    }
  }

  /** Threads against each other on a clock that nobody stops. */
  @Test
  void agreeInRealTime() throws Exception {
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxAttempts(3)
            .backoff(Backoff.fixed("100us"))
            .initialDelay("50us")
            .jitter(Jitter.full())
            .retryOn(IllegalStateException.class)
            .build();
    Timeline timeline = new Timeline(TimeSource.system());
    Resilience guard =
        Resilience.builder("pay")
            .retry(policy)
            .breaker(BreakerPolicy.builder().failuresInARow(4).openWait("1ms").build())
            .hedge(HedgePolicy.after("100us"))
            .listener(timeline)
            .build();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> callers = new ArrayList<>();
      for (int caller = 0; caller < 4; caller++) {
        SplittableRandom random = new SplittableRandom(caller);
        callers.add(pool.submit(() -> callOften(guard, random)));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      // What was cancelled may have been in the hands of the scheduler, which has one thread.
      CountDownLatch done = new CountDownLatch(1);
      TimeSource.system().schedule(Duration.ofMillis(1), done::countDown);
      assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      pool.shutdownNow();
    }

    assertThat(guard.metrics()).agreesWith(timeline).hasCalls(400);
  }

  private static void callOften(Resilience guard, SplittableRandom random) {
    for (int call = 0; call < 100; call++) {
      boolean fails = random.nextInt(3) == 0;
      boolean isCancelled = random.nextInt(3) == 0;
      CompletableFuture<String> answer =
          guard.callAsync(
              () ->
                  CompletableFuture.supplyAsync(
                      () -> {
                        if (fails) {
                          throw new IllegalStateException("down");
                        }
                        return "ok";
                      },
                      Runnable::run));
      if (isCancelled) {
        answer.cancel(true);
      }
      answer.handle((result, error) -> result).join();
    }
  }
}
