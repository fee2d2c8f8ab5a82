package dev.redial.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What each test clock owes to the policies that run on it. */
public abstract class TimeSourceContract {

  private final List<String> log = Collections.synchronizedList(new ArrayList<>());

  /** The clock under test; the same one for the whole of a test. */
  protected abstract TimeSource time();

  @AfterEach
  void leavesNoInterruptBehind() {
    assertThat(Thread.interrupted()).as("the thread's interrupt flag after the test").isFalse();
  }

  private Scheduled scheduleLogged(String delay, String name) {
    long start = time().nanoTime();
    return time()
        .schedule(
            Durations.parse(delay),
            () ->
                log.add(
                    name + " at " + Durations.format(Duration.ofNanos(time().nanoTime() - start))));
  }

  /** Guarantee 85. */
  @Test
  void aSleepMovesBothClocksByExactlyItsLength() throws Exception {
    Moment before = time().moment();

    time().sleep(Duration.ofNanos(1_234_567_891));

    assertThat(time().moment().since(before)).isEqualTo(Duration.ofNanos(1_234_567_891));
    assertThat(Duration.between(before.instant(), time().instant()))
        .isEqualTo(Duration.ofNanos(1_234_567_891));
  }

  @Test
  void aSleepOfZeroOrLessReturnsAtOnce() throws Exception {
    long before = time().nanoTime();

    time().sleep(Duration.ZERO);
    time().sleep(Duration.ofSeconds(-5));
    time().sleep(Duration.ofSeconds(Long.MIN_VALUE));

    assertThat(time().nanoTime()).isEqualTo(before);
  }

