package dev.redial.hedge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CallEvent;
import dev.redial.guard.SerialSteps;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guarantee 42: an attempt's end, the start of a hedge and a cancellation race for one call. */
class HedgeRaceTest {

  private static final int ROUNDS = 3_000;
  private static final int MOST_ROUNDS_OF_THE_TWIN = 20_000;

  private final ExecutorService racers = Executors.newFixedThreadPool(3);
  private final CyclicBarrier start = new CyclicBarrier(3);

  @AfterEach
  void stopRacers() {
    racers.shutdownNow();
  }

  /** A time whose tasks run when the test says so; to cancel one takes a moment, too. */
  private static final class HeldTime implements TimeSource {
    final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public void sleep(Duration delay) {
      throw new AssertionError("nobody sleeps here");
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
      tasks.add(task);
      return () -> {
        takeTime();
        return tasks.remove(task);
      };
    }

    void runNext() {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
    }
  }

  /** As long as it takes other threads to get in between. */
  private static void takeTime() {
    for (int i = 0; i < 50; i++) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aCallEndsOnceWithAllItsAttempts() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(complaints(round, () -> new SerialSteps()::run)).as("round %s", round).isEmpty();
    }
  }

  /** The sabotaged twin: steps that run at the same time. */
  @Test
  void aCallWhoseStepsOverlapGoesWrong() throws Exception {
    List<String> complaints = List.of();
    for (int round = 0; round < MOST_ROUNDS_OF_THE_TWIN && complaints.isEmpty(); round++) {
      complaints = complaints(round, () -> Runnable::run);
    }
    assertThat(complaints).isNotEmpty();
  }

  private List<String> complaints(int round, Supplier<Consumer<Runnable>> steps) throws Exception {
    HeldTime time = new HeldTime();
    Queue<CallEvent> events = new ConcurrentLinkedQueue<>();
    Hedge hedge =
        Hedge.builder("race")
            .policy(HedgePolicy.after("1s").toBuilder().maxAttempts(3).build())
            .time(time)
            .listener(
                event -> {
                  events.add(event);
                  takeTime();
                })
            .build();
    Queue<CompletableFuture<String>> stages = new ConcurrentLinkedQueue<>();
    CompletableFuture<String> call =
        HedgedCall.start(
            hedge,
            () -> {
              CompletableFuture<String> stage = new CompletableFuture<>();
              stages.add(stage);
              return stage;
            },
            steps.get());
    CompletableFuture<String> first = stages.element();

    race(
        time::runNext,
        () -> {
          var unused =
              round % 2 == 0
                  ? first.complete("a")
                  : first.completeExceptionally(new TimeoutException());
        },
        () -> call.cancel(true));

    return complaints(call, time, stages, events);
  }

  private void race(Runnable... parts) throws Exception {
    List<Future<?>> ends = new ArrayList<>();
    for (Runnable part : parts) {
      ends.add(
          racers.submit(
              () -> {
                start.await();
                part.run();
                return null;
              }));
    }
    for (Future<?> end : ends) {
      end.get();
    }
  }

  private static List<String> complaints(
      CompletableFuture<String> call,
      HeldTime time,
      Queue<CompletableFuture<String>> stages,
      Queue<CallEvent> events) {
    List<String> complaints = new ArrayList<>();
    if (!call.isDone()) {
      complaints.add("the call is not over");
    }
    if (!time.tasks.isEmpty()) {
      complaints.add("a timer is left");
    }
    if (stages.stream().anyMatch(stage -> !stage.isDone())) {
      complaints.add("an attempt is left");
    }
    List<Integer> started =
        events.stream()
            .filter(CallEvent.HedgeStarted.class::isInstance)
            .map(event -> ((CallEvent.HedgeStarted) event).number())
            .toList();
    List<Integer> ended =
        events.stream()
            .filter(CallEvent.HedgeEnded.class::isInstance)
            .map(event -> ((CallEvent.HedgeEnded) event).number())
            .sorted()
            .toList();
    if (!ended.equals(IntStream.rangeClosed(1, started.size() + 1).boxed().toList())) {
      complaints.add("of " + started + " and the first these ended: " + ended);
    }
    if (stages.size() > started.size() + 1) {
      complaints.add(stages.size() + " attempts ran, but only these hedges began: " + started);
    }
    return complaints;
  }
}
