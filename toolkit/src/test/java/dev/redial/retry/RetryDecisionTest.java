package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallRejectedException;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.failure.RetryAfter;
import dev.redial.retry.RetryDecision.Again;
import dev.redial.retry.RetryDecision.Standing;
import dev.redial.retry.RetryDecision.Stop;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pure core, by tables. */
class RetryDecisionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final RandomGenerator UNTOUCHED =
      () -> {
        throw new AssertionError("drawn");
      };

  private final RandomGenerator random = new SplittableRandom(20260101);

  private static RetryPolicyBuilder policy() {
    return RetryPolicy.builder()
        .jitter(Jitter.none())
        .maxAttempts(Integer.MAX_VALUE)
        .retryOn(TRANSIENT, RATE_LIMITED);
  }

  private static RetryDecision decide(RetryPolicyBuilder policy, int tries, Failure failure) {
    return decide(policy, tries, failure, "0s");
  }

  private static RetryDecision decide(
      RetryPolicyBuilder policy, int tries, Failure failure, String elapsed) {
    Standing standing =
        new FixedStanding(
            tries, Duration.ZERO, Durations.parse(elapsed), NOW, () -> UNTOUCHED, false);
    return RetryDecision.after(failed(failure), policy.build(), "pay", standing);
  }

  private static FailedAttempt failed(Failure failure) {
    return new FailedAttempt(Outcome.FAILED, failure, List.of(), "result", false);
  }

  private static Duration delay(RetryDecision decision) {
    assertThat(decision).isInstanceOf(Again.class);
    return ((Again) decision).delay();
  }

  /** Guarantee 1: late attempts wait exactly as long as the cap says. */
  @ParameterizedTest
  @ValueSource(ints = {7, 63, 64, 70, 1_000, Integer.MAX_VALUE - 1})
  void waitsTheCapOnceTheBackoffHasReachedIt(int tries) {
    Failure failure = Failure.of(TRANSIENT);
    assertThat(delay(decide(policy(), tries, failure))).hasSeconds(60);
    assertThat(delay(decide(policy().backoff(Backoff.fibonacci("5s")), tries, failure)))
        .hasSeconds(60);
  }

  /** Guarantee 2: the longest cap there is changes nothing about that. */
  @Test
  void saturatesUnderTheLongestCap() {
    RetryPolicyBuilder uncapped = policy().maxDelay(Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(delay(decide(uncapped, 70, Failure.of(TRANSIENT))))
        .isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(decide(uncapped.deadline("1h"), 70, Failure.of(TRANSIENT))).isInstanceOf(Stop.class);
  }

  @Test
  void appliesTheFloor() {
    RetryPolicyBuilder floored = policy().minDelay("3s");
    assertThat(delay(decide(floored, 1, Failure.of(TRANSIENT)))).hasSeconds(3);
    assertThat(delay(decide(floored, 3, Failure.of(TRANSIENT)))).hasSeconds(4);
    assertThat(delay(decide(floored.backoff(Backoff.none()), 3, Failure.of(TRANSIENT))))
        .hasSeconds(3);
  }

  /** Guarantee 10. */
  @Test
  void keepsNanoseconds() {
    RetryPolicyBuilder quick = policy().backoff(Backoff.exponential("3ns"));
    assertThat(delay(decide(quick, 2, Failure.of(TRANSIENT)))).hasNanos(6);
  }

  /** Guarantee 9: what a call drew before is its own; the policy and the jitter keep nothing. */
  @Test
  void growsDecorrelatedFromTheCallsOwnLastDelay() {
    RetryPolicy policy = policy().jitter(Jitter.decorrelated()).build();
    for (int i = 0; i < 1_000; i++) {
      Standing early =
          new FixedStanding(9, Duration.ofSeconds(1), Duration.ZERO, NOW, () -> random, false);
      Standing late =
          new FixedStanding(9, Duration.ofSeconds(10), Duration.ZERO, NOW, () -> random, false);
      assertThat(delay(RetryDecision.after(failed(Failure.of(TRANSIENT)), policy, "", early)))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
      assertThat(delay(RetryDecision.after(failed(Failure.of(TRANSIENT)), policy, "", late)))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
  }

  @Test
  void asksForRandomNumbersOnlyWhereThereIsSomethingToSpread() {
    Standing standing =
        new FixedStanding(
            1,
            Duration.ZERO,
            Duration.ZERO,
            NOW,
            () -> {
              throw new AssertionError("asked");
            },
            false);
    for (RetryPolicyBuilder still :
        List.of(policy(), policy().jitter(Jitter.full()).backoff(Backoff.none()))) {
      assertThat(RetryDecision.after(failed(Failure.of(TRANSIENT)), still.build(), "pay", standing))
          .isInstanceOf(Again.class);
    }
  }

  static Stream<Arguments> retryAfters() {
    return Stream.of(
        Arguments.of("below the backoff, the backoff holds", "1s", "2s"),
        Arguments.of("above the backoff, it holds", "7s", "7s"),
        Arguments.of("it passes the cap of the backoff", "2min", "2min"),
        Arguments.of("at its own ceiling it is waited for", "5min", "5min"));
  }

  /** Guarantees 4 and 24. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("retryAfters")
  void waitsForTheLongerOfBackoffAndRetryAfter(String name, String asked, String waited) {
    Failure failure =
        Failure.ofStatus(429).withRetryAfter(RetryAfter.ofDelay(Durations.parse(asked)));
    assertThat(delay(decide(policy(), 2, failure))).isEqualTo(Durations.parse(waited));
  }

  /** Guarantee 27: jitter never makes it earlier, nor later. */
  @Test
  void doesNotJitterARetryAfter() {
    Failure failure =
        Failure.ofStatus(429).withRetryAfter(RetryAfter.ofDelay(Duration.ofSeconds(90)));
    for (Jitter jitter : List.of(Jitter.full(), Jitter.equal(), Jitter.additive(1))) {
      RetryPolicy policy = policy().jitter(jitter).build();
      Standing standing =
          new FixedStanding(2, Duration.ZERO, Duration.ZERO, NOW, () -> random, false);
      Again again = (Again) RetryDecision.after(failed(failure), policy, "pay", standing);
      assertThat(again.delay()).hasSeconds(90);
      assertThat(again.backoff()).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }
  }

  /** Guarantee 26: a ceiling stops the call; it neither sleeps for a day nor comes too early. */
  @Test
  void stopsAtARetryAfterAboveItsCeiling() {
    Failure failure = Failure.ofStatus(503).withRetryAfter(RetryAfter.parse("86400").orElseThrow());
    assertThat(decide(policy(), 1, failure))
        .isEqualTo(
            new Stop("Retry-After of 1 d is above maxRetryAfter 5 min", EndReason.RETRY_AFTER));
    assertThat(delay(decide(policy().maxRetryAfter("1d"), 1, failure)))
        .isEqualTo(Duration.ofDays(1));
  }

  /** Guarantee 26, by the policy's choice: the ceiling is waited, never less than the backoff. */
  @Test
  void cutsARetryAfterToItsCapWhereToldSo() {
    Failure failure = Failure.ofStatus(503).withRetryAfter(RetryAfter.parse("86400").orElseThrow());
    assertThat(delay(decide(policy().capRetryAfter("5min"), 1, failure))).hasMinutes(5);
    assertThat(delay(decide(policy().capRetryAfter("1s"), 4, failure))).hasSeconds(8);
    assertThat(decide(policy().capRetryAfter("5min").deadline("1min"), 1, failure))
        .isEqualTo(
            new Stop("deadline 1 min is 1 min away, the next attempt 5 min", EndReason.DEADLINE));
    assertThat(decide(policy().capRetryAfter("5min").maxRetryAfter("5min"), 1, failure))
        .isInstanceOf(Stop.class);
  }

  /** Guarantee 36: a guard rejects until its wait is over, so that coming earlier is in vain. */
  @Test
  void neverCutsTheWaitOfAGuard() {
    RetryPolicy policy =
        policy().capRetryAfter("5min").retryOn(CallRejectedException.class).build();
    FailedAttempt rejected =
        FailedAttempt.ofError(policy, new RetryTest.Rejection(Duration.ofMinutes(6)));
    Standing standing =
        new FixedStanding(1, Duration.ZERO, Duration.ZERO, NOW, () -> random, false);
    assertThat(RetryDecision.after(rejected, policy, "pay", standing))
        .isEqualTo(
            new Stop("Retry-After of 6 min is above maxRetryAfter 5 min", EndReason.RETRY_AFTER));
  }

  /** Guarantee 29: a pushback that says no stops, whatever rules, limits and caps say. */
  @Test
  void stopsWhereTheOtherSideAsksNotToBeCalledAgain() {
    Stop never = new Stop("the other side asks not to be called again", EndReason.RETRY_AFTER);
    for (String value : List.of("-1", "soon", "")) {
      RetryAfter pushback = RetryAfter.ofPushback(value);
      for (Failure failure : List.of(Failure.of(TRANSIENT), Failure.ofStatus(404))) {
        assertThat(decide(policy().capRetryAfter("1s"), 1, failure.withRetryAfter(pushback)))
            .isEqualTo(never);
      }
    }
    Failure later = Failure.of(TRANSIENT).withRetryAfter(RetryAfter.ofPushback("7000"));
    assertThat(delay(decide(policy(), 1, later))).hasSeconds(7);
  }

  /** Guarantees 23 and 28: a date is read against the wall clock; a past one asks for nothing. */
  @Test
  void readsADateOnTheWallClock() {
    Failure future = Failure.ofStatus(503).withRetryAfter(RetryAfter.ofDate(NOW.plusSeconds(9)));
    Failure past = Failure.ofStatus(503).withRetryAfter(RetryAfter.ofDate(NOW.minusSeconds(9)));
    assertThat(delay(decide(policy(), 1, future))).hasSeconds(9);
    assertThat(delay(decide(policy(), 1, past))).hasSeconds(1);
  }

  static Stream<Arguments> deadlines() {
    return Stream.of(
        Arguments.of("before the deadline", "8999ms", null),
        Arguments.of("exactly at it", "9s", "deadline 10 s is 1 s away, the next attempt 1 s"),
        Arguments.of("after it", "9500ms", "deadline 10 s is 500 ms away, the next attempt 1 s"),
        Arguments.of("it has passed already", "10s", "deadline 10 s has passed"),
        Arguments.of("long ago", "9d", "deadline 10 s has passed"));
  }

  /** Guarantee 15: stops at once where the next attempt would begin at the deadline or later. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("deadlines")
  void stopsWhereTheNextAttemptWouldBeLate(String name, String elapsed, String rule) {
    RetryDecision decision = decide(policy().deadline("10s"), 1, Failure.of(TRANSIENT), elapsed);
    if (rule == null) {
      assertThat(delay(decision)).hasSeconds(1);
    } else {
      assertThat(decision).isEqualTo(new Stop(rule, EndReason.DEADLINE));
    }
  }

  @Test
  void stopsAtAPassedDeadlineEvenWithoutDelay() {
    assertThat(
            decide(
                policy().backoff(Backoff.none()).deadline("10s"), 1, Failure.of(TRANSIENT), "10s"))
        .isEqualTo(new Stop("deadline 10 s has passed", EndReason.DEADLINE));
  }

  /** Guarantee 25. */
  @Test
  void stopsAtARetryAfterBeyondTheDeadline() {
    Failure failure = Failure.ofStatus(429).withRetryAfter(RetryAfter.parse("60").orElseThrow());
    assertThat(decide(policy().deadline("30s"), 1, failure))
        .isEqualTo(
            new Stop("deadline 30 s is 30 s away, the next attempt 1 min", EndReason.DEADLINE));
  }

  @Test
  void namesTheFailureRatherThanTheLimitItAlsoReached() {
    assertThat(decide(policy().maxAttempts(1), 1, Failure.ofStatus(404)))
        .isEqualTo(
            new Stop(
                "404 is PERMANENT (policy 'pay' retries TRANSIENT and RATE_LIMITED)",
                EndReason.NOT_RETRYABLE));
    assertThat(decide(policy().maxAttempts(1), 1, Failure.ofStatus(503)))
        .isEqualTo(new Stop("maxAttempts 1 reached", EndReason.ATTEMPTS_EXHAUSTED));
  }

  static Stream<Arguments> adaptive() {
    return Stream.of(
        Arguments.of(Failure.ofStatus(503), List.of(1L, 2L, 4L, 8L)),
        Arguments.of(Failure.ofStatus(429), List.of(4L, 8L, 16L, 32L)));
  }

  @ParameterizedTest
  @MethodSource("adaptive")
  void adaptsToTheKind(Failure failure, List<Long> seconds) {
    RetryPolicyBuilder policy = RetryPolicy.ADAPTIVE.toBuilder();
    for (int tries = 1; tries < 5; tries++) {
      assertThat(delay(decide(policy, tries, failure))).hasSeconds(seconds.get(tries - 1));
    }
    assertThat(decide(policy, 5, failure))
        .isEqualTo(new Stop("maxAttempts 5 reached", EndReason.ATTEMPTS_EXHAUSTED));
  }

  /** Guarantees 3, 4 and 5, for the presets and with every jitter. */
  @Test
  void keepsThePresetsBelowTheirCap() {
    for (RetryPolicy policy :
        List.of(RetryPolicy.DEFAULT, RetryPolicy.AGGRESSIVE, RetryPolicy.RATE_LIMIT)) {
      for (Jitter jitter :
          List.of(policy.jitter(), Jitter.full(), Jitter.equal(), Jitter.decorrelated())) {
        keepsBelowItsCap(
            policy.toBuilder().maxAttempts(1_000).jitter(jitter).retryOn(TRANSIENT).build());
      }
    }
  }

  private void keepsBelowItsCap(RetryPolicy policy) {
    Duration previous = Duration.ZERO;
    for (int tries = 1; tries < 999; tries++) {
      Standing standing =
          new FixedStanding(tries, previous, Duration.ZERO, NOW, () -> random, false);
      previous = delay(RetryDecision.after(failed(Failure.of(TRANSIENT)), policy, "pay", standing));
      assertThat(previous).isPositive().isLessThan(policy.maxDelay());
    }
  }
}
