package dev.redial.test.assertions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redial.backoff.Backoff;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.test.report.WorstCaseTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

class RetryPolicyAssertTest {

  private static final RetryPolicy FIVE =
      RetryPolicy.AGGRESSIVE.toBuilder().backoff(Backoff.exponential("1s")).build();
  private static final WorstCase NESTED = RetryPolicy.DEFAULT.worstCase().withAttemptsOf("1s");
  private static final RetryPolicy ENDLESS =
      RetryPolicy.DEFAULT.toBuilder().maxAttempts(Integer.MAX_VALUE).build();

  private static RetryPolicyAssert that(RetryPolicy policy) {
    return new RetryPolicyAssert(policy, StandardCharsets.UTF_8);
  }

  private static String failure(ThrowingCallable assertion) {
    return catchThrowableOfType(AssertionFailedError.class, assertion).getMessage() + "\n";
  }

  @Test
  void showsTheSumIfAnswersAskForMore() {
    assertThat(failure(() -> that(FIVE).withAttemptsOf("2s").finishesWithin("30s")))
        .isEqualTo(
            """
            Expected a call to finish within 30 s, but it may take 20 min 10 s: 5 attempts
            of 2 s, and the waits between them.

                 0 ms         #1  takes 2 s
                 5 min 2 s    #2  takes 2 s    after 5 min   asked     ◀ over 30 s
                 10 min 4 s   #3  takes 2 s    after 5 min   asked; backoff 3 s
                 15 min 6 s   #4  takes 2 s    after 5 min   asked; backoff 6 s
                 20 min 8 s   #5  takes 2 s    after 5 min   asked; backoff 12 s

              What would fit:
                maxAttempts 1   at most 2 s
                deadline 28 s   at most 30 s

            Policy: RetryPolicy(maxAttempts 5, deadline none, backoff exponential 1 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT,
            timeouts, connection errors and IOException)
            """);
  }

  @Test
  void showsTheSumWithoutRetryAfterAndWhatWouldFit() {
    assertThat(
            failure(
                () -> that(FIVE).withAttemptsOf("2s").withoutRetryAfter().finishesWithin("30s")))
        .isEqualTo(
            """
            Expected a call to finish within 30 s, but it may take 32.5 s: 5 attempts of
            2 s, and the waits between them.

                 0 ms     #1  takes 2 s
                 3.5 s    #2  takes 2 s    after 1.5 s
                 8.5 s    #3  takes 2 s    after 3 s
                 16.5 s   #4  takes 2 s    after 6 s
                 30.5 s   #5  takes 2 s    after 12 s     ◀ over 30 s

              What would fit:
                maxAttempts 4   at most 18.5 s
                maxDelay 9 s    at most 29.5 s
                deadline 28 s   at most 30 s

            Policy: RetryPolicy(maxAttempts 5, deadline none, backoff exponential 1 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT,
            timeouts, connection errors and IOException)
            """);
  }

  @Test
  void anAttemptThatBeganBeforeTheDeadlineRunsOn() {
    assertThat(
            failure(
                () ->
                    that(FIVE.toBuilder().deadline("25s").build())
                        .withAttemptsOf("6s")
                        .finishesWithin("30s")))
        .isEqualTo(
            """
            Expected a call to finish within 30 s, but it may take 31 s: 5 attempts of 6 s,
            and the waits between them.

                 0 ms   #1  takes 6 s
                 25 s   #2  takes 6 s    just before the deadline     ◀ over 30 s

              What would fit:
                maxAttempts 1   at most 6 s
                deadline 24 s   at most 30 s

            Policy: RetryPolicy(maxAttempts 5, deadline 25 s, backoff exponential 1 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT,
            timeouts, connection errors and IOException)
            """);
  }

  @Test
  void saysWhereASingleAttemptTakesTooLong() {
    assertThat(
            failure(
                () ->
                    that(FIVE.toBuilder().maxAttempts(2).build())
                        .withAttemptsOf("40s")
                        .withoutRetryAfter()
                        .finishesWithin("30s")))
        .isEqualTo(
            """
            Expected a call to finish within 30 s, but it may take 1 min 21.5 s: 2 attempts
            of 40 s, and the wait between them.

                 0 ms     #1  takes 40 s     ◀ over 30 s
                 41.5 s   #2  takes 40 s    after 1.5 s

              None of its limits would do: a single attempt may end after 40 s.

            Policy: RetryPolicy(maxAttempts 2, deadline none, backoff exponential 1 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT,
            timeouts, connection errors and IOException)
            """);
  }

