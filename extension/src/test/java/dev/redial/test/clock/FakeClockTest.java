package dev.redial.test.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.time.Durations;
import dev.redial.time.Scheduled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeClockTest {

  private final FakeClock clock = new FakeClock();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void close() {
    clock.close();
  }

  private void log(String what) {
    log.add(Durations.format(clock.elapsed()) + " " + what);
  }

  private void sleep(String delay) {
    try {
      clock.sleep(Durations.parse(delay));
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }

  /** Runs on a thread of the clock's executor. */
  private CompletableFuture<Void> start(Runnable task) {
    CompletableFuture<Void> done = clock.newFuture();
    clock
        .executor()
        .execute(
            () -> {
              try {
                task.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }

  @Test
  void threadsThatSleepTakeTurnsInTheOrderInWhichTheyAreDue() {
    CompletableFuture<Void> a =
        start(
            () -> {
              sleep("1s");
              log("a");
              sleep("2s");
              log("a");
            });
    CompletableFuture<Void> b =
        start(
            () -> {
              sleep("2s");
              log("b");
              sleep("2s");
              log("b");
            });

    a.join();
    b.join();

    assertThat(log).containsExactly("1 s a", "2 s b", "3 s a", "4 s b");
  }

  @Test
  void workDueAtTheSameInstantRunsOneAtATime() throws Exception {
    for (int i = 0; i < 50; i++) {
      String name = "task " + i;
      clock.schedule(
          Duration.ofSeconds(1),
          () -> {
            log("begin " + name);
            Thread.onSpinWait();
            log("end " + name);
          });
    }

    clock.sleep(Duration.ofSeconds(1));
    clock.sleep(Duration.ofNanos(1));

    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      expected.add("1 s begin task " + i);
      expected.add("1 s end task " + i);
    }
    assertThat(log).containsExactlyElementsOf(expected);
  }

  @Test
  void aTaskThatSleepsDoesNotDelayOtherTasks() throws Exception {
    clock.schedule(
        Duration.ofSeconds(1),
        () -> {
          sleep("10s");
          log("slow");
        });
    clock.schedule(Duration.ofSeconds(2), () -> log("other"));

    clock.sleep(Duration.ofSeconds(20));

    assertThat(log).containsExactly("2 s other", "11 s slow");
  }

  @Test
  void anAttemptInFlightOnForeignThreadsKeepsTheClockStill() throws Exception {
    Thread test = Thread.currentThread();
    CompletableFuture<String> io = new CompletableFuture<>();
    CompletableFuture<String> call = clock.newFuture();
    clock.start(() -> io, (result, error) -> call.complete(result));
    Thread network =
        new Thread(
            () -> {
              // Answers only when the test waits already, and would see the clock jump.
              while (test.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              io.complete("answer");
            });
    network.start();

    assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("answer");
    assertThat(clock.elapsed()).isZero();
    network.join();
  }

  @Test
  void aStageThatWaitsForTheClockItselfDoesNotKeepItStill() {
    CompletableFuture<String> inner = clock.newFuture();
    clock.schedule(Duration.ofSeconds(5), () -> inner.complete("inner"));
    CompletableFuture<String> outer = clock.newFuture();

    clock.start(() -> inner, (result, error) -> outer.complete(result));

    assertThat(outer.join()).isEqualTo("inner");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void theClockStandsStillUntilTheHandlerOfAStageHasReturned() throws Exception {
    CompletableFuture<String> io = new CompletableFuture<>();
    CompletableFuture<String> call = clock.newFuture();
    clock.start(
        () -> io,
        (result, error) -> clock.schedule(Duration.ofSeconds(2), () -> call.complete(result)));
    Thread network = new Thread(() -> io.complete("answer"));
    network.start();

    assertThat(call.get(60, TimeUnit.SECONDS)).isEqualTo("answer");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    network.join();
  }

  @Test
  void aTimedGetGivesUpWhenItsTimeIsUp() {
    CompletableFuture<String> never = clock.newFuture();

    assertThatThrownBy(() -> never.get(30, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theTimeoutsOfAFutureAreTheClocks() {
    CompletableFuture<String> never = clock.<String>newFuture().orTimeout(3, TimeUnit.SECONDS);
    assertThatThrownBy(never::join).hasCauseInstanceOf(TimeoutException.class);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));

    CompletableFuture<String> instead =
        clock.<String>newFuture().completeOnTimeout("instead", 4, TimeUnit.SECONDS);
    assertThat(instead.join()).isEqualTo("instead");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void dependentsOfAFutureDriveTheClockAndRunOnItsThreads() {
    CompletableFuture<String> future = clock.newFuture();
    clock.schedule(Duration.ofSeconds(1), () -> future.complete("a"));

    CompletableFuture<String> derived =
        future
            .thenApplyAsync(
                text -> {
                  sleep("2s");
                  return text + " on " + Thread.currentThread().getName().replaceAll("\\d", "N");
                })
            .thenApply(text -> text + "!");

    assertThat(derived.join()).isEqualTo("a on redial-clock-N!");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void awaitsAStageItDidNotMake() {
    CompletableFuture<Void> a = start(() -> sleep("1s"));
    CompletableFuture<Void> b = start(() -> sleep("3s"));

    clock.await(CompletableFuture.allOf(a, b));

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aThreadOfTheUsersOwnPoolIsWaitedForOnceTheClockKnowsIt() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      CompletableFuture<Void> work =
          CompletableFuture.runAsync(
              () -> {
                sleep("1s");
                log("first");
                sleep("2s");
                log("second");
              },
              pool);
      clock.awaitSleepers(1);
      CompletableFuture<Void> ours = clock.newFuture();
      var unused = work.whenComplete((result, error) -> ours.complete(null));

      ours.get(60, TimeUnit.SECONDS);

      assertThat(log).containsExactly("1 s first", "3 s second");
      clock.sleep(Duration.ofSeconds(4));
      assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(7));
    } finally {
      pool.shutdownNow();
    }
  }

  /** Guarantee 83, expectation 40. */
  @Test
  void anInterruptWakesASleeperBeforeTheClockMoves() {
    CompletableFuture<Thread> sleeper = new CompletableFuture<>();
    CompletableFuture<Void> sleeping =
        start(
            () -> {
              sleeper.complete(Thread.currentThread());
              try {
                clock.sleep(Duration.ofSeconds(10));
                log("slept");
              } catch (InterruptedException e) {
                log("interrupted, flag " + Thread.currentThread().isInterrupted());
              }
            });
    clock.schedule(Duration.ofSeconds(4), () -> sleeper.join().interrupt());

    sleeping.join();

    assertThat(log).containsExactly("4 s interrupted, flag false");
  }

  @Test
  void joinIgnoresAnInterruptAndKeepsTheFlag() {
    CompletableFuture<String> future = clock.newFuture();
    Thread test = Thread.currentThread();
    clock.schedule(Duration.ofSeconds(1), test::interrupt);
    clock.schedule(Duration.ofSeconds(2), () -> future.complete("done"));

    assertThat(future.join()).isEqualTo("done");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void getIsInterrupted() {
    CompletableFuture<String> future = clock.newFuture();
    Thread test = Thread.currentThread();
    clock.schedule(Duration.ofSeconds(1), test::interrupt);
    clock.schedule(Duration.ofSeconds(2), () -> future.complete("done"));

    assertThatThrownBy(future::get).isInstanceOf(InterruptedException.class);
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  /** Guarantee 81, expectations 36 and 37. */
  @Test
  void movesByHandWhateverTheStep() throws Exception {
    clock.manual();
    CompletableFuture<Void> done =
        start(
            () -> {
              for (int i = 0; i < 3; i++) {
                sleep("1s");
                log("tick");
              }
            });
    clock.awaitSleepers(1);

    clock.advance("999ms");
    assertThat(log).isEmpty();
    clock.advance("1ms");
    assertThat(log).containsExactly("1 s tick");
    clock.advance("10s");
    assertThat(log).containsExactly("1 s tick", "2 s tick", "3 s tick");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(11));
    assertThat(done).isCompleted();
  }

  @Test
  void advanceRunsWhatIsScheduledForItsLastInstantToo() throws Exception {
    clock.manual();
    clock.schedule(
        Duration.ofSeconds(1), () -> clock.schedule(Duration.ofSeconds(1), () -> log("second")));

    clock.advance("2s");

    assertThat(log).containsExactly("2 s second");
  }

  @Test
  void advanceRefusesToGoBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "time must not be negative, but was -1 s; the monotonic clock never goes back"
                + " (shiftWall moves the wall clock)");
  }

  /** Guarantee 85, expectation 38. */
  @Test
  void theWallClockJumpsAlone() throws Exception {
    clock.shiftWall(Duration.ofHours(-1));
    clock.sleep(Duration.ofSeconds(1));

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1));
    assertThat(clock.instant()).isEqualTo(Instant.parse("2025-12-31T23:00:01Z"));
  }

  @Test
  void aHoldKeepsTheClockStill() throws Exception {
    CompletableFuture<String> done = clock.newFuture();
    Hold hold = clock.hold();
    Thread test = Thread.currentThread();
    Thread worker =
        new Thread(
            () -> {
              while (test.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              log("work");
              done.complete("done");
              hold.close();
              hold.close();
            });
    worker.start();

    assertThat(done.get(60, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(log).containsExactly("0 ms work");
    clock.sleep(Duration.ofSeconds(1));
    worker.join();
  }

  @Test
  void namesTheThreadThatWaitsForSomethingItCannotSee() throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    CompletableFuture<Void> sleeping =
        start(
            () -> {
              try {
                sleep("5s");
              } finally {
                latch.countDown();
              }
            });

    latch.await();

    assertThatThrownBy(sleeping::join)
        .cause()
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining(
            "The clock stands still at 0 ms: thread '"
                + Thread.currentThread().getName()
                + "' waits in CountDownLatch.await (FakeClockTest.java:")
        .hasMessageContaining(
            "which this clock cannot see, while 'redial-clock-1' sleeps on it until 5 s."
                + " Use clock.executor() for the threads it waits for");
    assertThat(clock.stall()).isPresent();
  }

  @Test
  void failsWhenEverybodyWaitsAndNothingIsDue() {
    CompletableFuture<String> never = clock.newFuture();

    assertThatThrownBy(never::join)
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining("waits for a future, everybody waits, and nothing is due.")
        .hasMessageContaining("FakeClockTest.failsWhenEverybodyWaitsAndNothingIsDue");
  }

  @Test
  void failsWhenTheTestItselfSleepsOnAClockMovedByHand() {
    clock.manual();

    assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1)))
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining("sleeps on it until 1 s, and the clock is moved by hand");
  }

  /** Expectation 16. */
  @Test
  void closingEndsEveryWaitAndEveryThread() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    CountDownLatch ended = new CountDownLatch(1);
    clock
        .executor()
        .execute(
            () -> {
              thread.complete(Thread.currentThread());
              try {
                clock.sleep(Duration.ofDays(1));
              } catch (InterruptedException e) {
                log(e.getMessage());
              }
              ended.countDown();
            });
    clock.awaitSleepers(1);

    clock.close();

    ended.await();
    assertThat(log).containsExactly("0 ms the test has ended, and with it its clock");
    assertThat(thread.join().isAlive()).isFalse();
    assertThatThrownBy(() -> clock.schedule(Duration.ZERO, () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThatThrownBy(() -> clock.<String>newFuture().join())
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void aTaskWithoutDelayRunsAfterThoseThatAreDueAlready() throws Exception {
    clock.schedule(
        Duration.ofSeconds(1),
        () -> {
          log("a");
          clock.schedule(Duration.ZERO, () -> log("c"));
        });
    clock.schedule(Duration.ofSeconds(1), () -> log("b"));

    clock.sleep(Duration.ofSeconds(2));

    assertThat(log).containsExactly("1 s a", "1 s b", "1 s c");
  }

  @Test
  void aDueTaskThatHasNotBegunCanBeCancelled() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    clock.schedule(
        Duration.ZERO,
        () -> {
          busy.countDown();
          awaitQuietly(goOn);
        });
    busy.await();
    Scheduled next = clock.schedule(Duration.ZERO, () -> log("ran"));

    assertThat(next.cancel()).isTrue();
    assertThat(next.cancel()).isFalse();
    goOn.countDown();
    clock.sleep(Duration.ofSeconds(1));

    assertThat(log).isEmpty();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aTaskIsNotInterruptedForTheOneBefore() throws Exception {
    clock.schedule(Duration.ofSeconds(1), () -> Thread.currentThread().interrupt());
    clock.schedule(
        Duration.ofSeconds(1), () -> log("flag " + Thread.currentThread().isInterrupted()));

    clock.sleep(Duration.ofSeconds(2));

    assertThat(log).containsExactly("1 s flag false");
  }

  @Test
  void goesOnWhenATaskAndTheHandlerOfItsErrorThrow() throws Exception {
    clock.schedule(
        Duration.ofSeconds(1),
        () -> {
          Thread.currentThread()
              .setUncaughtExceptionHandler(
                  (thread, error) -> {
                    throw new IllegalStateException("handler");
                  });
          throw new IllegalStateException("task");
        });
    clock.schedule(Duration.ofSeconds(2), () -> log("next"));

    clock.sleep(Duration.ofSeconds(3));

    assertThat(log).containsExactly("2 s next");
  }

  @Test
  void aTaskQueuedBehindABlockedOneDoesNotHideTheStall() {
    CountDownLatch never = new CountDownLatch(1);
    clock.schedule(Duration.ZERO, () -> awaitQuietly(never));
    clock.schedule(Duration.ZERO, () -> log("queued"));

    assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1)))
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining("waits in CountDownLatch.await");
  }

  @Test
  void aGetWithoutTimePollsAndDoesNotWait() throws Exception {
    CompletableFuture<String> future = clock.newFuture();
    clock.manual();
    try (Hold hold = clock.hold()) {
      assertThat(hold).isNotNull();
      assertThatThrownBy(() -> future.get(0, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> future.get(-1, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
    }
    future.complete("done");

    assertThat(future.get(0, TimeUnit.SECONDS)).isEqualTo("done");
  }

  @Test
  void closingOnAnInterruptedThreadStillWaitsForTheWorkers() throws Exception {
    CompletableFuture<Thread> worker = new CompletableFuture<>();
    CountDownLatch never = new CountDownLatch(1);
    clock
        .executor()
        .execute(
            () -> {
              worker.complete(Thread.currentThread());
              awaitQuietly(never);
            });
    Thread thread = worker.join();
    Thread.currentThread().interrupt();

    clock.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(thread.isAlive()).isFalse();
  }

  /** A clock moved by hand never goes past what was asked, whoever makes it look meanwhile. */
  @Test
  void anAdvanceNeverGoesPastItsLimit() throws Exception {
    clock.manual();
    clock.schedule(Duration.ofDays(1), () -> log("much later"));
    CompletableFuture<Void> sleeping = start(() -> sleep("100d"));
    clock.awaitSleepers(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread nudge =
        new Thread(
            () -> {
              while (end.getCount() > 0) {
                clock.hold().close();
              }
            });
    nudge.start();

    for (int i = 0; i < 30_000; i++) {
      // Not of the crew, this thread does not keep the clock still until its limit is queued.
      clock.release(Thread.currentThread());
      clock.advance(Duration.ofMillis(1));
    }
    end.countDown();
    nudge.join();

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
    assertThat(log).isEmpty();
    assertThat(sleeping).isNotDone();
  }
}
