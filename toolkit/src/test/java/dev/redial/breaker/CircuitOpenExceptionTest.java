package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  static Stream<Arguments> rejections() {
    return Stream.of(
        Arguments.of("open", false, (Consumer<CircuitBreaker>) Calls::fail),
        Arguments.of("forced open", false, (Consumer<CircuitBreaker>) CircuitBreaker::forceOpen),
        Arguments.of("open, timed", true, (Consumer<CircuitBreaker>) Calls::fail),
        Arguments.of(
            "half-open",
            false,
            (Consumer<CircuitBreaker>)
                breaker -> {
                  breaker.halfOpen();
                  Calls.start(breaker, CompletableFuture::new);
                }),
        Arguments.of(
            "ramping up",
            false,
            (Consumer<CircuitBreaker>)
                breaker -> {
                  breaker.halfOpen();
                  Calls.succeed(breaker);
                  Calls.succeed(breaker);
                }));
  }

  /** What goes to another machine keeps what it said when it went. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rejections")
  void canBeSent(String name, boolean byTimer, Consumer<CircuitBreaker> reject) throws Exception {
    BreakerPolicy policy =
        BreakerPolicy.builder().failuresInARow(1).halfOpenByTimer(byTimer).rampUp("9s").build();
    CircuitBreaker sender = CircuitBreaker.of("orders", policy, time);
    reject.accept(sender);
    CircuitOpenException sent =
        catchThrowableOfType(CircuitOpenException.class, () -> Calls.succeed(sender));
    String message = sent.getMessage();

    CircuitOpenException received = (CircuitOpenException) copy(sent);
    time.advance(Duration.ofSeconds(5));

    assertThat(received).hasMessage(message);
    assertThat(received.name()).isEqualTo("orders");
    assertThat(received.state()).isEqualTo(sent.state());
    assertThat(received.getStackTrace()).isEmpty();
  }

  private static Object copy(Object original) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(original);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
