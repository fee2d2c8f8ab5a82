package dev.redial.retry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.failure.TransportErrors;
import java.io.IOException;
import java.util.Map;

/** The policies with a name. What they do not set is as in {@link RetryPolicy#DEFAULT}. */
final class Presets {

  private Presets() {}

  static RetryPolicy aggressive() {
    return RetryPolicy.builder()
        .maxAttempts(5)
        .backoff(Backoff.exponential("500ms"))
        .retryOn(TransportErrors.TIMEOUTS)
        .retryOn(TransportErrors.CONNECTION_ERRORS)
        .retryOn(IOException.class)
        .retryOn(FailureKind.TRANSIENT)
        .build();
  }

  static RetryPolicy rateLimit() {
    return RetryPolicy.builder()
        .maxAttempts(5)
        .backoff(Backoff.exponential("2s", 3))
        .maxDelay("120s")
        .retryOn(Exception.class)
        .retryOn(FailureKind.TRANSIENT, FailureKind.RATE_LIMITED)
        .build();
  }

  static RetryPolicy conservative() {
    return RetryPolicy.builder()
        .maxAttempts(2)
        .backoff(Backoff.exponential("2s"))
        .retryOn(TransportErrors.TIMEOUTS)
        .build();
  }

  static RetryPolicy adaptive() {
    return RetryPolicy.builder()
        .maxAttempts(5)
        .backoff(
            Backoff.byKind(
                Map.of(
                    FailureKind.TRANSIENT, Backoff.exponential("1s"),
                    FailureKind.RATE_LIMITED, Backoff.exponential("4s"))))
        .jitter(Jitter.none())
        .retryOn(FailureKind.TRANSIENT, FailureKind.RATE_LIMITED)
        .build();
  }
}
