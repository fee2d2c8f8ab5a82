package dev.redial.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerTimersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SteppedTime time = new SteppedTime();
  private final Retry retry =
      Retry.builder("pay")
          .policy(
              RetryPolicy.builder()
                  .maxAttempts(2)
                  .backoff(Backoff.fixed("10s"))
                  .jitter(Jitter.none())
                  .build())
          .time(time)
          .listener(MicrometerTimers.to(registry))
          .build();

  private Timer timer(String name, String outcome) {
    return registry.get(name).tags("name", "pay", "outcome", outcome).timer();
  }

  @Test
  void timeCallsAndAttempts() {
    retry.run(() -> time.sleep(Duration.ofMillis(250)));
    assertThatThrownBy(
            () ->
                retry.run(
                    () -> {
                      time.sleep(Duration.ofSeconds(2));
                      throw new SocketTimeoutException();
                    }))
        .isInstanceOf(SocketTimeoutException.class);

    assertThat(timer("redial.call.duration", "succeeded").totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(250);
    assertThat(timer("redial.call.duration", "failed").totalTime(TimeUnit.SECONDS)).isEqualTo(14);
    assertThat(timer("redial.call.duration", "failed").count()).isEqualTo(1);
    assertThat(timer("redial.attempt.duration", "failed").totalTime(TimeUnit.SECONDS)).isEqualTo(4);
    assertThat(timer("redial.attempt.duration", "failed").count()).isEqualTo(2);
    assertThat(timer("redial.attempt.duration", "succeeded").count()).isEqualTo(1);
  }

  @Test
  void leaveOutACallThatNeverBegan() {
    retry.close();
    assertThatThrownBy(() -> retry.call(() -> "never")).isInstanceOf(RuntimeException.class);

    assertThat(registry.find("redial.call.duration").timers()).isEmpty();
  }
}
