package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.call.Operation;
import dev.redial.call.Outcome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a call that blocks can do: be interrupted, and cost nothing. */
class SyncCallTest {

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final RetryPolicy plain = RetryPolicy.builder().jitter(Jitter.none()).build();
  private final Retry retry =
      Retry.builder("pay").policy(plain).time(time).listener(events::add).build();

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

  /** Guarantees 39 and 76. */
  @Test
  void stopsWhenInterruptedWhileItWaits() {
    TimeoutException first = new TimeoutException("1");
    TimeoutException second = new TimeoutException("2");
    Script script = Script.of(first, second);
    time.beforeSleep =
        () -> {
          if (script.runs() == 2) {
            Thread.currentThread().interrupt();
          }
        };

    Throwable error = catchThrowable(() -> retry.call(script));

    assertThat(error)
        .isInstanceOf(RetryInterruptedException.class)
        .hasMessage(
            "Retry 'pay' was interrupted during the wait of 2 s before attempt 3; no further"
                + " attempt is made.")
        .hasCause(second);
    assertThat(second.getSuppressed()).containsExactly(first);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(script.runs()).isEqualTo(2);
    assertThat(retry.metrics().snapshot().aborted()).isEqualTo(1);
    assertThat(retry.metrics().snapshot().distribution()).containsExactly(entry(2, 1L));
    assertThat(retry.metrics().snapshot().waited()).hasSeconds(1);
    assertEndedOnce(Outcome.ABORTED, 2, error);
  }

  /** Guarantee 40: nothing is slept, no attempt follows, with a delay or without. */
  @Test
  void stopsIfTheThreadIsInterruptedAlready() {
    for (Backoff backoff : List.of(Backoff.fixed("1s"), Backoff.none())) {
      events.clear();
      Retry interrupted =
          Retry.builder("pay")
              .policy(plain.toBuilder().backoff(backoff).build())
              .time(time)
              .listener(events::add)
              .build();
      TimeoutException error = new TimeoutException();
      AtomicInteger runs = new AtomicInteger();

      Throwable thrown =
          catchThrowable(
              () ->
                  interrupted.call(
                      () -> {
                        runs.incrementAndGet();
                        Thread.currentThread().interrupt();
                        throw error;
                      }));

      assertThat(thrown)
          .isInstanceOf(RetryInterruptedException.class)
          .hasMessage("Retry 'pay' was interrupted before attempt 2; no further attempt is made.")
          .hasCause(error);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(runs).hasValue(1);
      assertThat(time.waits).isEmpty();
      assertThat(events).noneMatch(CallEvent.RetryScheduled.class::isInstance);
      assertEndedOnce(Outcome.ABORTED, 1, thrown);
    }
  }

  /** An interrupted thread may still make a call; only waits are refused. */
  @Test
  void runsTheFirstAttemptOfAnInterruptedThread() throws Exception {
    Thread.currentThread().interrupt();
    assertThat(retry.call(Script.of("ok"))).isEqualTo("ok");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void throwsTheLastErrorOfAnInterruptedThreadIfNothingIsLeftToWaitFor() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> retry.call(Script.of(new IOException("final"))));
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Guarantee 30: the flag that the exception cleared is set again. */
  @Test
  void restoresTheFlagOfAnInterruptedOperation() {
    InterruptedException error = new InterruptedException();
    Script script = Script.of(error);

    assertThat(catchThrowable(() -> retry.call(script))).isSameAs(error);

    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    assertThat(script.runs()).isEqualTo(1);
    assertEndedOnce(Outcome.ABORTED, 1, error);
  }

  /** Guarantee 30. */
  @Test
  void doesNotRetryAChannelClosedByInterrupt() {
    Retry any = Retry.of(RetryPolicy.RATE_LIMIT, time);
    Script script = Script.of(new ClosedByInterruptException());

    assertThatExceptionOfType(ClosedByInterruptException.class).isThrownBy(() -> any.call(script));

    assertThat(script.runs()).isEqualTo(1);
    assertThat(any.metrics().snapshot().aborted()).isEqualTo(1);
  }

