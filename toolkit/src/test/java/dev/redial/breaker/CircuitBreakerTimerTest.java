package dev.redial.breaker;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.HALF_OPEN;
import static dev.redial.call.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CallEvent.StateChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTimerTest {

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder().failuresInARow(1).halfOpenByTimer(true).build();

  private final BreakerTime time = new BreakerTime();
  private final List<StateChanged> told = new ArrayList<>();
  private final CircuitBreaker breaker =
      CircuitBreaker.builder("orders")
          .policy(POLICY)
          .time(time)
          .listener(
              event -> {
                if (event instanceof StateChanged change) {
                  told.add(change);
                }
              })
          .build();

  /** Guarantee 61. */
  @Test
  void becomesHalfOpenWithoutACall() {
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(60).minusNanos(1));
    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofNanos(1));
    Calls.reject(breaker);

    time.advance(Duration.ofNanos(1));

    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    assertThat(told.get(1).reason()).isEqualTo("the open wait of 1 min is over");
    assertThat(told.get(1).at()).isEqualTo(time.moment());
    Calls.succeed(breaker);
    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(time.pending()).isEqualTo(0);
  }

  @Test
  void aProbeThatFailsSetsTheNextTimer() {
    for (int round = 0; round < 3; round++) {
      Calls.fail(breaker);
      assertThat(time.pending()).isEqualTo(1);
      time.advance(Duration.ofSeconds(60));
    }

    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    assertThat(breaker.snapshot().changeCount()).isEqualTo(6);
  }

  @Test
  void leavingTheStateCancelsTheTimer() {
    for (Runnable hand :
        List.<Runnable>of(
            breaker::reset,
            breaker::halfOpen,
            breaker::forceOpen,
            breaker::disable,
            breaker::metricsOnly)) {
      breaker.reset();
      Calls.fail(breaker);
      assertThat(time.pending()).isEqualTo(1);
      hand.run();
      assertThat(time.pending()).isEqualTo(0);
    }
  }

  /** A listener may end the state before its timer is set, or just after. */
  @Test
  void aListenerThatEndsTheStateLeavesNoTimer() {
    CircuitBreaker[] self = new CircuitBreaker[1];
    self[0] =
        CircuitBreaker.builder("orders")
            .policy(POLICY)
            .time(time)
            .listener(
                event -> {
                  if (event instanceof StateChanged change && change.to() == OPEN) {
                    self[0].reset();
                  }
                })
            .build();
    for (int i = 0; i < 10; i++) {
      Calls.fail(self[0]);
    }

    assertThat(time.pending()).isEqualTo(0);
    assertThat(self[0].state()).isEqualTo(CLOSED);
  }

  @Test
  void aTimerThatWasCancelledBeforeItWasSetIsNotSet() {
    OpenTimer timer = new OpenTimer(new State.Open(new State.Entry(1, 0, 1, "test"), 60, true));
    timer.cancel();

    timer.set(time, () -> {});

    assertThat(time.pending()).isEqualTo(0);
  }

  /** A reset may come just while another thread sets the timer. */
  @Test
  void aTimerThatIsCancelledWhileItIsSetIsNotLeft() {
    time.whileScheduling(breaker::reset);

    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(time.pending()).isEqualTo(0);
  }

  @Test
  void whereNoTimerIsToBeHadTheNextCallDecides() {
    time.refuseTasks();
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(60).minusNanos(1));
    Calls.reject(breaker);
    time.advance(Duration.ofNanos(1));
    assertThat(breaker.state()).isEqualTo(OPEN);

    Calls.succeed(breaker);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void neitherDoesAnErrorWhileItIsSetKeepTheCircuitOpenForEver() {
    time.whileScheduling(
        () -> {
          throw new StackOverflowError("as where a deep caller has used up the stack");
        });
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(60));

    Calls.succeed(breaker);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void withoutItNothingIsScheduled() {
    CircuitBreaker lazy =
        CircuitBreaker.of("lazy", BreakerPolicy.builder().failuresInARow(1).build(), time);
    Calls.fail(lazy);

    assertThat(time.pending()).isEqualTo(0);
  }

  /** Guarantee 69: no clock is read for a rejection, so it tells the time at which it is read. */
  @Test
  void aRejectionTellsTheTimeAtWhichItIsRead() {
    CircuitBreaker unheard = CircuitBreaker.of("orders", POLICY, time);
    Calls.fail(unheard);
    long readings = time.nanoTimeReads() + time.instantReads();

    CircuitOpenException rejection = null;
    try {
      // Not by way of AssertJ, which reads the message.
      unheard.run(() -> {});
    } catch (CircuitOpenException thrown) {
      rejection = thrown;
    }

    assertThat(time.nanoTimeReads() + time.instantReads()).isEqualTo(readings);
    time.advance(Duration.ofSeconds(20));
    assertThat(rejection.remainingWait()).isEqualTo(Duration.ofSeconds(40));
    assertThat(rejection)
        .hasMessage("Circuit 'orders' is open since 20 s (1 failure); next trial in 40 s");
  }
}
