package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallRejectedException;
import dev.redial.failure.HasStatus;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plans of which every number is known; {@link AnyRetryPlanTest} compares with real calls. */
class RetryPlanTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration NANO = Duration.ofNanos(1);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Ending TIMEOUT = Ending.threw(new SocketTimeoutException());
  private static final Ending OK = Ending.success();

  private record Status(int status, Optional<String> retryAfter) implements HasStatus {}

  private static Ending status(int code, String retryAfter) {
    return Ending.returned(new Status(code, Optional.ofNullable(retryAfter)));
  }

  private static RetryPolicyBuilder plain() {
    return RetryPolicy.builder()
        .maxAttempts(4)
        .jitter(Jitter.none())
        .retryOn(TRANSIENT, RATE_LIMITED);
  }

  private static RetryPlan plan(RetryPolicyBuilder policy, Ending... endings) {
    return RetryPlan.of(policy.build(), List.of(endings), START);
  }

  private static String waits(RetryPlan plan) {
    return plan.attempts().stream()
        .map(attempt -> attempt.before().delay().toString())
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> stop(RetryPlan plan) {
    return plan.attempts().get(plan.attempts().size() - 1).stop();
  }

  static Stream<Arguments> waits() {
    return Stream.of(
        arguments("no jitter", plain(), "1 s, 2 s, 4 s"),
        arguments("full", plain().jitter(Jitter.full()), "0 ms to 1 s, 0 ms to 2 s, 0 ms to 4 s"),
        arguments("equal", plain().jitter(Jitter.equal()), "500 ms to 1 s, 1 s to 2 s, 2 s to 4 s"),
        arguments(
            "additive",
            plain().jitter(Jitter.additive(0.5)),
            "1 s to 1.5 s, 2 s to 3 s, 4 s to 6 s"),
        arguments(
            "additive below the cap",
            plain().jitter(Jitter.additive(0.5)).maxDelay("3s"),
            "1 s to 1.5 s, 2 s to 3 s, 2 s to 3 s"),
        arguments(
            "decorrelated: up to three times the one before",
            plain().jitter(Jitter.decorrelated()),
            "1 s to 3 s, 1 s to 9 s, 1 s to 27 s"),
        arguments("fixed", plain().backoff(Backoff.fixed("2s")), "2 s, 2 s, 2 s"),
        arguments("none", plain().backoff(Backoff.none()), "0 ms, 0 ms, 0 ms"),
        arguments(
            "a floor",
            plain().jitter(Jitter.full()).minDelay("1500ms"),
            "1.5 s, 1.5 s to 2 s, 1.5 s to 4 s"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("waits")
  void waitsAsLongAsBackoffAndJitterSay(String name, RetryPolicyBuilder policy, String waits) {
    RetryPlan plan = plan(policy, TIMEOUT, TIMEOUT, TIMEOUT, TIMEOUT, OK);

    assertThat(waits(plan)).isEqualTo("0 ms, " + waits);
    assertThat(plan.end()).isEqualTo(RetryPlan.End.STOPS);
    assertThat(stop(plan)).contains("maxAttempts 4 reached");
    assertThat(plan.mayEndAfter()).isEmpty();
  }

  @Test
  void addsUpWhatAttemptsTake() {
    RetryPlan plan =
        plan(
            plain().jitter(Jitter.equal()),
            TIMEOUT.after("2s"),
            TIMEOUT,
            Ending.success().after("250ms"));

    assertThat(plan.attempts())
        .extracting(it -> it.begin() + " - " + it.end())
        .containsExactly(
            "0 ms - 2 s", "2.5 s to 3 s - 2.5 s to 3 s", "3.5 s to 5 s - 3.75 s to 5.25 s");
    assertThat(plan).hasToString("3 attempts, succeeds after 3.75 s to 5.25 s");
    assertThat(plan.attempts().get(2).failure()).isEmpty();
  }

  @Test
  void beginsAfterTheInitialDelay() {
    RetryPlan plan = plan(plain().initialDelay("5s"), OK);

    assertThat(plan.attempts().get(0).before().delay()).hasToString("0 ms to 5 s");
    assertThat(plan).hasToString("1 attempt, succeeds after 0 ms to 5 s");
  }

  @Test
  void goesOnWhereTheEndingsEndFirst() {
    RetryPlan plan = plan(plain().jitter(Jitter.full()), TIMEOUT, TIMEOUT);

    assertThat(plan.end()).isEqualTo(RetryPlan.End.GOES_ON);
    assertThat(plan.next().orElseThrow().delay()).hasToString("0 ms to 2 s");
    assertThat(plan).hasToString("2 attempts, goes on after 0 ms to 1 s");
  }

  @Test
  void ofNothingTellsTheFirstWait() {
    RetryPlan plan = plan(plain().initialDelay("5s"));

    assertThat(plan.next().orElseThrow().delay()).hasToString("0 ms to 5 s");
    assertThat(plan).hasToString("0 attempts, goes on after 0 ms");
  }

  @Test
  void readsNoFurtherThanThePolicyGoes() {
    Iterator<Ending> endless = Stream.generate(() -> TIMEOUT).iterator();

    assertThat(RetryPlan.of(plain().build(), () -> endless, START))
        .hasToString("4 attempts, stops after 7 s");
  }

  static Stream<Arguments> stops() {
    return Stream.of(
        arguments(
            "a PERMANENT status",
            plain(),
            status(404, null),
            "404 is PERMANENT (policy 'retry' retries TRANSIENT and RATE_LIMITED)"),
        arguments(
            "an error that no rule names",
            plain(),
            Ending.threw(new IllegalStateException()),
            "IllegalStateException is PERMANENT"
                + " (policy 'retry' retries TRANSIENT and RATE_LIMITED)"),
        arguments(
            "an interrupt",
            plain(),
            Ending.threw(new InterruptedException()),
            "an interrupt (InterruptedException) is never retried"),
        arguments(
            "an abort rule",
            plain().abortOn(IOException.class),
            TIMEOUT,
            "SocketTimeoutException: policy 'retry' aborts on IOException"),
        arguments(
            "not idempotent",
            plain().nonIdempotent(),
            TIMEOUT,
            "the call is not idempotent, and SocketTimeoutException does not prove that it was not"
                + " sent"),
        arguments(
            "a Retry-After that is too long",
            plain().maxRetryAfter("1min"),
            status(429, "61"),
            "Retry-After of 1 min 1 s is above maxRetryAfter 1 min"),
        arguments(
            "a deadline",
            plain().deadline("1s"),
            TIMEOUT,
            "deadline 1 s is 1 s away, the next attempt 1 s"),
        arguments(
            "a deadline behind it",
            plain().deadline("1s"),
            TIMEOUT.after("1s"),
            "deadline 1 s has passed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stops")
  void stopsByTheRuleOfARealCall(
      String name, RetryPolicyBuilder policy, Ending ending, String rule) {
    RetryPlan plan = plan(policy, ending, OK);

    assertThat(plan.attempts()).hasSize(1);
    assertThat(plan.end()).isEqualTo(RetryPlan.End.STOPS);
    assertThat(stop(plan)).contains(rule);
    assertThat(plan.mayEndAfter()).isEmpty();
  }

  @Test
  void repeatsWhatIsNotIdempotentOnlyIfItWasNotSentOrCarriesAKey() {
    RetryPolicyBuilder once = plain().nonIdempotent();

    assertThat(waits(plan(once, Ending.threw(new ConnectException()), TIMEOUT, OK)))
        .isEqualTo("0 ms, 1 s");
    assertThat(waits(plan(once, TIMEOUT.withIdempotencyKey(), TIMEOUT, OK)))
        .isEqualTo("0 ms, 1 s, 2 s");
  }

  @Test
  void judgesResultsByTheRulesForResults() {
    RetryPolicyBuilder policy = plain().retryOnResult(result -> result == null);

    assertThat(plan(policy, Ending.returned(null), Ending.returned("ok")))
        .hasToString("2 attempts, succeeds after 1 s");
    assertThat(plan(policy, OK)).hasToString("1 attempt, succeeds after 0 ms");
  }

  @Test
  void tellsWhatTheOtherSideAsksForFromTheBackoff() {
    RetryPlan plan =
        plan(plain().jitter(Jitter.additive(0.5)), status(429, "7"), status(429, "2"), TIMEOUT, OK);

    assertThat(waits(plan)).isEqualTo("0 ms, 7 s, 2 s to 3 s, 4 s to 6 s");
    assertThat(plan.attempts())
        .extracting(it -> it.before().isAsked() + " " + it.before().backoff())
        .containsExactly("false 0 ms", "true 1 s to 1.5 s", "false 2 s to 3 s", "false 4 s to 6 s");
  }

  @Test
  void capsARetryAfterWhereThePolicyDoes() {
    assertThat(waits(plan(plain().capRetryAfter("5s"), status(429, "600"), OK)))
        .isEqualTo("0 ms, 5 s");
  }

  private static String httpDate(Instant date) {
    return HTTP_DATE.format(date);
  }

  /** The later the answer, the shorter the wait for the same date. */
  @Test
  void waitsForADate() {
    Ending date = status(503, httpDate(START.plusSeconds(10)));

    RetryPlan plan = plan(plain().jitter(Jitter.full()), TIMEOUT, date, OK);

    assertThat(waits(plan)).isEqualTo("0 ms, 0 ms to 1 s, 9 s to 10 s");
    assertThat(plan).hasToString("3 attempts, succeeds after 10 s");
  }

  private static final class Busy extends RuntimeException implements HasStatus {
    private static final long serialVersionUID = 1L;
    private final String date;

    Busy(Instant date) {
      this.date = httpDate(date.truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public int status() {
      return 503;
    }

    @Override
    public Optional<String> retryAfter() {
      return Optional.of(date);
    }
  }

  /** A date that moves on with the answer has whole seconds: it is up to one second nearer. */
  @Test
  void waitsForADateThatMovesOn() {
    Ending busy = Ending.threwAt(end -> new Busy(end.plusSeconds(7)));

    assertThat(waits(plan(plain(), busy, busy, OK))).isEqualTo("0 ms, 7 s, 7 s");
    RetryPlan plan = plan(plain().initialDelay("5s"), busy, OK);
    assertThat(plan.attempts().get(1).before().delay())
        .isEqualTo(new DurationRange(Duration.ofSeconds(6).plus(NANO), Duration.ofSeconds(7)));
    assertThat(plan).hasToString("2 attempts, succeeds after 7 s to 12 s");
  }

  /** Half of the draws are too early to wait for it. */
  @Test
  void mayEndWhereADateIsTooFarForSomeDraws() {
    Ending date = status(503, httpDate(START.plusSeconds(10)));

    RetryPlan plan = plan(plain().initialDelay("4s").maxRetryAfter("8s"), date, OK);

    assertThat(plan.attempts().get(0).stop())
        .contains("Retry-After of 10 s is above maxRetryAfter 8 s");
    assertThat(plan.mayEndAfter()).contains(plan.attempts().get(0));
    assertThat(plan.attempts().get(1).before().delay()).hasToString("6 s to 8 s");
    assertThat(plan).hasToString("2 attempts, succeeds after 10 s");
  }

  @Test
  void mayEndWhereADeadlineCutsSomeDraws() {
    Duration last = Duration.ofSeconds(4).minus(NANO);

    RetryPlan plan =
        plan(plain().jitter(Jitter.full()).deadline("4s"), TIMEOUT, TIMEOUT, TIMEOUT, OK);

    assertThat(plan.attempts())
        .extracting(it -> it.stop().orElse("goes on"))
        .containsExactly(
            "goes on", "goes on", "deadline 4 s is 1 s away, the next attempt 4 s", "goes on");
    assertThat(plan.mayEndAfter()).contains(plan.attempts().get(2));
    assertThat(plan.attempts().get(3).before().delay())
        .isEqualTo(new DurationRange(Duration.ZERO, last));
    assertThat(plan.attempts().get(3).before().isAsked()).isFalse();
    assertThat(plan.attempts().get(3).begin()).isEqualTo(new DurationRange(Duration.ZERO, last));
  }

  @Test
  void mayEndBeforeItGoesOnBeyondTheEndings() {
    RetryPlan plan = plan(plain().jitter(Jitter.full()).deadline("1s"), TIMEOUT);

    assertThat(plan.end()).isEqualTo(RetryPlan.End.GOES_ON);
    assertThat(plan.mayEndAfter()).contains(plan.attempts().get(0));
  }

  @Test
  void countsNoAttemptWhereAGuardRejects() {
    CallRejectedException rejection =
        new CallRejectedException("open", false) {
          private static final long serialVersionUID = 1L;

          @Override
          public Duration remainingWait() {
            return Duration.ofSeconds(9);
          }
        };
    RetryPlan plan =
        plan(plain().retryOn(CallRejectedException.class), TIMEOUT, Ending.threw(rejection), OK);

    assertThat(waits(plan)).isEqualTo("0 ms, 1 s, 9 s");
    assertThat(plan.attempts()).extracting(PlannedAttempt::number).containsExactly(1, 2, 2);
  }

  @Test
  void saturates() {
    RetryPlan plan =
        plan(
            plain().backoff(Backoff.fixed("100000d")).maxDelay("200000d"),
            TIMEOUT.after(Duration.ofSeconds(Long.MAX_VALUE)),
            TIMEOUT,
            OK);

    assertThat(plan.took().longest()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> TIMEOUT.after(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an attempt must take 0 or more, but was -1 ms");
    assertThatThrownBy(() -> plan(plain(), Ending.threwAt(end -> null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("The error of an ending is null.");
    assertThatThrownBy(() -> RetryPlan.of(plain().build(), Collections.singletonList(null), START))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> new DurationRange(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shortest must be from 0 to longest (1 s), but was 2 s");
  }
}