  @Test
  void multipliesNestedPolicies() {
    assertThat(failure(() -> that(FIVE).around(NESTED).finishesWithin("30s")))
        .isEqualTo(
            """
            Expected a call to finish within 30 s, but it may take 20 min 37.5 s: 5 attempts
            of 7.5 s, and the waits between them.

                 0 ms            #1  3 attempts in 7.5 s
                 5 min 7.5 s     #2  3 attempts in 7.5 s    after 5 min   asked  ◀ over 30 s
                 10 min 15 s     #3  3 attempts in 7.5 s    after 5 min   asked; backoff 3 s
                 15 min 22.5 s   #4  3 attempts in 7.5 s    after 5 min   asked; backoff 6 s
                 20 min 30 s     #5  3 attempts in 7.5 s    after 5 min   asked

              What would fit:
                maxAttempts 1     at most 7.5 s
                deadline 22.5 s   at most 30 s

            Policy: RetryPolicy(maxAttempts 5, deadline none, backoff exponential 1 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT,
            timeouts, connection errors and IOException)
            """);
  }

  @Test
  void showsTheFirstOfVeryManyAttempts() {
    assertThat(failure(() -> that(ENDLESS).withAttemptsOf("2s").finishesWithin("30s")))
        .isEqualTo(
            """
            Expected a call to finish within 30 s, but it may take 292 years or more:
            2147483647 attempts of 2 s, and the waits between them.

                 0 ms           #1   takes 2 s
                 3.5 s          #2   takes 2 s    after 1.5 s
                 8.5 s          #3   takes 2 s    after 3 s
                 16.5 s         #4   takes 2 s    after 6 s
                 30.5 s         #5   takes 2 s    after 12 s     ◀ over 30 s
                 56.5 s         #6   takes 2 s    after 24 s
                 1 min 46.5 s   #7   takes 2 s    after 48 s
                 2 min 48.5 s   #8   takes 2 s    after 1 min
                 3 min 50.5 s   #9   takes 2 s    after 1 min
                 4 min 52.5 s   #10  takes 2 s    after 1 min
                 5 min 54.5 s   #11  takes 2 s    after 1 min
                 6 min 56.5 s   #12  takes 2 s    after 1 min
                 7 min 58.5 s   #13  takes 2 s    after 1 min
                 9 min 0.5 s    #14  takes 2 s    after 1 min
                 10 min 2.5 s   #15  takes 2 s    after 1 min
                 11 min 4.5 s   #16  takes 2 s    after 1 min
                 …                   2147483631 more

              What would fit:
                maxAttempts 4   at most 18.5 s
                deadline 28 s   at most 30 s

            Policy: RetryPolicy(maxAttempts 2147483647, deadline none, backoff exponential
            1 s x2, jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries
            timeouts and connection errors)
            """);
  }

  @Test
  void namesTheMaxRetryAfterThatFits() {
    assertThat(failure(() -> that(FIVE).finishesWithin("40s")))
        .isEqualTo(
            """
            Expected a call to finish within 40 s, but it may take 20 min: 5 attempts, and
            the waits between them. Without a Retry-After it takes at most 22.5 s.

                 0 ms     #1
                 5 min    #2      after 5 min   asked; backoff 1.5 s     ◀ over 40 s
                 10 min   #3      after 5 min   asked by the server; backoff 3 s
                 15 min   #4      after 5 min   asked by the server; backoff 6 s
                 20 min   #5      after 5 min   asked by the server; backoff 12 s

              What would fit:
                maxAttempts 1       at most 0 ms
                maxRetryAfter 9 s   at most 39 s
                deadline 40 s       at most 40 s

            Policy: RetryPolicy(maxAttempts 5, deadline none, backoff exponential 1 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries TRANSIENT,
            timeouts, connection errors and IOException)
            """);
  }

  @Test
  void passesUpToTheLimit() {
    that(FIVE).withAttemptsOf("2s").withoutRetryAfter().finishesWithin("32500ms");
    that(FIVE).withAttemptsOf(Duration.ofSeconds(2)).finishesWithin("20min10s");
    that(RetryPolicy.DEFAULT).finishesWithin("4500ms");
    that(FIVE.toBuilder().deadline("28s").build()).withAttemptsOf("2s").finishesWithin("30s");
    assertThatThrownBy(() -> that(RetryPolicy.DEFAULT).finishesWithin("4499ms"))
        .isInstanceOf(AssertionFailedError.class);
  }

  @Test
  void countsWhatWasSaidLast() {
    that(FIVE).around(NESTED).withAttemptsOf("0s").withoutRetryAfter().finishesWithin("45s");
    assertThatThrownBy(() -> that(FIVE).around(NESTED).withoutRetryAfter().finishesWithin("45s"))
        .isInstanceOf(AssertionFailedError.class);
  }

