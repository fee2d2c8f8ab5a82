package dev.redial.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SerialStepsTest {

  private final SerialSteps steps = new SerialSteps();

  @Test
  void runsAStepAddedByAStepAfterIt() {
    List<String> order = new ArrayList<>();
    steps.run(
        () -> {
          steps.run(() -> order.add("second"));
          order.add("first");
        });
    assertThat(order).containsExactly("first", "second");
  }

  @Test
  void goesOnWhereAStepAsksTo() {
    List<String> order = new ArrayList<>();
    List<Runnable> handedOver = new ArrayList<>();
    steps.run(
        () -> {
          steps.runOn(handedOver::add, () -> order.add("moved"), refusal -> order.add("refused"));
          steps.run(() -> order.add("after it"));
          order.add("here");
        });
    steps.run(() -> order.add("later"));
    assertThat(order).containsExactly("here");

    handedOver.get(0).run();

    assertThat(order).containsExactly("here", "moved", "after it", "later");
  }

  @Test
  void goesOnHereIfTheExecutorRefuses() {
    List<String> order = new ArrayList<>();
    steps.runOn(
        task -> {
          throw new RejectedExecutionException("full");
        },
        () -> order.add("moved"),
        refusal -> order.add(refusal.getMessage()));
    steps.run(() -> order.add("after it"));

    assertThat(order).containsExactly("full", "after it");
  }

  @Test
  void runsOneStepAtATimeAndEachOnce() throws Exception {
    int threads = 8;
    int rounds = 20_000;
    int[] unguarded = {0};
    CountDownLatch start = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int thread = 0; thread < threads; thread++) {
        pool.execute(
            () -> {
              try {
                start.await();
              } catch (InterruptedException e) {
                return;
              }
              for (int i = 0; i < rounds; i++) {
                steps.run(() -> unguarded[0]++);
              }
              done.countDown();
            });
      }
      start.countDown();
      assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      pool.shutdownNow();
    }
    int[] seen = {0};
    steps.run(() -> seen[0] = unguarded[0]);
    assertThat(seen[0]).isEqualTo(threads * rounds);
  }
}
