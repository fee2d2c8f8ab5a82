package dev.redial;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.failure.TimedOutException;
import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.time.Durations;
import dev.redial.time.ManualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResilienceWorstCaseTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .maxRetryAfter("10s")
          .retryOn(TRANSIENT)
          .build();

  private static final HedgePolicy TWO_HEDGES =
      HedgePolicy.builder().maxAttempts(3).delay("100ms").maxRetryAfter("5s").build();

  private static ResilienceBuilder guard() {
    return Resilience.builder("ocr").retry(POLICY);
  }

  static Stream<Arguments> cases() {
    RetryPolicy bounded = POLICY.toBuilder().deadline("5s").build();
    return Stream.of(
        arguments("nothing but a name", Resilience.builder("ocr"), 1, "0s", "0s"),
        arguments("a retry", guard(), 3, "3s", "20s"),
        arguments("an attempt timeout", guard().attemptTimeout("2s"), 3, "9s", "26s"),
        arguments("a breaker adds nothing", guard().breaker(BreakerPolicy.DEFAULT), 3, "3s", "20s"),
        arguments("a call timeout", guard().attemptTimeout("2s").timeout("8s"), 3, "8s", "8s"),
        arguments("a call timeout before the last attempt", guard().timeout("3s"), 2, "1s", "3s"),
        arguments(
            "a deadline cuts attempts that have a timeout",
            Resilience.builder("ocr").retry(bounded).attemptTimeout("4s"),
            3,
            "5s",
            "5s"),
        arguments("hedges", guard().hedge(TWO_HEDGES), 9, "3600ms", "50s"),
        arguments(
            "hedges of attempts with a timeout",
            guard().hedge(TWO_HEDGES).attemptTimeout("2s"),
            9,
            "9600ms",
            "68s"),
        arguments(
            "hedges that no failure moves",
            guard().hedge(TWO_HEDGES.toBuilder().repeatOn().build()),
            9,
            "3600ms",
            "20600ms"),
        arguments(
            "hedges farther apart than a failure may ask for",
            guard().hedge(TWO_HEDGES.toBuilder().delay("9s").build()),
            9,
            "57s",
            "74s"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void addsUp(String name, ResilienceBuilder guard, long attempts, String time, String asAsked) {
    WorstCase worst = guard.build().worstCase();

    assertThat(worst.attempts()).isEqualTo(attempts);
    assertThat(worst.time()).isEqualTo(Durations.parse(time));
    assertThat(worst.timeAsAsked()).isEqualTo(Durations.parse(asAsked));
  }

  /** Nobody answers, ever: that is the worst case to the nanosecond. */
  @Test
  void comesTrueWhereNobodyAnswers() {
    ManualTime time = new ManualTime();
    AtomicInteger runs = new AtomicInteger();
    Resilience guard = guard().hedge(TWO_HEDGES).attemptTimeout("2s").time(time).build();

    CompletableFuture<String> call =
        guard.callAsync(
            () -> {
              runs.incrementAndGet();
              return new CompletableFuture<>();
            });
    Throwable error = call.handle((result, thrown) -> thrown).join();

    assertThat(error).isInstanceOf(TimedOutException.class);
    assertThat((long) runs.get()).isEqualTo(guard.worstCase().attempts());
    assertThat(Duration.ofNanos(time.nanoTime())).isEqualTo(guard.worstCase().time());
  }
}
