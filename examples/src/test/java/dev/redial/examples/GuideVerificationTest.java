package dev.redial.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitOpenException;
import dev.redial.call.Action;
import dev.redial.call.CircuitState;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.junit.Redial;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the guide asks one to verify of one's retry logic. */
@Redial
class GuideVerificationTest {

  @Test
  void succeedsAfterTwoFailures(FakeClock clock) throws Exception {
    RetryPolicy policy =
        RetryPolicy.builder().maxAttempts(3).backoff(Backoff.exponential("1s")).build();
    AtomicInteger attempts = new AtomicInteger();

    String result =
        Retry.of(policy, clock)
            .call(
                () -> {
                  if (attempts.incrementAndGet() < 3) {
                    throw new TimeoutException("simulated failure");
                  }
                  return "success";
                });

    assertThat(result).isEqualTo("success");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void opensTheCircuitAfterTwoFailures(FakeClock clock) {
    BreakerPolicy policy =
        BreakerPolicy.builder().failuresInARow(2).openWait(Duration.ofSeconds(5)).build();
    CircuitBreaker breaker = CircuitBreaker.of("service", policy, clock);
    Action<ConnectException> alwaysFails =
        () -> {
          throw new ConnectException("always fails");
        };

    assertThatThrownBy(() -> breaker.run(alwaysFails)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> breaker.run(alwaysFails)).isInstanceOf(ConnectException.class);

    assertThatThrownBy(() -> breaker.run(alwaysFails))
        .isInstanceOf(CircuitOpenException.class)
        .hasMessageContaining("Circuit 'service' is open");
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }
}
