package dev.redial.breaker;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.HALF_OPEN;
import static dev.redial.call.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.Rejected;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CallListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CircuitBreakerEventsTest {

  private final BreakerTime time = new BreakerTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final CircuitBreaker breaker = breaker(events::add);

  private CircuitBreaker breaker(CallListener... listeners) {
    CircuitBreakerBuilder builder =
        CircuitBreaker.builder("ocr")
            .policy(BreakerPolicy.builder().failuresInARow(1).build())
            .time(time);
    for (CallListener listener : listeners) {
      builder.listener(listener);
    }
    return builder.build();
  }

  private List<String> story() {
    return events.stream().map(CircuitBreakerEventsTest::tell).toList();
  }

  private static String tell(CallEvent event) {
    return event instanceof StateChanged change
        ? change.from() + " → " + change.to() + ": " + change.reason()
        : event.getClass().getSimpleName();
  }

  /** Guarantees 59 and 79. */
  @Test
  void tellsEachChangeAndRejectionOnceAndWhen() {
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(4));
    Calls.reject(breaker);
    time.advance(Duration.ofSeconds(60));
    Calls.succeed(breaker);
    Calls.succeed(breaker);

    assertThat(story())
        .containsExactly(
            "CLOSED → OPEN: 1 failure",
            "Rejected",
            "OPEN → HALF_OPEN: the open wait of 1 min is over",
            "HALF_OPEN → CLOSED: the probe succeeded");
    Rejected rejected = (Rejected) events.get(1);
    assertThat(rejected.name()).isEqualTo("ocr");
    assertThat(rejected.state()).isEqualTo(OPEN);
    assertThat(rejected.remainingWait()).isEqualTo(Duration.ofSeconds(56));
    assertThat(events.stream().map(event -> event.at().nanoTime() / 1_000_000_000))
        .containsExactly(0L, 4L, 64L, 64L);
    assertThat(events.get(3).at().instant()).isEqualTo(Instant.parse("2026-01-01T00:01:04Z"));
  }

  @Test
  void tellsWhatIsDoneByHandUnlessItChangesNothing() {
    breaker.reset();
    breaker.forceOpen();
    breaker.forceOpen();
    breaker.halfOpen();
    breaker.halfOpen();
    breaker.reset();

    assertThat(story())
        .containsExactly(
            "CLOSED → OPEN: forced open by hand",
            "OPEN → HALF_OPEN: half-opened by hand",
            "HALF_OPEN → CLOSED: reset by hand");
  }

  /** Threads may read the clock in one order and change the circuit in another. */
  @Test
  void timeNeverGoesBackFromOneChangeToTheNext() {
    time.advance(Duration.ofSeconds(10));
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(-1));

    breaker.reset();

    assertThat(events.get(1).at()).isEqualTo(events.get(0).at());
    assertThat(breaker.snapshot().at()).isEqualTo(events.get(0).at());
  }

  /** Guarantee 60. */
  @Test
  void forcingAnOpenCircuitIsNoChangeOfState() {
    Calls.fail(breaker);
    breaker.forceOpen();
    breaker.forceOpen();

    assertThat(story()).containsExactly("CLOSED → OPEN: 1 failure");
  }

  /** Guarantee 59. */
  @Test
  void aListenerMayCallTheBreakerAndHearsOfThatAfterThePresentChange() {
    List<CallEvent> second = new ArrayList<>();
    List<CircuitBreaker> self = new ArrayList<>();
    CircuitBreaker reentrant =
        breaker(
            event -> {
              events.add(event);
              if (event instanceof StateChanged change && change.to() == OPEN) {
                self.get(0).halfOpen();
                Calls.succeed(self.get(0));
              }
            },
            second::add);
    self.add(reentrant);

    Calls.fail(reentrant);

    assertThat(story())
        .containsExactly(
            "CLOSED → OPEN: 1 failure",
            "OPEN → HALF_OPEN: half-opened by hand",
            "HALF_OPEN → CLOSED: the probe succeeded");
    assertThat(second).isEqualTo(events);
    assertThat(reentrant.state()).isEqualTo(CLOSED);
  }

  /** Guarantee 33. */
  @Test
  void aListenerThatThrowsHarmsNeitherTheCallNorTheNextListener() {
    List<CallEvent> second = new ArrayList<>();
    CircuitBreaker unlucky =
        breaker(
            event -> {
              throw new AssertionError("this listener always throws; its log entry is expected");
            },
            second::add);

    Calls.fail(unlucky);
    Calls.reject(unlucky);

    assertThat(second).hasSize(2);
  }

  @Test
  void theSnapshotTellsTheStoryWithoutListeners() {
    CircuitBreaker quiet = breaker();
    Calls.fail(quiet);
    time.advance(Duration.ofSeconds(4));
    Calls.reject(quiet);
    time.advance(Duration.ofSeconds(60));
    Calls.succeed(quiet);

    CircuitSnapshot snapshot = quiet.snapshot();

    assertThat(snapshot.name()).isEqualTo("ocr");
    assertThat(snapshot.at()).isEqualTo(time.moment());
    assertThat(snapshot.state()).isEqualTo(CLOSED);
    assertThat(snapshot.remainingWait()).isEqualTo(Duration.ZERO);
    assertThat(snapshot.rejected()).isEqualTo(1);
    assertThat(snapshot.changeCount()).isEqualTo(3);
    assertThat(snapshot.changes())
        .extracting(StateChanged::to)
        .containsExactly(OPEN, HALF_OPEN, CLOSED);
    assertThat(snapshot)
        .hasToString("circuit ocr CLOSED → OPEN (1 min 4 s) → HALF_OPEN → CLOSED, 1 rejected");
  }

  @Test
  void theSnapshotOfAnOpenCircuitSaysHowLongItHasBeenOpen() {
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(7));

    CircuitSnapshot snapshot = breaker.snapshot();

    assertThat(snapshot.path(9)).isEqualTo("CLOSED → OPEN (7 s)");
    assertThat(snapshot.remainingWait()).isEqualTo(Duration.ofSeconds(53));
    assertThat(CircuitBreaker.of("new", BreakerPolicy.DEFAULT, time).snapshot().path(9))
        .isEqualTo("CLOSED");
  }

  @Test
  void aPathShowsTheLatestStatesAndThatMoreWentBefore() {
    for (int i = 1; i <= 3; i++) {
      Calls.fail(breaker);
      time.advance(Duration.ofSeconds(60 + i));
    }
    CircuitSnapshot snapshot = breaker.snapshot();

    assertThat(snapshot.path(1)).isEqualTo("… → OPEN (1 min 3 s)");
    assertThat(snapshot.path(3)).isEqualTo("… → OPEN (1 min 2 s) → HALF_OPEN → OPEN (1 min 3 s)");
    assertThat(snapshot.path(6))
        .isEqualTo(
            "CLOSED → OPEN (1 min 1 s) → HALF_OPEN → OPEN (1 min 2 s) → HALF_OPEN"
                + " → OPEN (1 min 3 s)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> snapshot.path(0))
        .withMessage("mostStates must be at least 1, but was 0");
  }

  @Test
  void aLongLifeIsRememberedInPart() {
    Calls.fail(breaker);
    for (int i = 0; i < 20; i++) {
      time.advance(Duration.ofSeconds(60));
      Calls.fail(breaker);
    }

    CircuitSnapshot snapshot = breaker.snapshot();

    assertThat(snapshot.changeCount()).isEqualTo(41);
    assertThat(snapshot.changes()).hasSize(32);
    assertThat(snapshot.path(100)).startsWith("… → OPEN → HALF_OPEN → OPEN (1 min) → ");
  }

  @Test
  void aRejectionWhileAProbeIsUnderWayHasNoWaitToTell() {
    breaker.halfOpen();
    Calls.start(breaker, CompletableFuture::new);

    Calls.reject(breaker);

    Rejected rejected = (Rejected) events.get(1);
    assertThat(rejected.state()).isEqualTo(HALF_OPEN);
    assertThat(rejected.remainingWait()).isEqualTo(Duration.ZERO);
  }
}
