package dev.redial.retry;

import static dev.redial.call.EndReason.AFTER_RETRY;
import static dev.redial.call.EndReason.ATTEMPTS_EXHAUSTED;
import static dev.redial.call.EndReason.AT_ONCE;
import static dev.redial.call.EndReason.BROKEN;
import static dev.redial.call.EndReason.BUDGET;
import static dev.redial.call.EndReason.CANCELLED;
import static dev.redial.call.EndReason.DEADLINE;
import static dev.redial.call.EndReason.GUARD;
import static dev.redial.call.EndReason.INTERRUPTED;
import static dev.redial.call.EndReason.NOT_BEGUN;
import static dev.redial.call.EndReason.NOT_RETRYABLE;
import static dev.redial.call.EndReason.RETRY_AFTER;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.budget.RetryBudget;
import dev.redial.call.CallEvent;
import dev.redial.call.EndReason;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import dev.redial.failure.RetryAfter;
import dev.redial.metrics.MetricsSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guarantees 76 and 77: whichever way a call ends, it ends for one reason, and counts each run of
 * its operation. What only one shape can do, be interrupted in a wait or be cancelled, is told by
 * {@link SyncCallTest} and {@link AsyncCallTest}.
 */
class CountedCallsTest {

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = new ArrayList<>();

  @AfterEach
  void clearTheFlag() {
    Thread.interrupted();
  }

