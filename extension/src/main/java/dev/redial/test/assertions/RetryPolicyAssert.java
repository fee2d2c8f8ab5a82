package dev.redial.test.assertions;

import dev.redial.retry.PlannedAttempt;
import dev.redial.retry.RetryPlan;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.WorstCase;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.report.DryRun;
import dev.redial.test.script.Script;
import dev.redial.time.Durations;
import java.nio.charset.Charset;
import java.time.Duration;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions over what a policy can come to; nothing is run.
 *
 * <pre>{@code
 * assertThat(policy).withAttemptsOf("2s").finishesWithin("30s");
 * assertThat(policy).makesAtMostAttempts(5).retries("503", "timeout").doesNotRetry("404");
 * }</pre>
 */
public class RetryPolicyAssert extends AbstractAssert<RetryPolicyAssert, RetryPolicy> {

  private final @Nullable Charset charset;
  private WorstCase attempt = WorstCase.of(1, Duration.ZERO, Duration.ZERO);
  private boolean asAsked = true;

  /** Asserts over a policy. */
  public RetryPolicyAssert(@Nullable RetryPolicy actual) {
    this(actual, null);
  }

  /** For a place that prints in this charset; {@code null} is the console. */
  RetryPolicyAssert(@Nullable RetryPolicy actual, @Nullable Charset charset) {
    super(actual, RetryPolicyAssert.class);
    this.charset = charset;
  }

  /** What follows counts so long for each run of the operation; its timeout, say. Default: 0. */
  @CheckReturnValue
  public RetryPolicyAssert withAttemptsOf(Duration longest) {
    attempt = attempt.withAttemptsOf(longest);
    return this;
  }

  /** Like {@link #withAttemptsOf(Duration)}, with a time such as {@code "2s"}. */
  @CheckReturnValue
  public RetryPolicyAssert withAttemptsOf(String longest) {
    return withAttemptsOf(Durations.parse(longest));
  }

  /** What follows takes each attempt for a call of this: another policy, a client's own retries. */
  @CheckReturnValue
  public RetryPolicyAssert around(WorstCase inner) {
    attempt = inner;
    return this;
  }

  /**
   * What follows counts no Retry-After. Without this, each answer asks for as much as the policy's
   * {@code maxRetryAfter} grants, as a server may, unless the policy retries nothing that can ask.
   */
  @CheckReturnValue
  public RetryPolicyAssert withoutRetryAfter() {
    asAsked = false;
    return this;
  }

  /** A call takes so long or less, all attempts and waits at their longest. */
  public RetryPolicyAssert finishesWithin(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException(
          "limit must be above 0, but was " + Durations.format(limit));
    }
    isNotNull();
    TimeLimit check = new TimeLimit(actual, attempt, asAsked, limit);
    if (!check.holds()) {
      throw failureWithActualExpected(
          Durations.format(check.time()),
          "at most " + Durations.format(limit),
          "%s",
          check.failure(report(), charset));
    }
    return this;
  }

  /** Like {@link #finishesWithin(Duration)}, with a time such as {@code "30s"}. */
  public RetryPolicyAssert finishesWithin(String limit) {
    return finishesWithin(Durations.parse(limit));
  }

  /** A call runs the operation so often or less, the first time included. */
  public RetryPolicyAssert makesAtMostAttempts(long expected) {
    if (expected < 1) {
      throw new IllegalArgumentException("expected must be at least 1, but was " + expected);
    }
    isNotNull();
    long most = actual.worstCase().around(attempt).attempts();
    if (most > expected) {
      String nested =
          attempt.attempts() == 1
              ? ""
              : " (%d x %d)".formatted(actual.worstCase().attempts(), attempt.attempts());
      throw failureWithActualExpected(
          most,
          "at most " + expected,
          "%s",
          paragraph(
              "Expected at most %s, but a call may make %d%s: %s"
                  .formatted(Phrases.count(expected, "attempt"), most, nested, actual)));
    }
    return this;
  }

  /**
   * Each of these faults, at the first attempt, is followed by another attempt.
   *
   * @param faults as a script writes them, such as {@code "503"} or {@code "429(Retry-After: 7)"}
   * @throws IllegalArgumentException if one of them is not a single fault
   */
  public RetryPolicyAssert retries(String... faults) {
    isNotNull();
    for (String fault : faults) {
      PlannedAttempt first = first(fault);
      if (first.stop().isPresent()) {
        String rule = first.stop().get();
        throw failureWithActualExpected(
            "not retried",
            "retried",
            "%s",
            paragraph(
                "Expected the policy to retry " + fault + ", but it does not: " + rule + "."));
      }
    }
    return this;
  }

  /** Each of these faults, at the first attempt, ends the call; see {@link #retries}. */
  public RetryPolicyAssert doesNotRetry(String... faults) {
    isNotNull();
    for (String fault : faults) {
      if (first(fault).stop().isEmpty()) {
        String wait = plan(fault).next().orElseThrow().delay().toString();
        throw failureWithActualExpected(
            "retried",
            "not retried",
            "%s",
            paragraph(
                "Expected the policy not to retry %s, but it makes another attempt after %s: %s"
                    .formatted(fault, wait, actual)));
      }
    }
    return this;
  }

  private PlannedAttempt first(String fault) {
    return plan(fault).attempts().get(0);
  }

  private RetryPlan plan(String fault) {
    Script script = Script.parse(fault);
    RetryPlan plan = DryRun.of(actual, script).plan();
    if (script.calls() > 1 || script.end() != Script.End.STRICT) {
      throw new IllegalArgumentException(
          "a fault must be one, such as 503, but was '" + fault + "'; give several one by one");
    }
    if (plan.end() == RetryPlan.End.SUCCEEDS) {
      throw new IllegalArgumentException(
          "a fault must be a failure, such as 503, but was '" + fault + "'");
    }
    return plan;
  }

  private String paragraph(String text) {
    return report().paragraph(text);
  }

  private AsciiTimeline report() {
    return charset == null ? new AsciiTimeline() : new AsciiTimeline(charset);
  }
}