  @Test
  void boundsAttempts() {
    that(FIVE).makesAtMostAttempts(5).around(NESTED).makesAtMostAttempts(15);

    assertThat(failure(() -> that(RetryPolicy.DEFAULT).makesAtMostAttempts(2)))
        .startsWith("Expected at most 2 attempts, but a call may make 3: RetryPolicy(");
    assertThat(failure(() -> that(FIVE).around(NESTED).makesAtMostAttempts(14)))
        .startsWith("Expected at most 14 attempts, but a call may make 15 (5 x 3):\nRetryPolicy(");
  }

  @Test
  void knowsWhatIsRetried() {
    that(FIVE)
        .retries("503", "timeout", "refused", "503(Retry-After: 300)")
        .doesNotRetry("404", "429", "503(Retry-After: 301)");

    assertThat(failure(() -> that(FIVE).retries("503", "404")))
        .isEqualTo(
            """
            Expected the policy to retry 404, but it does not: 404 is PERMANENT (policy
            'retry' retries TRANSIENT, timeouts, connection errors and IOException).
            """);
    assertThat(failure(() -> that(RetryPolicy.CONSERVATIVE).doesNotRetry("404", "timeout")))
        .isEqualTo(
            """
            Expected the policy not to retry timeout, but it makes another attempt after 2 s
            to 3 s: RetryPolicy(maxAttempts 2, deadline none, backoff exponential 2 s x2,
            jitter up to +50 %, maxDelay 1 min, maxRetryAfter 5 min; retries timeouts)
            """);
  }

  @Test
  void tellsExpectedAndActual() {
    AssertionFailedError error =
        catchThrowableOfType(
            AssertionFailedError.class,
            () -> that(RetryPolicy.DEFAULT).as("orders").finishesWithin("4s"));

    assertThat(error).hasMessageStartingWith("[orders] ");
    assertThat(error.getExpected().getStringRepresentation()).contains("at most 4 s");
    assertThat(error.getActual().getStringRepresentation()).contains("4.5 s");
  }

  /** An initial delay is part of what a single attempt takes. */
  @Test
  void noLimitShortensTheInitialDelay() {
    RetryPolicy late = RetryPolicy.DEFAULT.toBuilder().initialDelay("20s").build();

    assertThat(failure(() -> that(late).withAttemptsOf("15s").finishesWithin("30s")))
        .contains("  None of its limits would do: a single attempt may end after 35 s.\n");
  }

  /** What is said to fit does. */
  @Test
  void suggestsACapThatIsKeptACap() {
    RetryPolicy capped = FIVE.toBuilder().capRetryAfter("4min").build();

    String text = failure(() -> that(capped).finishesWithin("40s"));

    assertThat(text).contains("    maxRetryAfter 9 s   at most 39 s");
    that(FIVE.toBuilder().capRetryAfter("9s").build()).finishesWithin("39s");
  }

  @Test
  void aTableHasAPlainTwin() {
    assertThat(
            WorstCaseTable.of(ENDLESS, WorstCase.of(2, Duration.ZERO, Duration.ZERO))
                .against(Duration.ofSeconds(2))
                .render(StandardCharsets.US_ASCII)
                .lines()
                .filter(line -> !line.contains("1 min"))
                .toList())
        .containsExactly(
            "     0 ms            #1   2 attempts",
            "     1.5 s           #2   2 attempts    after 1.5 s",
            "     4.5 s           #3   2 attempts    after 3 s     <- over 2 s",
            "     10.5 s          #4   2 attempts    after 6 s",
            "     22.5 s          #5   2 attempts    after 12 s",
            "     46.5 s          #6   2 attempts    after 24 s",
            "     ...                  2147483631 more");
    assertThat(WorstCaseTable.of(RetryPolicy.CONSERVATIVE, NESTED))
        .hasToString(WorstCaseTable.of(RetryPolicy.CONSERVATIVE, NESTED).asAsked().toString());
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThatThrownBy(() -> that(FIVE).finishesWithin("0s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit must be above 0, but was 0 ms");
    assertThatThrownBy(() -> that(FIVE).makesAtMostAttempts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected must be at least 1, but was 0");
    assertThatThrownBy(() -> that(FIVE).retries("ok"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fault must be a failure, such as 503, but was 'ok'");
    assertThatThrownBy(() -> that(FIVE).doesNotRetry("503 x2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a fault must be one, such as 503, but was '503 x2'; give several one by one");
    assertThatThrownBy(() -> that(FIVE).retries("503, then pass"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RedialAssertions.assertThat((RetryPolicy) null).finishesWithin("1s"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Expecting actual not to be null");
  }
}
