package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redial.call.CircuitState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What tests do to a breaker. */
final class Calls {

  private Calls() {}

  static void succeed(CircuitBreaker breaker) {
    assertThat(breaker.<String, RuntimeException>call(() -> "ok")).isEqualTo("ok");
  }

  /** Begins a call whose future nobody looks at. */
  static void start(CircuitBreaker breaker, Supplier<? extends CompletionStage<String>> supplier) {
    CompletionStage<String> unused = breaker.callAsync(supplier);
  }

  static void fail(CircuitBreaker breaker) {
    IOException error = new IOException("down");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                breaker.call(
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  static void reject(CircuitBreaker breaker) {
    assertThatExceptionOfType(CircuitOpenException.class).isThrownBy(() -> succeed(breaker));
  }

  /** Opens the circuit by failures and lets the open wait pass. */
  static void openAndWait(CircuitBreaker breaker, BreakerTime time) {
    for (int i = 0; i < breaker.policy().failuresInARow(); i++) {
      fail(breaker);
    }
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    time.advance(breaker.policy().openWait());
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ZERO);
  }
}
