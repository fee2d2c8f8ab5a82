package dev.redial.benchmarks.guards;

import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionStage;

/**
 * SmallRye Fault Tolerance, standalone, by its typed guards: its defaults, no metrics among them,
 * but for these. Retry: 2 retries, no delay, no jitter. Breaker: 50 % of 100 calls, open for one
 * hour; it has no time window.
 */
public final class SmallRyeGuards {

  private SmallRyeGuards() {}

  public static TypedGuard<String> retry() {
    return withRetry(TypedGuard.create(String.class)).build();
  }

  public static TypedGuard<String> breaker() {
    return withBreaker(TypedGuard.create(String.class)).build();
  }

  /** The retry around the breaker, which is its fixed order. */
  public static TypedGuard<String> both() {
    return withRetry(withBreaker(TypedGuard.create(String.class))).build();
  }

  public static TypedGuard<CompletionStage<String>> asyncRetry() {
    return withRetry(TypedGuard.create(new TypeLiteral<CompletionStage<String>>() {})).build();
  }

  private static <T> TypedGuard.Builder<T> withRetry(TypedGuard.Builder<T> guard) {
    return guard
        .withRetry()
        .maxRetries(2)
        .delay(0, ChronoUnit.MILLIS)
        .jitter(0, ChronoUnit.MILLIS)
        .done();
  }

  private static <T> TypedGuard.Builder<T> withBreaker(TypedGuard.Builder<T> guard) {
    return guard
        .withCircuitBreaker()
        .requestVolumeThreshold(100)
        .failureRatio(0.5)
        .delay(1, ChronoUnit.HOURS)
        .done();
  }
}
