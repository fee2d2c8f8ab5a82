package dev.redial.test.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a clock says, and when, if it cannot move. The limits are shorter than the usual ones. */
class ClockStallTest {

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Duration LONG = Duration.ofSeconds(20);

  private FakeClock clock = new FakeClock();

  private void limits(Duration blocked, Duration byHand, Duration unwatched, Duration held) {
    clock.close();
    clock = new FakeClock(new RealLimits(blocked, LONG, byHand, unwatched, held));
  }

  @AfterEach
  void close() {
    clock.close();
  }

  @Test
  void waitingForFuturesOfTheClockBesideTheClockFails() {
    limits(LONG, LONG, SHORT, LONG);
    CompletableFuture<String> one = clock.newFuture();
    CompletableFuture<String> other = clock.newFuture();
    clock.schedule(Duration.ofSeconds(1), () -> one.complete("one"));
    clock.schedule(Duration.ofSeconds(2), () -> other.complete("other"));

    CompletableFuture<Void> both = CompletableFuture.allOf(one, other);
    assertThatThrownBy(() -> both.join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining("The clock stands still at 0 ms: thread ")
        .hasMessageContaining("waits in CompletableFuture.join (ClockStallTest.java:")
        .hasMessageContaining("Nobody waits on the clock, although something is due at 1 s")
        .hasMessageContaining("clock.await(allOf(…))");
    assertThat(clock.stall()).isPresent();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void waitingForATaskOfTheClockBesideTheClockIsInterrupted() {
    limits(LONG, LONG, SHORT, LONG);
    CountDownLatch ran = new CountDownLatch(1);
    clock.schedule(Duration.ofSeconds(1), ran::countDown);

    assertThatThrownBy(() -> ran.await()).isInstanceOf(InterruptedException.class);

    assertThat(clock.stall())
        .get()
        .asString()
        .contains("CountDownLatch.await (ClockStallTest.java:");
  }

  /** When the task was scheduled, somebody waited on the clock; when it hangs, nobody does. */
  @Test
  void waitingBesideTheClockAfterAWaitOnItFails() throws Exception {
    limits(LONG, LONG, SHORT, LONG);
    CompletableFuture<String> late = clock.newFuture();
    clock
        .executor()
        .execute(() -> clock.schedule(Duration.ofSeconds(10), () -> late.complete("late")));
    clock.sleep(Duration.ofSeconds(1));

    CompletableFuture<Void> all = CompletableFuture.allOf(late);
    assertThatThrownBy(() -> all.join())
        .cause()
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining("Nobody waits on the clock, although something is due at 10 s");
  }

  @Test
  void waitingBesideTheClockFailsASecondTimeToo() {
    limits(LONG, LONG, SHORT, LONG);
    CountDownLatch ran = new CountDownLatch(1);
    clock.schedule(Duration.ofSeconds(1), ran::countDown);

    assertThatThrownBy(() -> ran.await()).isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> ran.await()).isInstanceOf(InterruptedException.class);
  }

  @Test
  void awaitedThroughTheClockTheSameFuturesComplete() {
    CompletableFuture<String> one = clock.newFuture();
    CompletableFuture<String> other = clock.newFuture();
    clock.schedule(Duration.ofSeconds(1), () -> one.complete("one"));
    clock.schedule(Duration.ofSeconds(2), () -> other.complete("other"));

    clock.await(CompletableFuture.allOf(one, other));

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aForgottenHoldIsNamed() {
    limits(SHORT, LONG, LONG, SHORT);
    Hold forgotten = clock.hold();

    assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1)))
        .isInstanceOf(ClockStalledError.class)
        .hasMessageContaining("it is held by ")
        .hasMessageContaining(" at ClockStallTest.java:")
        .hasMessageContaining("sleeps on it until 1 s")
        .hasMessageContaining("Close the hold");
    forgotten.close();
  }

  @Test
  void aClockMovedByHandLetsTheTestDoOtherThingsFirst() throws Exception {
    limits(SHORT, LONG, LONG, LONG);
    clock.manual();
    AtomicReference<Object> outcome = new AtomicReference<>();
    Thread sleeper =
        new Thread(
            () -> {
              try {
                clock.sleep(Duration.ofSeconds(5));
                outcome.set(clock.elapsed());
              } catch (InterruptedException | ClockStalledError e) {
                outcome.set(e);
              }
            });
    sleeper.start();
    clock.awaitSleepers(1);

    // Several times the limit for a thread that is blocked elsewhere; it must not end.
    sleeper.join(TimeUnit.MILLISECONDS.convert(SHORT) * 4);
    clock.advance("5s");
    sleeper.join();

    assertThat(outcome).hasValue(Duration.ofSeconds(5));
  }

  @Test
  void workThatSleepsOnTheClocksOwnThreadsDoesNotKeepItStill() {
    CompletableFuture<String> call = clock.newFuture();
    clock.start(
        () -> CompletableFuture.supplyAsync(() -> sleepThen("slept"), clock.executor()),
        (result, error) -> call.complete(result));

    assertThat(call.join()).isEqualTo("slept");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void workThatGoesOnInAnotherTaskOfTheClockDoesNotKeepItStill() {
    CompletableFuture<String> call = clock.newFuture();
    clock.start(
        () ->
            CompletableFuture.supplyAsync(() -> sleepThen("first"), clock.executor())
                .thenComposeAsync(
                    first ->
                        CompletableFuture.supplyAsync(
                            () -> sleepThen(first + " and second"), clock.executor()),
                    clock.executor()),
        (result, error) -> call.complete(result));

    assertThat(call.join()).isEqualTo("first and second");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(6));
  }

  /** A task that sleeps says nothing of work that it does not belong to. */
  @Test
  void otherTasksThatSleepDoNotExcuseWorkOnForeignThreads() throws Exception {
    Thread test = Thread.currentThread();
    clock.executor().execute(this::poll);
    CompletableFuture<String> io = new CompletableFuture<>();
    CompletableFuture<Duration> call = clock.newFuture();
    clock.start(() -> io, (result, error) -> call.complete(clock.elapsed()));
    Thread network =
        new Thread(
            () -> {
              while (test.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
              }
              io.complete("answer");
            });
    network.start();

    assertThat(call.join()).isZero();
    network.join();
  }

  /** The task itself waits for the clock; what it waits for is on the network. */
  @Test
  void aTaskThatWaitsForNetworkWorkDoesNotExcuseIt() throws Exception {
    AtomicReference<Thread> task = new AtomicReference<>();
    CompletableFuture<Duration> end = clock.newFuture();
    CompletableFuture<String> io = new CompletableFuture<>();
    clock.schedule(Duration.ofHours(1), () -> {});
    clock
        .executor()
        .execute(
            () -> {
              task.set(Thread.currentThread());
              CompletableFuture<String> call = clock.newFuture();
              clock.start(() -> io, (result, error) -> call.complete(result));
              call.orTimeout(1, TimeUnit.MINUTES).join();
              end.complete(clock.elapsed());
            });
    Thread test = Thread.currentThread();
    Thread network =
        new Thread(
            () -> {
              // Answers only when both wait already, and would see the clock jump.
              while (!isParked(test) || !isParked(task.get())) {
                Thread.onSpinWait();
              }
              io.complete("answer");
            });
    network.start();

    assertThat(end.join()).isZero();
    network.join();
  }

  @Test
  void workThatIsGivenUpLetsTheClockMoveAlthoughItNeverEnds() throws Exception {
    var work =
        clock.start(
            () -> new CompletableFuture<String>().minimalCompletionStage(), (result, error) -> {});
    work.cancel();

    clock.sleep(Duration.ofSeconds(1));

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  /** As a retry without delay does whose next attempt sleeps before it sends. */
  @Test
  void aHandlerOnAForeignThreadMayWaitForTheClock() throws Exception {
    CompletableFuture<String> io = new CompletableFuture<>();
    CompletableFuture<String> call = clock.newFuture();
    clock.start(() -> io, (result, error) -> call.complete(sleepThen(result)));
    Thread network = new Thread(() -> io.complete("answer"));
    network.start();

    assertThat(call.join()).isEqualTo("answer");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
    network.join();
  }

  /** As a retry whose attempts start on the user's own pool. */
  @Test
  void aForeignThreadThatStartsWorkKeepsTheClockStillUntilItHas() throws Exception {
    Thread test = Thread.currentThread();
    CompletableFuture<Duration> startedAt = new CompletableFuture<>();
    CountDownLatch starting = new CountDownLatch(1);
    Thread foreign =
        new Thread(
            () ->
                clock.start(
                    () -> {
                      starting.countDown();
                      while (!isParked(test)) {
                        Thread.onSpinWait();
                      }
                      startedAt.complete(clock.elapsed());
                      return new CompletableFuture<String>();
                    },
                    (result, error) -> {}));
    foreign.start();
    starting.await();
    CompletableFuture<String> never = clock.newFuture();
    clock.schedule(Duration.ofHours(1), () -> never.complete("jumped"));

    clock.await(startedAt);
    assertThat(startedAt).isCompletedWithValue(Duration.ZERO);
    foreign.join();
  }

  @Test
  void workWhoseCancellationThrowsLetsTheClockMove() throws Exception {
    limits(SHORT, LONG, LONG, LONG);
    CompletableFuture<String> stubborn =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            throw new IllegalStateException("not me");
          }
        };
    var work = clock.start(() -> stubborn, (result, error) -> {});
    assertThatThrownBy(work::cancel).isInstanceOf(IllegalStateException.class);

    clock.sleep(Duration.ofSeconds(1));

    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1));
  }

  private static boolean isParked(Thread thread) {
    return thread != null && thread.getState() == Thread.State.TIMED_WAITING;
  }

  /** Sleeps until the clock is closed. */
  private void poll() {
    try {
      clock.sleep(Duration.ofHours(1));
    } catch (InterruptedException closed) {
      // The test is over.
    }
  }

  private String sleepThen(String result) {
    try {
      clock.sleep(Duration.ofSeconds(3));
      return result;
    } catch (InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
