package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {

  @ParameterizedTest
  @CsvSource({
    "400, PERMANENT", "401, PERMANENT", "403, PERMANENT", "404, PERMANENT", "408, TRANSIENT",
    "409, PERMANENT", "418, PERMANENT", "429, RATE_LIMITED", "500, TRANSIENT", "501, PERMANENT",
    "502, TRANSIENT", "503, TRANSIENT", "504, TRANSIENT", "505, PERMANENT", "599, PERMANENT"
  })
  void readsAStatus(int status, FailureKind kind) {
    assertThat(Failure.ofStatus(status).kind()).isEqualTo(kind);
    assertThat(Failure.ofStatus(status).status()).hasValue(status);
  }

  @Test
  void refusesAStatusThatIsNoFailure() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Failure.ofStatus(399))
        .withMessage("status must be at least 400 to be a failure, but was 399");
  }

  @Test
  void changesOneThingAtATime() {
    RetryAfter seven = RetryAfter.ofDelay(Duration.ofSeconds(7));
    Failure failure =
        Failure.ofStatus(503).withRetryAfter(seven).withKind(FailureKind.RATE_LIMITED);

    assertThat(failure.kind()).isEqualTo(FailureKind.RATE_LIMITED);
    assertThat(failure.status()).hasValue(503);
    assertThat(failure.retryAfter()).contains(seven);
    assertThat(failure.withRetryAfter(null).retryAfter()).isEmpty();
    assertThat(failure.isBeforeSending()).isFalse();
    assertThat(Failure.of(FailureKind.PERMANENT).beforeSending().withKind(FailureKind.TRANSIENT))
        .isEqualTo(Failure.of(FailureKind.TRANSIENT).beforeSending());
    assertThat(failure.beforeSending().withRetryAfter(null).isBeforeSending()).isTrue();
  }

  @Test
  void isAValue() {
    RetryAfter seven = RetryAfter.ofDelay(Duration.ofSeconds(7));
    assertThat(Failure.ofStatus(429))
        .isEqualTo(Failure.ofStatus(429))
        .hasSameHashCodeAs(Failure.ofStatus(429))
        .isNotEqualTo(Failure.of(FailureKind.RATE_LIMITED))
        .isNotEqualTo(Failure.ofStatus(429).withRetryAfter(seven));
    assertThat(Failure.of(FailureKind.TRANSIENT).status()).isEmpty();
    assertThat(Failure.of(FailureKind.TRANSIENT))
        .isNotEqualTo(Failure.of(FailureKind.PERMANENT))
        .isNotEqualTo("TRANSIENT");
    assertThat(Failure.ofStatus(500).hashCode()).isNotEqualTo(Failure.ofStatus(503).hashCode());
    assertThat(Failure.of(FailureKind.TRANSIENT)).hasToString("TRANSIENT");
    assertThat(Failure.of(FailureKind.TRANSIENT).beforeSending())
        .isEqualTo(Failure.of(FailureKind.TRANSIENT).beforeSending())
        .isNotEqualTo(Failure.of(FailureKind.TRANSIENT))
        .hasToString("TRANSIENT, before sending");
    assertThat(Failure.ofStatus(429).withRetryAfter(seven))
        .hasToString("429 RATE_LIMITED, Retry-After: 7 s");
  }
}
