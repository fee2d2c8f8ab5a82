package dev.redial.retry;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallRejectedException;
import dev.redial.failure.TransportErrors;
import dev.redial.retry.AnyPlan.Case;
import dev.redial.retry.AnyPlan.Run;
import dev.redial.time.Durations;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorstCaseTest {

  private static final Duration ALL = Duration.ofNanos(Long.MAX_VALUE);

  private static final RetryPolicy PLAIN =
      RetryPolicy.builder()
          .maxAttempts(4)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .maxRetryAfter("1min")
          .retryOn(TRANSIENT)
          .build();

  static Stream<Arguments> cases() {
    return Stream.of(
        arguments("1 + 2 + 4 s", PLAIN, 4, "7s", "3min"),
        arguments("one attempt waits for nothing", with().maxAttempts(1).build(), 1, "0s", "0s"),
        arguments(
            "additive jitter", with().jitter(Jitter.additive(0.5)).build(), 4, "10500ms", "3min"),
        arguments(
            "full jitter at its highest", with().jitter(Jitter.full()).build(), 4, "7s", "3min"),
        arguments(
            "decorrelated: three times the one before",
            with().jitter(Jitter.decorrelated()).build(),
            4,
            "39s",
            "3min"),
        arguments("the cap", with().maxDelay("3s").build(), 4, "6s", "3min"),
        arguments("the floor", with().minDelay("3s").build(), 4, "10s", "3min"),
        arguments(
            "a wait above what may be asked", with().maxRetryAfter("2s").build(), 4, "7s", "8s"),
        arguments("initial delay", with().initialDelay("5s").build(), 4, "12s", "3min 5s"),
        arguments("the longest of the kinds", RetryPolicy.ADAPTIVE, 5, "60s", "20min"),
        arguments(
            "a deadline before the last attempt, of which an answer may ask for all",
            with().deadline("5s").build(),
            3,
            "3s",
            "5s"),
        arguments(
            "a deadline that some draws meet",
            with().jitter(Jitter.full()).deadline("5s").build(),
            4,
            "5s",
            "5s"),
        arguments("a deadline behind all", with().deadline("4min").build(), 4, "7s", "3min"),
        arguments(
            "nothing retried can ask", with().retryOn(IOException.class).build(), 4, "7s", "3min"),
        arguments("timeouts cannot ask", RetryPolicy.CONSERVATIVE, 2, "3s", "3s"),
        arguments("connection errors cannot ask", RetryPolicy.DEFAULT, 3, "4500ms", "4500ms"),
        arguments(
            "what was not sent cannot ask",
            RetryPolicy.builder().retryOn(TransportErrors.BEFORE_SENDING).build(),
            3,
            "4500ms",
            "4500ms"),
        arguments(
            "a rejection can",
            RetryPolicy.CONSERVATIVE.toBuilder().retryOn(CallRejectedException.class).build(),
            2,
            "3s",
            "5min"),
        arguments(
            "a result can",
            RetryPolicy.CONSERVATIVE.toBuilder().retryOnResult("again"::equals).build(),
            2,
            "3s",
            "5min"),
        arguments(
            "a status can",
            RetryPolicy.CONSERVATIVE.toBuilder().retryOnStatus(409).build(),
            2,
            "3s",
            "5min"),
        arguments(
            "what a predicate names can",
            RetryPolicy.CONSERVATIVE.toBuilder().retryIf(error -> false).build(),
            2,
            "3s",
            "5min"),
        arguments(
            "a classifier can read more out of it",
            RetryPolicy.CONSERVATIVE.toBuilder().classifier((result, error) -> null).build(),
            2,
            "3s",
            "5min"));
  }

  private static RetryPolicyBuilder with() {
    return PLAIN.toBuilder();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void addsUp(String name, RetryPolicy policy, long attempts, String waits, String waitsAsAsked) {
    WorstCase worst = policy.worstCase();

    assertThat(worst.attempts()).isEqualTo(attempts);
    assertThat(worst.waits()).isEqualTo(Durations.parse(waits));
    assertThat(worst.waitsAsAsked()).isEqualTo(Durations.parse(waitsAsAsked));
    assertThat(worst.time()).isEqualTo(worst.waits());
    assertThat(worst.timeAsAsked()).isEqualTo(worst.waitsAsAsked());
  }

  static Stream<Arguments> times() {
    return Stream.of(
        arguments("4 x 2 s + 7 s", PLAIN, "2s", "15s", "3min8s"),
        arguments("one attempt", with().maxAttempts(1).build(), "2s", "2s", "2s"),
        arguments(
            "the last attempt begins at 9 s, before the deadline, and runs on",
            with().maxAttempts(3).deadline("10s").build(),
            "3s",
            "12s",
            "13s"),
        arguments(
            "an attempt may begin just before the deadline",
            with().deadline("5s").build(),
            "3s",
            "8s",
            "8s"),
        arguments(
            "none can begin near the deadline, whatever attempts take",
            with().backoff(Backoff.fixed("6s")).deadline("10s").maxRetryAfter("1s").build(),
            "2s",
            "10s",
            "10s"),
        arguments(
            "of attempts that take no time, the fourth begins too late",
            with().deadline("5s").build(),
            "0s",
            "3s",
            "5s"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("times")
  void addsWhatAttemptsTake(
      String name, RetryPolicy policy, String own, String time, String timeAsAsked) {
    WorstCase worst = policy.worstCase().withAttemptsOf(own);

    assertThat(worst.time()).isEqualTo(Durations.parse(time));
    assertThat(worst.timeAsAsked()).isEqualTo(Durations.parse(timeAsAsked));
    assertThat(worst.waits()).isEqualTo(policy.worstCase().waits());
    assertThat(worst.attempts()).isEqualTo(policy.worstCase().attempts());
  }

  /** No real call comes to more, whatever happens to it. */
  @Test
  void noCallComesToMore() {
    for (int seed = 0; seed < 3_000; seed++) {
      Case it = AnyPlan.of(seed);
      WorstCase worst = it.policy().worstCase().withAttemptsOf(it.longestAttempt());
      for (int draw = 0; draw < 4; draw++) {
        Run run = it.run(Shape.SYNC, new SplittableRandom(17L * seed + draw));
        Duration waited = run.delays().stream().reduce(Duration.ZERO, Duration::plus);
        boolean holds =
            run.delays().size() <= worst.attempts()
                && waited.compareTo(worst.waitsAsAsked()) <= 0
                && run.took().compareTo(worst.timeAsAsked()) <= 0;
        if (!holds) {
          throw new AssertionError(it + "\n" + worst + "\n" + run);
        }
      }
    }
  }

  @Test
  void multipliesNestedPolicies() {
    RetryPolicy outer = with().maxAttempts(3).build();
    WorstCase worst = outer.worstCase().around(PLAIN.worstCase().withAttemptsOf("2s"));

    assertThat(worst.attempts()).isEqualTo(12);
    assertThat(worst.waits()).hasSeconds(3 + 3 * 7);
    assertThat(worst.time()).hasSeconds(3 + 3 * 15);
    assertThat(worst.waitsAsAsked()).hasSeconds(120 + 3 * 180);
    assertThat(worst.timeAsAsked()).hasSeconds(120 + 3 * 188);
    assertThat(outer.worstCase().around(PLAIN.worstCase()).withAttemptsOf("2s")).isEqualTo(worst);
    assertThat(
            outer.worstCase().withAttemptsOf("9s").around(PLAIN.worstCase()).withAttemptsOf("2s"))
        .isEqualTo(worst);
  }

  @Test
  void nestsMoreThanTwo() {
    WorstCase one = with().maxAttempts(3).build().worstCase();

    assertThat(one.around(one).around(one).attempts()).isEqualTo(27);
  }

  /** The inner call that began before the outer deadline runs to its end. */
  @Test
  void anInnerCallRunsBeyondTheOuterDeadline() {
    WorstCase outer = with().deadline("5s").build().worstCase();

    assertThat(outer.around(PLAIN.worstCase()).time()).hasSeconds(5 + 7);
    assertThat(outer.around(PLAIN.worstCase()).attempts()).isEqualTo(3 * 4);
  }

  @Test
  void aTimeoutCutsAll() {
    WorstCase worst = PLAIN.worstCase().withAttemptsOf("2s").within("10s");

    assertThat(worst.time()).hasSeconds(10);
    assertThat(worst.timeAsAsked()).hasSeconds(10);
    assertThat(worst.waits()).hasSeconds(7);
    assertThat(worst.waitsAsAsked()).hasSeconds(10);
    assertThat(worst.attempts()).isEqualTo(4);
    assertThat(worst.withAttemptsOf("0s").time()).hasSeconds(7);
    assertThat(worst.around(PLAIN.worstCase()).attempts()).isEqualTo(16);
    assertThat(worst).isEqualTo(PLAIN.worstCase().within("10s").withAttemptsOf("2s"));
  }

  @Test
  void countsWhatIsNoPolicy() {
    WorstCase client = WorstCase.of(3, Duration.ofSeconds(10), Duration.ofSeconds(20));

    assertThat(client)
        .hasToString("3 attempts, 10 s, of which 0 ms waiting; 20 s if each answer asks for it");
    assertThat(PLAIN.worstCase().around(client))
        .hasToString(
            "12 attempts, 47 s, of which 7 s waiting; 4 min 20 s if each answer asks for it");
    assertThatThrownBy(() -> PLAIN.worstCase().around(client).around(PLAIN.worstCase()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "around must not replace what runs the operation 3 times for an attempt; give"
                + " WorstCase.of(…) the numbers of all of it");
  }

  @Test
  void attemptsWithoutEndSaturate() {
    RetryPolicy endless = with().maxAttempts(Integer.MAX_VALUE).maxDelay("36500d").build();
    WorstCase worst = endless.worstCase().withAttemptsOf(ALL);

    assertThat(worst.waits()).isEqualTo(ALL);
    assertThat(worst.time()).isEqualTo(ALL);
    assertThat(worst.attempts()).isEqualTo(Integer.MAX_VALUE);
    assertThat(worst.around(worst).attempts())
        .isEqualTo((long) Integer.MAX_VALUE * Integer.MAX_VALUE);
    assertThat(worst.around(worst).around(worst).attempts()).isEqualTo(Long.MAX_VALUE);
    assertThat(worst.around(worst).waitsAsAsked()).isEqualTo(ALL);
  }

  /** Beyond 10,000 attempts, the floor and the cap stand for all waits. */
  @Test
  void countsManyAttempts() {
    RetryPolicyBuilder many =
        with().maxAttempts(20_001).backoff(Backoff.fixed("1s")).minDelay("1s").maxDelay("3s");

    assertThat(many.build().worstCase().waits()).hasSeconds(9_999 + 3 * 10_001);
    WorstCase bounded = many.deadline("15000s").build().worstCase();
    assertThat(bounded.attempts()).isEqualTo(15_000);
    assertThat(bounded.waits()).hasSeconds(15_000);
    WorstCase early = many.deadline("9999s").build().worstCase();
    assertThat(early.attempts()).isEqualTo(9_999);
    WorstCase atOnce =
        many.backoff(Backoff.none()).minDelay("0s").deadline("15000s").build().worstCase();
    assertThat(atOnce.attempts()).isEqualTo(20_001);
  }

  @Test
  void tellsTheWaitBeforeEachAttempt() {
    RetryPolicy policy =
        RetryPolicy.ADAPTIVE.toBuilder().jitter(Jitter.equal()).initialDelay("5s").build();

    assertThat(policy.delays())
        .extracting(DurationRange::toString)
        .containsExactly(
            "0 ms to 5 s", "500 ms to 4 s", "1 s to 8 s", "2 s to 16 s", "4 s to 32 s");
    RetryPolicy decorrelated = with().jitter(Jitter.decorrelated()).build();
    assertThat(decorrelated.delays().toList().get(3)).hasToString("1 s to 27 s");
    RetryPolicy many = with().maxAttempts(10_002).build();
    assertThat(many.delays().toList()).hasSize(10_002);
    assertThat(many.delays().toList().get(9_999)).hasToString("1 min");
    assertThat(many.delays().toList().get(10_000)).hasToString("0 ms to 1 min");
  }

  @Test
  void readsLikeASentence() {
    assertThat(PLAIN.worstCase())
        .hasToString("4 attempts, 7 s of waiting; 3 min if each answer asks for it");
    assertThat(PLAIN.worstCase().withAttemptsOf("2s"))
        .hasToString(
            "4 attempts, 15 s, of which 7 s waiting; 3 min 8 s if each answer asks for it");
    assertThat(with().maxAttempts(1).build().worstCase()).hasToString("1 attempt, 0 ms of waiting");
  }

  static Stream<Arguments> refused() {
    WorstCase plain = PLAIN.worstCase();
    Duration second = Duration.ofSeconds(1);
    return Stream.of(
        arguments(
            "an attempt must take 0 or more, but was -1 s",
            (Runnable) () -> plain.withAttemptsOf(second.negated())),
        arguments("timeout must be above 0, but was 0 ms", (Runnable) () -> plain.within("0s")),
        arguments(
            "timeout must be above 0, but was -1 s",
            (Runnable) () -> plain.within(second.negated())),
        arguments(
            "attempts must be at least 1, but was 0",
            (Runnable) () -> WorstCase.of(0, second, second)),
        arguments(
            "timeAsAsked must be at least time (1 s), but was 0 ms",
            (Runnable) () -> WorstCase.of(1, second, Duration.ZERO)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWhatCannotBe(String message, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
