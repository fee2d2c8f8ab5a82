package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CauseRuleTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(2)
          .backoff(Backoff.none())
          .retryOnCause(SocketException.class)
          .build();

  private final RecordingTime time = new RecordingTime();

  private int attempts(Shape shape, Exception error) {
    AtomicInteger runs = new AtomicInteger();
    shape.run(
        Retry.of(POLICY, time),
        time,
        () -> {
          runs.incrementAndGet();
          throw error;
        });
    return runs.get();
  }

  @ParameterizedTest
  @EnumSource
  void retriesWhatHasTheClassAnywhereAmongItsCauses(Shape shape) {
    IllegalStateException deep =
        new IllegalStateException(new IOException(new RuntimeException(new ConnectException())));

    assertThat(attempts(shape, deep)).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotRetryWhatHasNoSuchCause(Shape shape) {
    assertThat(attempts(shape, new IllegalStateException(new EOFException()))).isEqualTo(1);
    assertThat(attempts(shape, new ConnectException())).as("itself, not a cause").isEqualTo(1);
  }

  @Test
  void isPartOfThePolicysValue() {
    assertThat(POLICY)
        .isEqualTo(
            RetryPolicy.builder()
                .maxAttempts(2)
                .backoff(Backoff.none())
                .retryOnCause(SocketException.class)
                .build());
    assertThat(POLICY.toString()).contains("retries errors caused by SocketException");
  }
}
