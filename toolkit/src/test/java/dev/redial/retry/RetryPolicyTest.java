package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.Classifier;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RetryPolicyTest {

  @Test
  void showsThePresets() {
    assertThat(
            Stream.of(
                    RetryPolicy.DEFAULT,
                    RetryPolicy.AGGRESSIVE,
                    RetryPolicy.RATE_LIMIT,
                    RetryPolicy.CONSERVATIVE,
                    RetryPolicy.ADAPTIVE)
                .map(RetryPolicy::toString))
        .containsExactly(
            "RetryPolicy(maxAttempts 3, deadline none, backoff exponential 1 s x2, jitter up to"
                + " +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries timeouts and connection"
                + " errors)",
            "RetryPolicy(maxAttempts 5, deadline none, backoff exponential 500 ms x2, jitter up to"
                + " +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT, timeouts,"
                + " connection errors and IOException)",
            "RetryPolicy(maxAttempts 5, deadline none, backoff exponential 2 s x3, jitter up to"
                + " +50 %, maxDelay 2 min, maxRetryAfter 5 min; retries TRANSIENT, RATE_LIMITED"
                + " and Exception)",
            "RetryPolicy(maxAttempts 2, deadline none, backoff exponential 2 s x2, jitter up to"
                + " +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries timeouts)",
            "RetryPolicy(maxAttempts 5, deadline none, backoff by kind (TRANSIENT: exponential"
                + " 1 s x2, RATE_LIMITED: exponential 4 s x2), jitter none, maxDelay 1 min,"
                + " maxRetryAfter 5 min; retries TRANSIENT and RATE_LIMITED)");
  }

  @Test
  void showsEverySetting() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxAttempts(7)
            .backoff(Backoff.fibonacci("100ms"))
            .jitter(Jitter.full())
            .minDelay("50ms")
            .maxDelay("5s")
            .maxRetryAfter("1min")
            .initialDelay("250ms")
            .deadline("30s")
            .retryOn(IOException.class)
            .retryOnStatus(503, 409)
            .retryOnResult("pending"::equals)
            .abortOn(FileNotFoundException.class)
            .abortIf(error -> false)
            .capRetryAfter("2min")
            .nonIdempotent()
            .closeDroppedResults()
            .build();
    assertThat(policy)
        .hasToString(
            "RetryPolicy(maxAttempts 7, deadline 30 s, backoff fibonacci 100 ms, jitter full,"
                + " minDelay 50 ms, maxDelay 5 s, maxRetryAfter 2 min as a cap,"
                + " initialDelay 250 ms;"
                + " retries status 409, status 503, IOException and results that match a"
                + " predicate; aborts on FileNotFoundException and errors that match a"
                + " predicate; not idempotent, so only if it was not sent; closes dropped"
                + " results)");
    assertThat(policy.toBuilder().build()).isEqualTo(policy).hasSameHashCodeAs(policy);
  }

  @Test
  void isAValue() {
    assertThat(RetryPolicy.builder().build()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(RetryPolicy.DEFAULT.toBuilder().build()).isEqualTo(RetryPolicy.DEFAULT);
    assertThat(RetryPolicy.DEFAULT).isNotEqualTo(RetryPolicy.CONSERVATIVE);
    assertThat(
            RetryPolicy.builder()
                .maxAttempts(2)
                .backoff(Backoff.exponential(Duration.ofSeconds(2)))
                .retryOn(dev.redial.failure.TransportErrors.TIMEOUTS)
                .build())
        .isEqualTo(RetryPolicy.CONSERVATIVE)
        .hasSameHashCodeAs(RetryPolicy.CONSERVATIVE);
  }

  static Stream<Arguments> changes() {
    return Stream.<Function<RetryPolicyBuilder, RetryPolicyBuilder>>of(
            b -> b.maxAttempts(4),
            b -> b.backoff(Backoff.none()),
            b -> b.minDelay("1ns"),
            b -> b.maxDelay("61s"),
            b -> b.jitter(Jitter.full()),
            b -> b.classifier((result, error) -> null),
            b -> b.deadline("1h"),
            b -> b.maxRetryAfter("1h"),
            b -> b.capRetryAfter("5min"),
            b -> b.nonIdempotent(),
            b -> b.closeDroppedResults(),
            b -> b.initialDelay("1s"),
            b -> b.retryOn(TRANSIENT),
            b -> b.retryOn(TimeoutException.class),
            b -> b.retryOnStatus(503),
            b -> b.retryIf(error -> true),
            b -> b.retryOnResult(result -> false),
            b -> b.abortOn(IOException.class),
            b -> b.abortIf(error -> true))
        .map(Arguments::arguments);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void differsInAnySetting(Function<RetryPolicyBuilder, RetryPolicyBuilder> change) {
    RetryPolicy changed = change.apply(RetryPolicy.builder()).build();
    assertThat(changed).isNotEqualTo(RetryPolicy.DEFAULT);
    assertThat(changed.toBuilder().build()).isEqualTo(changed);
    assertThat(changed.toString()).isNotEqualTo(RetryPolicy.DEFAULT.toString());
  }

  @Test
  void replacesTheErrorRulesItStartedWithAndAddsFurtherOnes() {
    assertThat(RetryPolicy.builder().retryOn(TRANSIENT).retryOn(RATE_LIMITED).build())
        .asString()
        .contains("retries TRANSIENT and RATE_LIMITED)");
    assertThat(RetryPolicy.AGGRESSIVE.toBuilder().retryOn(TimeoutException.class).build())
        .asString()
        .contains("retries TimeoutException)");
    assertThat(
            RetryPolicy.builder()
                .retryOnStatus(503)
                .retryOn(SocketTimeoutException.class)
                .retryIf(error -> false)
                .build())
        .asString()
        .contains("retries status 503, SocketTimeoutException and errors that match a predicate)");
  }

  @Test
  void addsResultRulesAndAbortRules() {
    assertThat(
            RetryPolicy.builder()
                .retryOnResult("pending"::equals)
                .abortOn(SocketTimeoutException.class)
                .build())
        .asString()
        .contains("retries timeouts, connection errors and results that match a predicate;")
        .endsWith("aborts on SocketTimeoutException)");
  }

  @Test
  void replacesEverythingByOnlyOnResult() {
    assertThat(
            RetryPolicy.builder()
                .retryOn(TRANSIENT)
                .retryOnResult("a"::equals)
                .retryOnlyOnResult("b"::equals)
                .build())
        .asString()
        .contains("retries results that match a predicate)");
    assertThat(RetryPolicy.builder().retryOnlyOnResult("b"::equals).retryOn(TRANSIENT).build())
        .asString()
        .contains("retries TRANSIENT and results that match a predicate)");
  }

  @Test
  void leavesTheBuilderUsable() {
    RetryPolicyBuilder builder = RetryPolicy.builder().maxAttempts(4);
    RetryPolicy four = builder.build();
    RetryPolicy five = builder.maxAttempts(5).build();
    assertThat(four.maxAttempts()).isEqualTo(4);
    assertThat(five.maxAttempts()).isEqualTo(5);
  }

  @Test
  void answersWhatItWasTold() {
    RetryPolicy policy = RetryPolicy.builder().deadline("1min").minDelay("2ms").build();
    assertThat(policy.deadline()).contains(Duration.ofMinutes(1));
    assertThat(policy.minDelay()).hasMillis(2);
    assertThat(RetryPolicy.DEFAULT.deadline()).isEmpty();
    assertThat(RetryPolicy.DEFAULT.maxRetryAfter()).hasMinutes(5);
    assertThat(RetryPolicy.DEFAULT.initialDelay()).isZero();
    assertThat(RetryPolicy.DEFAULT.isRetryAfterCapped()).isFalse();
    assertThat(RetryPolicy.DEFAULT.isIdempotent()).isTrue();
    assertThat(RetryPolicy.DEFAULT.closesDroppedResults()).isFalse();
    assertThat(RetryPolicy.builder().capRetryAfter("1s").build().maxRetryAfter()).hasSeconds(1);
    assertThat(RetryPolicy.DEFAULT.classifier()).isSameAs(Classifier.standard());
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        arguments(
            RetryPolicy.builder().maxAttempts(0), "maxAttempts must be at least 1, but was 0"),
        arguments(
            RetryPolicy.builder().minDelay(Duration.ofNanos(-1)),
            "minDelay must be at least 0, but was -1 ns"),
        arguments(
            RetryPolicy.builder().backoff(Backoff.none()).maxDelay("0s"),
            "maxDelay must be above 0, but was 0 ms"),
        arguments(
            RetryPolicy.builder().minDelay("2min"),
            "maxDelay must be at least minDelay (2 min), but was 1 min"),
        arguments(
            RetryPolicy.builder().maxDelay("500ms"),
            "maxDelay must be at least the backoff's first delay (1 s), but was 500 ms"),
        arguments(
            RetryPolicy.ADAPTIVE.toBuilder().maxDelay("2s"),
            "maxDelay must be at least the backoff's first delay (4 s), but was 2 s"),
        arguments(
            RetryPolicy.builder().maxRetryAfter(Duration.ofSeconds(-1)),
            "maxRetryAfter must be at least 0, but was -1 s"),
        arguments(
            RetryPolicy.builder().initialDelay(Duration.ofSeconds(-1)),
            "initialDelay must be at least 0, but was -1 s"),
        arguments(
            RetryPolicy.builder().deadline(Duration.ZERO),
            "deadline must be above 0, but was 0 ms"),
        arguments(
            RetryPolicy.builder().deadline("1s").initialDelay("1s"),
            "deadline must be above initialDelay (1 s), but was 1 s"));
  }

  /** Guarantee 11: what does not fit fails at build, with name, rule and value. */
  @ParameterizedTest(name = "{1}")
  @MethodSource("misfits")
  void refusesWhatDoesNotFit(RetryPolicyBuilder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  /** Guarantee 11. */
  @Test
  void tellsAllThatDoesNotFitAtOnce() {
    RetryPolicyBuilder builder =
        RetryPolicy.builder()
            .maxAttempts(0)
            .backoff(Backoff.fixed("2s"))
            .minDelay("3s")
            .maxDelay("1s")
            .maxRetryAfter(Duration.ofSeconds(-1))
            .initialDelay("5s")
            .deadline("4s");

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            """
            5 things do not fit:
            - maxAttempts must be at least 1, but was 0
            - maxDelay must be at least minDelay (3 s), but was 1 s
            - maxDelay must be at least the backoff's first delay (2 s), but was 1 s
            - maxRetryAfter must be at least 0, but was -1 s
            - deadline must be above initialDelay (5 s), but was 4 s\
            """);
  }

  @Test
  void tellsWhatItRetries() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .retryOn(TRANSIENT)
            .retryOn(IOException.class)
            .retryOnStatus(503, 409)
            .retryOnCause(TimeoutException.class)
            .retryOnCause(SocketTimeoutException.class)
            .abortOn(FileNotFoundException.class)
            .build();

    assertThat(policy.retriedKinds()).containsExactly(TRANSIENT);
    assertThat(policy.retriedStatuses()).containsExactly(409, 503);
    assertThat(policy.retriedTypes()).containsExactly(IOException.class);
    assertThat(policy.retriedCauses())
        .containsExactly(TimeoutException.class, SocketTimeoutException.class);
    assertThat(policy.abortTypes()).containsExactly(FileNotFoundException.class);
    assertThat(RetryPolicy.ADAPTIVE.retriedTypes()).isEmpty();
    assertThat(RetryPolicy.ADAPTIVE.retriedCauses()).isEmpty();
  }

  @Test
  void tellsWhichRulesArePredicates() {
    RetryPolicy error = RetryPolicy.builder().retryIf(e -> true).build();
    RetryPolicy result = RetryPolicy.builder().retryOnResult(r -> true).build();
    RetryPolicy abort = RetryPolicy.builder().abortIf(e -> true).build();
    RetryPolicy none = RetryPolicy.builder().retryOnCause(IOException.class).build();

    assertThat(Stream.of(error, result, abort, none).map(RetryPolicy::retriesByPredicate))
        .containsExactly(true, false, false, false);
    assertThat(Stream.of(error, result, abort, none).map(RetryPolicy::retriesResults))
        .containsExactly(false, true, false, false);
    assertThat(Stream.of(error, result, abort, none).map(RetryPolicy::abortsByPredicate))
        .containsExactly(false, false, true, false);
  }

  @Test
  void takesRulesByCauseAsOne() {
    RetryPolicy atOnce =
        RetryPolicy.builder().retryOnCause(IOException.class, TimeoutException.class).build();
    RetryPolicy oneByOne =
        RetryPolicy.builder()
            .retryOnCause(IOException.class)
            .retryOnCause()
            .retryOnCause(TimeoutException.class)
            .build();

    assertThat(oneByOne).isEqualTo(atOnce);
    assertThat(RetryPolicy.builder().retryOnCause().build())
        .isEqualTo(RetryPolicy.builder().retryOnStatus().build());
  }

  /** Guarantee 30. */
  @Test
  void refusesToRetryInterrupts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.builder().retryOn(InterruptedException.class))
        .withMessage(
            "retryOn must not name InterruptedException: an interrupted thread is asked to stop,"
                + " and could not wait anyway");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.builder().retryOn(ClosedByInterruptException.class));
  }

  @Test
  void refusesAStatusThatIsNoFailure() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.builder().retryOnStatus(503, 202))
        .withMessage(
            "status must be at least 400 to be a failure, but was 202; retryOnResult can retry"
                + " such a result");
  }
}