  /** How a call goes. */
  private record Ending(
      String name,
      EndReason reason,
      int attempts,
      UnaryOperator<RetryPolicyBuilder> policy,
      UnaryOperator<RetryBuilder> retry,
      UnaryOperator<Retry> before,
      List<Object> steps) {

    static Ending of(String name, EndReason reason, int attempts, Object... steps) {
      return new Ending(
          name, reason, attempts, p -> p, r -> r, r -> r, new ArrayList<>(List.of(steps)));
    }

    Ending policy(UnaryOperator<RetryPolicyBuilder> newPolicy) {
      return new Ending(name, reason, attempts, newPolicy, retry, before, steps);
    }

    Ending retry(UnaryOperator<RetryBuilder> newRetry) {
      return new Ending(name, reason, attempts, policy, newRetry, before, steps);
    }

    Ending before(UnaryOperator<Retry> newBefore) {
      return new Ending(name, reason, attempts, policy, retry, newBefore, steps);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> endings() {
    HasStatus unavailable = () -> 503;
    TimeoutException timeout = new TimeoutException();
    Failure never = Failure.of(TRANSIENT).withRetryAfter(RetryAfter.never());
    Stream<Ending> all =
        Stream.of(
            Ending.of("a success", AT_ONCE, 1, "ok"),
            Ending.of("a late success", AFTER_RETRY, 3, timeout, timeout, "ok"),
            Ending.of("errors to the last", ATTEMPTS_EXHAUSTED, 4, timeout),
            Ending.of("results to the last", ATTEMPTS_EXHAUSTED, 4, unavailable)
                .policy(policy -> policy.retryOn(TRANSIENT)),
            Ending.of("an error that no rule names", NOT_RETRYABLE, 2, timeout, new IOException()),
            Ending.of("an abort rule", NOT_RETRYABLE, 1, timeout)
                .policy(policy -> policy.abortOn(TimeoutException.class)),
            Ending.of("an Error", NOT_RETRYABLE, 2, timeout, new AssertionError()),
            Ending.of("an interrupt", INTERRUPTED, 2, timeout, new InterruptedException()),
            Ending.of("a cancellation", CANCELLED, 2, timeout, new CancellationException()),
            Ending.of("a rejection", GUARD, 1, timeout, new RetryTest.Rejection(Duration.ZERO)),
            Ending.of("a negative delay", AFTER_RETRY, 2, timeout, "ok")
                .policy(policy -> policy.backoff((attempt, failure) -> Duration.ofSeconds(-1))),
            Ending.of("an empty budget", BUDGET, 2, timeout)
                .retry(retry -> retry.budget(RetryBudget.tokenBucket(1, 1))),
            Ending.of("a pushback", RETRY_AFTER, 1, timeout)
                .policy(policy -> policy.classifier((result, error) -> never)),
            Ending.of("a deadline", DEADLINE, 2, timeout).policy(policy -> policy.deadline("2s")),
            Ending.of("a passed deadline", NOT_BEGUN, 0, "ok")
                .before(retry -> retry.within(Duration.ZERO)),
            Ending.of("a closed retry", NOT_BEGUN, 0, "ok").before(CountedCallsTest::closed),
            Ending.of("a rule that throws", BROKEN, 1, timeout)
                .policy(policy -> policy.retryIf(CountedCallsTest::broken)),
            Ending.of("a result rule that throws", BROKEN, 1, "ok")
                .policy(policy -> policy.retryOnResult(CountedCallsTest::broken)),
            Ending.of("a source of chance that throws", BROKEN, 1, timeout)
                .policy(policy -> policy.jitter(Jitter.full()))
                .retry(retry -> retry.random(CountedCallsTest::brokenRandom)),
            Ending.of("one that throws before the first attempt", BROKEN, 0, "ok")
                .policy(policy -> policy.initialDelay("1s"))
                .retry(retry -> retry.random(CountedCallsTest::brokenRandom)),
            Ending.of("a backoff that throws", BROKEN, 1, timeout)
                .policy(policy -> policy.backoff(Backoff.custom(CountedCallsTest::brokenDelay))));
    return all.flatMap(
        ending -> Stream.of(Shape.values()).map(shape -> Arguments.of(ending, shape)));
  }

  private static Retry closed(Retry retry) {
    retry.close();
    return retry;
  }

  private static boolean broken(Object any) {
    throw new IllegalStateException("broken rule");
  }

  private static RandomGenerator brokenRandom(long call) {
    throw new IllegalStateException("broken source of chance");
  }

  private static Duration brokenDelay(int attempt) {
    throw new IllegalStateException("broken backoff");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("endings")
  void aCallEndsOnceAndCountsItsAttempts(Ending ending, Shape shape) {
    for (boolean watched : new boolean[] {true, false}) {
      events.clear();
      Thread.interrupted();
      Retry retry = retry(ending, watched);
      Script script = Script.of(ending.steps().toArray());

      shape.run(ending.before().apply(retry), time, script);

      assertOnly(ending.reason(), retry.metrics().snapshot());
      assertThat(retry.metrics().snapshot().totalAttempts()).isEqualTo(ending.attempts());
      assertThat(script.runs() - rejections(ending)).isEqualTo(ending.attempts());
      if (watched) {
        assertTold(ending);
      }
    }
  }

  private Retry retry(Ending ending, boolean watched) {
    RetryPolicyBuilder policy =
        RetryPolicy.builder().maxAttempts(4).backoff(Backoff.fixed("1s")).jitter(Jitter.none());
    RetryBuilder retry =
        Retry.builder("pay").policy(ending.policy().apply(policy).build()).time(time);
    if (watched) {
      retry.listener(events::add);
    }
    return ending.retry().apply(retry).build();
  }

  private static long rejections(Ending ending) {
    return ending.steps().stream().filter(RetryTest.Rejection.class::isInstance).count();
  }

  private static void assertOnly(EndReason reason, MetricsSnapshot numbers) {
    assertThat(numbers.total()).isEqualTo(1);
    assertThat(numbers.calls(reason)).isEqualTo(1);
    assertThat(numbers.calls(reason.outcome())).isEqualTo(1);
  }

  private void assertTold(Ending ending) {
    List<CallEvent> ends = events.stream().filter(CallEvent.CallEnded.class::isInstance).toList();
    assertThat(ends).hasSize(1);
    CallEvent.CallEnded end = (CallEvent.CallEnded) ends.get(0);
    assertThat(events.get(events.size() - 1)).isSameAs(end);
    assertThat(end.reason()).isEqualTo(ending.reason());
    assertThat(end.attempts()).isEqualTo(ending.attempts());
  }
}
