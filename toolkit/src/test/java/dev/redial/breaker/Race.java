package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Threads against each other. */
final class Race {

  private static final long PATIENCE = 2_000_000_000L;

  private Race() {}

  /** Runs the work on that many threads at once, and waits for all of them. */
  static void of(int threads, IntConsumer work) {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> racers = new ArrayList<>();
    List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread racer =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.accept(number);
                } catch (Throwable error) {
                  errors.add(error);
                }
              });
      racers.add(racer);
      racer.start();
    }
    start.countDown();
    for (Thread racer : racers) {
      join(racer);
    }
    assertThat(errors).isEmpty();
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException unexpected) {
      throw new AssertionError(unexpected);
    }
  }

  /** Gives a twin's rivals their chance, where one processor would seldom give it. */
  @SuppressWarnings("ThreadPriorityCheck")
  static void letOthersIn() {
    Thread.yield();
  }

  /**
   * Asserts that a race which must go wrong does: a stress test whose sabotaged twin stays green
   * proves nothing.
   *
   * @param round runs the race once, and says whether all went well
   */
  static void goesWrong(BooleanSupplier round) {
    long end = System.nanoTime() + PATIENCE;
    boolean well = true;
    while (well && System.nanoTime() - end < 0) {
      well = round.getAsBoolean();
    }
    assertThat(well).as("all went well although the twin is sabotaged").isFalse();
  }
}
