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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** An executor that was shut down may drop what it took. */
  @Test
  void goesOnHereWithoutAStepThatItsExecutorNeverBegins() {
    List<String> order = new ArrayList<>();
    List<Runnable> handedOver = new ArrayList<>();
    steps.runOn(handedOver::add, () -> order.add("moved"), refusal -> order.add("refused"));
    steps.run(() -> order.add("after it"));
    assertThat(order).isEmpty();

    steps.stayHere();
    steps.stayHere();
    handedOver.get(0).run();
    steps.runOn(handedOver::add, () -> order.add("moved"), refusal -> order.add("refused"));
    steps.run(() -> order.add("later"));

    assertThat(order).containsExactly("after it", "later");
    assertThat(handedOver).hasSize(1);
  }

  @Test
  void leavesAStepThatItsExecutorHasBegun() {
    List<String> order = new ArrayList<>();
    List<Runnable> handedOver = new ArrayList<>();
    Runnable action =
        () -> {
          steps.stayHere();
          steps.run(() -> order.add("after it"));
          order.add("moved");
        };
    steps.runOn(handedOver::add, action, refusal -> order.add("refused"));
    handedOver.get(0).run();

    assertThat(order).containsExactly("moved", "after it");
  }

  /** What an executor may do with a task, where staying comes in between. */
  private enum Executing {
    DROPS {
      @Override
      void execute(Runnable task, Runnable stay) {
        stay.run();
      }
    },
    RUNS_TOO_LATE {
      @Override
      void execute(Runnable task, Runnable stay) {
        stay.run();
        task.run();
      }
    },
    REFUSES_TOO_LATE {
      @Override
      void execute(Runnable task, Runnable stay) {
        stay.run();
        throw new RejectedExecutionException("too late to matter");
      }
    },
    RUNS_FIRST {
      @Override
      void execute(Runnable task, Runnable stay) {
        task.run();
        stay.run();
      }
    };

    abstract void execute(Runnable task, Runnable stay);
  }

  @ParameterizedTest
  @EnumSource
  void whatFollowsAMoveRunsOnceWhoeverIsFirst(Executing executing) {
    List<String> order = new ArrayList<>();
    steps.run(
        () -> {
          steps.runOn(
              task -> executing.execute(task, steps::stayHere),
              () -> order.add("moved"),
              refusal -> order.add("refused"));
          steps.run(() -> order.add("after it"));
        });
    steps.run(() -> order.add("later"));

    if (executing == Executing.RUNS_FIRST) {
      assertThat(order).containsExactly("moved", "after it", "later");
    } else {
      assertThat(order).containsExactly("after it", "later");
    }
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
