package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 69. */
class CircuitOpenExceptionTest {

  private final BreakerTime time = new BreakerTime();
  private final CircuitBreaker breaker = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT, time);

  @BeforeEach
  void open() {
    for (int i = 0; i < 5; i++) {
      Calls.fail(breaker);
    }
    time.advance(Duration.ofMillis(12_400));
  }

  private CircuitOpenException rejection() {
    return catchThrowableOfType(CircuitOpenException.class, () -> Calls.succeed(breaker));
  }

  @Test
  void saysWhichCircuitWhyAndForHowLong() {
    CircuitOpenException rejection = rejection();

    assertThat(rejection)
        .isInstanceOf(CallRejectedException.class)
        .hasMessage(
            "Circuit 'orders' is open since 12.4 s (5 failures in a row); next trial in 47.6 s");
    assertThat(rejection.name()).isEqualTo("orders");
    assertThat(rejection.state()).isEqualTo(CircuitState.OPEN);
    assertThat(rejection.remainingWait()).isEqualTo(Duration.ofMillis(47_600));
  }

  @Test
  void tellsTheMomentItWasThrownHoweverLateItIsRead() {
    CircuitOpenException rejection = rejection();

    time.advance(Duration.ofSeconds(30));

    assertThat(rejection).hasMessageContaining("since 12.4 s").hasMessageContaining("in 47.6 s");
  }

  @Test
  void saysThatProbesAreUnderWay() {
    breaker.halfOpen();
    Calls.start(breaker, CompletableFuture::new);
    time.advance(Duration.ofSeconds(2));

    CircuitOpenException rejection = rejection();

    assertThat(rejection)
        .hasMessage(
            "Circuit 'orders' is half-open since 2 s and its probes are under way;"
                + " calls pass again once they have succeeded");
    assertThat(rejection.state()).isEqualTo(CircuitState.HALF_OPEN);
    assertThat(rejection.remainingWait()).isEqualTo(Duration.ZERO);
  }

  @Test
  void saysHowToEndWhatWasForced() {
    breaker.forceOpen();

    assertThat(rejection())
        .hasMessage(
            "Circuit 'orders' is open since 0 ms (forced open by hand);"
                + " it stays open until reset() or halfOpen()");
  }

  @Test
  void isFreshAndHasNoStackTrace() {
    CircuitOpenException rejection = rejection();

    assertThat(rejection.getStackTrace()).isEmpty();
    assertThat(rejection()).isNotSameAs(rejection);
  }
}
