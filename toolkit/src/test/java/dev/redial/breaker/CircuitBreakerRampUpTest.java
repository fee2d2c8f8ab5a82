package dev.redial.breaker;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.HALF_OPEN;
import static dev.redial.call.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakerRampUpTest {

  private final BreakerTime time = new BreakerTime();
  private final CircuitBreaker breaker =
      CircuitBreaker.of(
          "orders", BreakerPolicy.builder().failuresInARow(2).rampUp("10s").build(), time);

  @BeforeEach
  void closeFromHalfOpen() {
    breaker.halfOpen();
    Calls.succeed(breaker);
    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  private String answers(Shape shape, int calls) {
    StringBuilder answers = new StringBuilder();
    for (int i = 0; i < calls; i++) {
      answers.append(catchThrowable(() -> shape.call(breaker, () -> "ok")) == null ? '+' : '-');
    }
    return answers.toString();
  }

  @ParameterizedTest
  @EnumSource
  void letsMoreAndMoreCallsPass(Shape shape) {
    assertThat(answers(shape, 6)).isEqualTo("+-----");
    time.advance(Duration.ofSeconds(5));
    assertThat(answers(shape, 6)).isEqualTo("-+-+-+");
    time.advance(Duration.ofSeconds(5));
    assertThat(answers(shape, 6)).isEqualTo("++++++");
    assertThat(breaker.snapshot().rejected()).isEqualTo(8);
  }

  @Test
  void saysWhyACallDoesNotPass() {
    Calls.succeed(breaker);
    time.advance(Duration.ofSeconds(2));

    CircuitOpenException rejection =
        catchThrowableOfType(CircuitOpenException.class, () -> Calls.succeed(breaker));

    assertThat(rejection)
        .hasMessage(
            "Circuit 'orders' is closed since 2 s and ramps up: 20 % of the calls pass now,"
                + " all of them in 8 s");
    assertThat(rejection.state()).isEqualTo(CLOSED);
    assertThat(rejection.remainingWait()).isEqualTo(Duration.ZERO);
  }

  @Test
  void countsFailuresMeanwhile() {
    time.advance(Duration.ofSeconds(9));
    Calls.fail(breaker);
    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void aFailureBeforeItsEndCountsAfterIt() {
    time.advance(Duration.ofSeconds(9));
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(1));
    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  /** A call that came to be the probe meets a circuit that another one has just closed. */
  @Test
  void holdsAlsoForACallThatCameWhileTheCircuitWasOpen() {
    time.advance(Duration.ofSeconds(10));
    Calls.openAndWait(breaker, time);
    time.whenTheWallClockIsRead(
        () -> {
          // One closes the circuit, the next spends what the ramp begins with.
          Calls.succeed(breaker);
          Calls.succeed(breaker);
        });

    Calls.reject(breaker);

    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void costsNoClockOnceItIsOver() {
    time.advance(Duration.ofSeconds(10));
    Calls.succeed(breaker);
    long readings = time.nanoTimeReads() + time.instantReads();

    Calls.succeed(breaker);

    assertThat(time.nanoTimeReads() + time.instantReads()).isEqualTo(readings);
  }

  @Test
  void aResetByHandLetsAllCallsPass() {
    breaker.reset();

    assertThat(answers(Shape.SYNC, 9)).isEqualTo("+++++++++");
    breaker.halfOpen();
    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
  }
}
