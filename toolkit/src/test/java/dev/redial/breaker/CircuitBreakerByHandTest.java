package dev.redial.breaker;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.DISABLED;
import static dev.redial.call.CircuitState.HALF_OPEN;
import static dev.redial.call.CircuitState.METRICS_ONLY;
import static dev.redial.call.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CircuitState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person sets by hand stays, until a person sets something else. */
class CircuitBreakerByHandTest {

  private final BreakerTime time = new BreakerTime();

  private CircuitBreaker breaker(BreakerPolicyBuilder policy) {
    return CircuitBreaker.of("orders", policy.build(), time);
  }

  private static BreakerPolicyBuilder policy() {
    return BreakerPolicy.builder().failuresInARow(2).countWindow(10).minimumCalls(2);
  }

  static Stream<Arguments> hands() {
    return Stream.of(
        Arguments.of(OPEN, (Consumer<CircuitBreaker>) CircuitBreaker::forceOpen),
        Arguments.of(DISABLED, (Consumer<CircuitBreaker>) CircuitBreaker::disable),
        Arguments.of(METRICS_ONLY, (Consumer<CircuitBreaker>) CircuitBreaker::metricsOnly));
  }

  /** Guarantee 66. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hands")
  void staysWhateverLateResultsTimersAndTimeDo(CircuitState set, Consumer<CircuitBreaker> hand) {
    for (boolean byTimer : new boolean[] {false, true}) {
      CircuitBreaker breaker = breaker(policy().halfOpenByTimer(byTimer).halfOpenProbes(3));
      CompletableFuture<String> early = new CompletableFuture<>();
      Calls.start(breaker, () -> early);
      Calls.openAndWait(breaker, time);
      CompletableFuture<String> probe = new CompletableFuture<>();
      CompletableFuture<String> failing = new CompletableFuture<>();
      Calls.start(breaker, () -> probe);
      Calls.start(breaker, () -> failing);

      hand.accept(breaker);
      early.completeExceptionally(new IOException("late"));
      probe.complete("late");
      failing.completeExceptionally(new IOException("late"));
      time.advance(Duration.ofDays(1_000));

      assertThat(breaker.state()).isEqualTo(set);
      assertThat(breaker.snapshot().windowCalls()).isEqualTo(0);
      assertThat(time.pending()).isEqualTo(0);
    }
  }

  /** Guarantee 66: also while the timer of an ordinary opening is set. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hands")
  void cancelsTheTimerOfTheOpeningBeforeIt(CircuitState set, Consumer<CircuitBreaker> hand) {
    CircuitBreaker breaker = breaker(policy().halfOpenByTimer(true));
    Calls.fail(breaker);
    Calls.fail(breaker);
    assertThat(time.pending()).isEqualTo(1);

    hand.accept(breaker);

    assertThat(time.pending()).isEqualTo(0);
    time.advance(Duration.ofDays(1));
    assertThat(breaker.state()).isEqualTo(set);
  }

  @Test
  void disabledLetsAllCallsPassAndCountsNothingAgainstTheCircuit() {
    CircuitBreaker breaker = breaker(policy());
    breaker.disable();
    for (int i = 0; i < 50; i++) {
      Calls.fail(breaker);
    }

    assertThat(breaker.state()).isEqualTo(DISABLED);
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(0);
    assertThat(breaker.snapshot().failed()).isEqualTo(50);
    breaker.reset();
    Calls.fail(breaker);
    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void metricsOnlyCountsAndNeverOpens() {
    CircuitBreaker breaker = breaker(policy().slowCall("1s"));
    Calls.fail(breaker);
    breaker.metricsOnly();
    for (int i = 0; i < 50; i++) {
      Calls.fail(breaker);
    }
    breaker.run(() -> time.advance(Duration.ofSeconds(1)));

    assertThat(breaker.state()).isEqualTo(METRICS_ONLY);
    CircuitSnapshot snapshot = breaker.snapshot();
    assertThat(snapshot.windowCalls()).isEqualTo(10);
    assertThat(snapshot.failureRate()).isEqualTo(0.9);
    assertThat(snapshot.slowCallRate()).isEqualTo(0.1);
    breaker.metricsOnly();
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(10);
    breaker.reset();
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(0);
  }

  @Test
  void metricsOnlyNeedsNoWindow() {
    CircuitBreaker breaker = breaker(BreakerPolicy.builder());
    breaker.metricsOnly();
    for (int i = 0; i < 50; i++) {
      Calls.fail(breaker);
    }

    assertThat(breaker.state()).isEqualTo(METRICS_ONLY);
    assertThat(breaker.snapshot().failed()).isEqualTo(50);
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(0);
  }

  @Test
  void eachHandLeadsFromEachState() {
    CircuitBreaker breaker = breaker(policy());
    List<Runnable> hands =
        List.of(
            breaker::disable,
            breaker::metricsOnly,
            breaker::forceOpen,
            breaker::halfOpen,
            breaker::disable,
            breaker::halfOpen,
            breaker::metricsOnly,
            breaker::disable,
            breaker::forceOpen,
            breaker::metricsOnly,
            breaker::reset);
    hands.forEach(Runnable::run);

    assertThat(breaker.snapshot().changes())
        .extracting(StateChanged::to)
        .containsExactly(
            DISABLED,
            METRICS_ONLY,
            OPEN,
            HALF_OPEN,
            DISABLED,
            HALF_OPEN,
            METRICS_ONLY,
            DISABLED,
            OPEN,
            METRICS_ONLY,
            CLOSED);
  }
}