  @Test
  void stopsWhenInterruptedInTheInitialDelay() {
    Retry patient = Retry.of(plain.toBuilder().initialDelay("10s").deadline("20s").build(), time);
    time.beforeSleep = () -> Thread.currentThread().interrupt();
    Script script = Script.of("ok");

    assertThatExceptionOfType(RetryInterruptedException.class)
        .isThrownBy(() -> patient.call(script))
        .withNoCause()
        .withMessageContaining("before attempt 1");

    assertThat(script.runs()).isZero();
    assertThat(patient.metrics().snapshot().distribution()).containsExactly(entry(0, 1L));
    assertThat(patient.metrics().snapshot().aborted()).isEqualTo(1);
  }

  @Test
  void throwsWhatTheOperationDeclares() {
    Operation<String, IOException> checked =
        () -> {
          throw new IOException("checked");
        };
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> retry.call(checked));
    String unchecked = retry.call(() -> "no try, no catch");
    assertThat(unchecked).isNotEmpty();
  }

  @Test
  void runsActions() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    retry.run(
        () -> {
          if (runs.incrementAndGet() < 3) {
            throw new TimeoutException();
          }
        });
    assertThat(runs).hasValue(3);
  }

  @Test
  void readsNoClockUntilSomethingFails() throws Exception {
    Retry unwatched =
        Retry.builder("pay")
            .policy(RetryPolicy.DEFAULT)
            .time(time)
            .random(call -> new SplittableRandom(call))
            .build();
    for (int i = 0; i < 10; i++) {
      unwatched.call(() -> "ok");
    }
    assertThat(time.reads).isZero();
    assertThat(unwatched.metrics().snapshot().succeeded()).isEqualTo(10);
  }

  /** Counts what this thread allocated over many calls: not one byte a call. */
  @Test
  void allocatesNothingUntilSomethingFails() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Retry unwatched = Retry.of(RetryPolicy.RATE_LIMIT, time);
    Operation<String, RuntimeException> operation = () -> "ok";
    int calls = 20_000;
    for (int i = 0; i < calls; i++) {
      unwatched.call(operation);
    }

    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);
    for (int i = 0; i < calls; i++) {
      unwatched.call(operation);
    }
    long allocated = threads.getThreadAllocatedBytes(id) - before;

    assertThat(allocated).isLessThan(calls);
  }

  /** Guarantee 39: what was waited until the interrupt is counted, not what was planned. */
  @Test
  void countsTheTimeReallyWaited() {
    time.beforeSleep =
        () -> {
          time.advance(Duration.ofMillis(300));
          Thread.currentThread().interrupt();
        };
    assertThatExceptionOfType(RetryInterruptedException.class)
        .isThrownBy(() -> retry.call(Script.of(new TimeoutException())));
    assertThat(retry.metrics().snapshot().waited()).hasMillis(300);
  }

  private void assertEndedOnce(Outcome outcome, int attempts, Throwable error) {
    assertThat(events)
        .filteredOn(CallEvent.CallEnded.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              CallEvent.CallEnded ended = (CallEvent.CallEnded) event;
              assertThat(ended.outcome()).isEqualTo(outcome);
              assertThat(ended.attempts()).isEqualTo(attempts);
              assertThat(ended.error()).isSameAs(error);
            });
    assertThat(events.get(events.size() - 1)).isInstanceOf(CallEvent.CallEnded.class);
  }

  /** Guarantee 77: a time source that fails ends the call, and the call is counted. */
  @Test
  void aWaitThatBreaksEndsTheCallAndIsCounted() {
    RecordingTime breaking = new RecordingTime();
    AssertionError broken = new AssertionError("the clock stands still");
    breaking.beforeSleep =
        () -> {
          throw broken;
        };
    Retry retry = Retry.of(RetryPolicy.DEFAULT, breaking);

    Throwable thrown =
        catchThrowable(
            () ->
                retry.run(
                    () -> {
                      throw new TimeoutException();
                    }));

    assertThat(thrown).isSameAs(broken);
    assertThat(retry.metrics().snapshot().total()).isEqualTo(1);
    assertThat(retry.metrics().snapshot().failed()).isEqualTo(1);
  }
}