  /** Guarantee 83. */
  @Test
  void aSleepOfAnInterruptedThreadThrowsAndClearsTheFlag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time().sleep(Duration.ofSeconds(1)))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void theLongestSleepEnds() throws Exception {
    Instant before = time().instant();

    time().sleep(Duration.ofSeconds(Long.MAX_VALUE));

    assertThat(time().instant()).isAfter(before.plus(Duration.ofDays(365 * 200)));
  }

  /** Guarantee 80. */
  @Test
  void tasksRunInTheOrderInWhichTheyAreDueAndSeeTheirOwnTime() throws Exception {
    scheduleLogged("3s", "c");
    scheduleLogged("1s", "a");
    scheduleLogged("2s", "b");

    time().sleep(Duration.ofSeconds(10));

    assertThat(log).containsExactly("a at 1 s", "b at 2 s", "c at 3 s");
  }

  @Test
  void tasksDueTogetherRunInTheOrderInWhichTheyWereScheduled() throws Exception {
    for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
      scheduleLogged("1s", name);
    }

    time().sleep(Duration.ofSeconds(2));

    assertThat(log)
        .containsExactly(
            "a at 1 s",
            "b at 1 s",
            "c at 1 s",
            "d at 1 s",
            "e at 1 s",
            "f at 1 s",
            "g at 1 s",
            "h at 1 s");
  }

  /** Guarantee 80: timers scheduled by earlier ones inside the jump. */
  @Test
  void aTaskScheduledByATaskRunsWithinTheSameWait() throws Exception {
    long start = time().nanoTime();
    time()
        .schedule(
            Duration.ofSeconds(1),
            () ->
                time()
                    .schedule(
                        Duration.ofSeconds(1),
                        () -> log.add("at " + (time().nanoTime() - start) / 1_000_000_000)));
    scheduleLogged("3s", "last");

    time().sleep(Duration.ofSeconds(5));

    assertThat(log).containsExactly("at 2", "last at 3 s");
  }

  @Test
  void aTaskDueLaterDoesNotRun() throws Exception {
    scheduleLogged("3s", "later");

    time().sleep(Duration.ofNanos(2_999_999_999L));
    assertThat(log).isEmpty();

    time().sleep(Duration.ofNanos(2));
    assertThat(log).containsExactly("later at 3 s");
  }

  /** Guarantee 86. */
  @Test
  void aTaskWithoutDelayRunsWithoutTimePassing() {
    CompletableFuture<String> ran = time().newFuture();
    long before = time().nanoTime();

    time().schedule(Duration.ofSeconds(-1), () -> ran.complete("ran"));

    assertThat(ran.join()).isEqualTo("ran");
    assertThat(time().nanoTime()).isEqualTo(before);
  }

  /** Guarantee 86. */
  @Test
  void aCancelledTaskNeverRuns() throws Exception {
    Scheduled first = scheduleLogged("1s", "first");
    Scheduled second = scheduleLogged("1s", "second");

    assertThat(first.cancel()).isTrue();
    assertThat(first.cancel()).as("cancelled again").isFalse();
    time().sleep(Duration.ofSeconds(2));

    assertThat(log).containsExactly("second at 1 s");
    assertThat(second.cancel()).as("cancelled after it ran").isFalse();
  }

  @Test
  void waitingForAFutureLetsTimePassUntilATaskCompletesIt() throws Exception {
    CompletableFuture<String> future = time().newFuture();
    long before = time().nanoTime();
    time().schedule(Duration.ofHours(1), () -> future.complete("done"));

    assertThat(future.thenApply(text -> text + "!").join()).isEqualTo("done!");
    assertThat(future.get()).isEqualTo("done");
    assertThat(time().nanoTime() - before).isEqualTo(Duration.ofHours(1).toNanos());
  }

  @Test
  void waitingForAFutureThatFailsThrowsAsFuturesDo() {
    CompletableFuture<String> future = time().newFuture();
    IllegalStateException failure = new IllegalStateException("failed");
    time().schedule(Duration.ofSeconds(1), () -> future.completeExceptionally(failure));

    assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasCause(failure);
    assertThatThrownBy(future::get).isInstanceOf(ExecutionException.class).hasCause(failure);
  }

  @Test
  void theHandlerOfACompleteStageRunsAtOnce() {
    assertThat(outcomeOf(() -> CompletableFuture.completedFuture("done"))).containsExactly("done");
  }

  @Test
  void theHandlerHearsOfAStageThatCompletesLater() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    List<Object> outcome = outcomeOf(() -> stage);
    assertThat(outcome).isEmpty();

    stage.complete("done");

    assertThat(outcome).containsExactly("done");
  }

  @Test
  void theHandlerHearsOfWorkThatThrowsInsteadOfStarting() {
    IllegalStateException failure = new IllegalStateException("failed");

    assertThat(outcomeOf(() -> CompletableFuture.failedFuture(failure))).containsExactly(failure);
    assertThat(
            outcomeOf(
                () -> {
                  throw failure;
                }))
        .containsExactly(failure);
  }

  @Test
  void workWithoutAStageHasFailed() {
    assertThat(outcomeOf(() -> null))
        .singleElement(InstanceOfAssertFactories.THROWABLE)
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("returned null instead of a CompletionStage");
  }

  @Test
  void workThatIsGivenUpIsCancelledAndNobodyHears() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    List<Object> outcome = new ArrayList<>();
    Scheduled work = time().start(() -> stage, (result, error) -> outcome.add(result));

    assertThat(work.cancel()).isTrue();
    assertThat(work.cancel()).isFalse();

    assertThat(stage).isCancelled();
    assertThat(outcome).isEmpty();
  }

  @Test
  void workThatCannotBeCancelledIsGivenUpAllTheSame() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    List<Object> outcome = new ArrayList<>();
    Scheduled work =
        time().start(stage::minimalCompletionStage, (result, error) -> outcome.add(result));

    assertThat(work.cancel()).isTrue();
    stage.complete("late");

    assertThat(outcome).isEmpty();
  }

  @Test
  void workThatHasEndedCannotBeGivenUp() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    Scheduled work = time().start(() -> stage, (result, error) -> {});
    stage.complete("done");

    assertThat(work.cancel()).isFalse();
    assertThat(stage).isCompletedWithValue("done");
    assertThat(time().start(() -> stage, (result, error) -> {}).cancel()).isFalse();
  }

  private List<Object> outcomeOf(Supplier<@Nullable CompletionStage<String>> work) {
    List<Object> outcome = new ArrayList<>();
    time().start(work, (result, error) -> outcome.add(error == null ? result : error));
    return outcome;
  }
}
