package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.budget.RetryBudget;
import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallRejectedException;
import dev.redial.call.Operation;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import dev.redial.failure.RetryAfter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarantees 71 to 74, as a call sees them. */
class BudgetedRetryTest {

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final RetryPolicy plain =
      RetryPolicy.builder()
          .maxAttempts(4)
          .backoff(Backoff.fixed("1s"))
          .jitter(Jitter.none())
          .retryOn(TRANSIENT, RATE_LIMITED)
          .build();

  private Retry retry(RetryPolicy policy, RetryBudget budget) {
    return Retry.builder("pay")
        .policy(policy)
        .budget(budget)
        .time(time)
        .listener(events::add)
        .build();
  }

  private Retry unwatched(RetryBudget budget) {
    return Retry.builder("pay").policy(plain).budget(budget).time(time).build();
  }

  private static RetryBudget empty() {
    RetryBudget budget = RetryBudget.tokenBucket(5, 5);
    assertThat(budget.tryRetry()).isTrue();
    return budget;
  }

  /** Guarantee 71: no wait, the last error itself, and the reason in words. */
  @ParameterizedTest
  @EnumSource
  void endsAtOnceWithTheLastErrorIfTheBudgetIsEmpty(Shape shape) {
    RetryBudget budget = RetryBudget.tokenBucket(9, 5);
    TimeoutException first = new TimeoutException("1");
    TimeoutException second = new TimeoutException("2");
    Retry retry = retry(plain, budget);

    assertThat(shape.run(retry, time, Script.of(first, second)).error()).isSameAs(second);

    assertThat(second.getSuppressed()).containsExactly(first);
    assertThat(time.waits).containsExactly(Duration.ofSeconds(1));
    assertThat(events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        CallEvent.RetryStopped.class,
                        stopped -> {
                          assertThat(stopped.attempt()).isEqualTo(new Attempt("pay", 1, 2));
                          assertThat(stopped.rule())
                              .isEqualTo(
                                  "the retry budget is empty (4 of 9 tokens, a retry costs 5)");
                        }));
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            CallEvent.CallEnded.class,
            ended -> {
              assertThat(ended.outcome()).isEqualTo(Outcome.FAILED);
              assertThat(ended.attempts()).isEqualTo(2);
            });
    assertThat(retry.metrics().snapshot().failed()).isEqualTo(1);
    assertThat(retry.metrics().snapshot().budgetDenials()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void returnsTheLastResultIfTheBudgetIsEmpty(Shape shape) {
    HasStatus unavailable = () -> 503;
    Retry retry = retry(plain, empty());

    assertThat(shape.run(retry, time, Script.of(unavailable, "ok")).result()).isSameAs(unavailable);

    assertThat(time.waits).isEmpty();
    assertThat(retry.metrics().snapshot().budgetDenials()).isEqualTo(1);
  }

  /** Guarantee 71. */
  @ParameterizedTest
  @EnumSource
  void neverHoldsUpAFirstAttempt(Shape shape) {
    RetryBudget budget = empty();

    assertThat(shape.run(retry(plain, budget), time, Script.of("ok")).result()).isEqualTo("ok");
    assertThat(shape.run(unwatched(budget), time, Script.of("ok")).result()).isEqualTo("ok");

    assertThat(budget).hasToString("2 of 5 tokens, a retry costs 5");
  }

  /** Guarantee 72: what the last retry took comes back, what an earlier one took does not. */
  @ParameterizedTest
  @EnumSource
  void givesBackWhatTheLastRetryTook(Shape shape) {
    RetryBudget budget = RetryBudget.tokenBucket(100, 5);
    Script script = Script.of(new TimeoutException(), new TimeoutException(), "ok");

    shape.run(retry(plain, budget), time, script);

    assertThat(budget).hasToString("95 of 100 tokens, a retry costs 5");
    assertThat(script.runs()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void spendsNothingWhereAnotherRuleStops(Shape shape) {
    RetryBudget budget = RetryBudget.tokenBucket(100, 5);
    RetryPolicy once = plain.toBuilder().maxAttempts(1).build();
    RetryPolicy late = plain.toBuilder().deadline("1s").build();
    HasStatus notFound = () -> 404;

    shape.run(retry(once, budget), time, Script.of(new TimeoutException()));
    shape.run(retry(late, budget), time, Script.of(new TimeoutException()));
    shape.run(retry(plain, budget), time, Script.of(notFound));
    shape.run(retry(plain, budget), time, Script.of(new IllegalStateException()));

    assertThat(budget.remaining()).isEqualTo(20);
    assertThat(budget).hasToString("100 of 100 tokens, a retry costs 5");
  }

  /** Guarantee 74: a failure that is retried counts, even the last one; another does not. */
  @ParameterizedTest
  @EnumSource
  void throttlingCountsFailuresAtALimitToo(Shape shape) {
    RetryBudget budget = RetryBudget.throttling(10, 0.5);
    RetryPolicy once = plain.toBuilder().maxAttempts(1).build();
    HasStatus notFound = () -> 404;

    shape.run(retry(once, budget), time, Script.of(new TimeoutException()));
    assertThat(budget).hasToString("9 of 10 tokens, a retry must leave more than 5");
    shape.run(retry(plain, budget), time, Script.of(notFound));
    assertThat(budget).hasToString("9 of 10 tokens, a retry must leave more than 5");
    shape.run(retry(plain, budget), time, Script.of(new TimeoutException(), "ok"));
    assertThat(budget).hasToString("8.5 of 10 tokens, a retry must leave more than 5");
  }

  /** Guarantee 74, with a pushback that says no: it counts whatever its status. */
  @ParameterizedTest
  @EnumSource
  void throttlingCountsAPushback(Shape shape) {
    RetryBudget budget = RetryBudget.throttling(10, 0.5);
    RetryPolicy pushedBack =
        plain.toBuilder()
            .classifier(
                (result, error) ->
                    Failure.ofStatus(404).withRetryAfter(RetryAfter.ofPushback("-1")))
            .build();

    shape.run(retry(pushedBack, budget), time, Script.of("no"));

    assertThat(budget).hasToString("9 of 10 tokens, a retry must leave more than 5");
  }

  /** Guarantee 74: 10 tokens let four failures retry; the fifth leaves five, which is not more. */
  @ParameterizedTest
  @EnumSource
  void throttlingStopsAtHalf(Shape shape) {
    RetryBudget budget = RetryBudget.throttling(10, 0.1);
    Script script = Script.of(new TimeoutException());

    shape.run(retry(plain.toBuilder().maxAttempts(100).build(), budget), time, script);

    assertThat(script.runs()).isEqualTo(5);
    assertThat(events)
        .filteredOn(CallEvent.RetryStopped.class::isInstance)
        .extracting(event -> ((CallEvent.RetryStopped) event).rule())
        .containsExactly(
            "the retry budget is empty (5 of 10 tokens, a retry must leave more than 5)");
  }

  /** Guarantee 73: every call is one deposit, however it goes. */
  @ParameterizedTest
  @EnumSource
  void countsEachCallOnce(Shape shape) {
    RetryBudget budget = RetryBudget.ratio(1, 0, Duration.ofSeconds(10), time);

    shape.run(unwatched(budget), time, Script.of("ok"));
    assertThat(budget.remaining()).isEqualTo(1);
    shape.run(retry(plain, budget), time, Script.of("ok"));
    assertThat(budget.remaining()).isEqualTo(2);
    shape.run(unwatched(budget), time, Script.of(new TimeoutException(), "ok"));
    assertThat(budget.remaining()).isEqualTo(2);
    shape.run(unwatched(budget), time, Script.of(new IllegalStateException()));
    assertThat(budget.remaining()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void isSharedByRetries(Shape shape) {
    RetryBudget budget = RetryBudget.tokenBucket(5, 5);
    Retry orders = retry(plain, budget);
    Retry prices = retry(plain, budget);
    Script down = Script.of(new TimeoutException());

    shape.run(orders, time, down);
    assertThat(down.runs()).isEqualTo(2);
    shape.run(prices, time, down);
    assertThat(down.runs()).isEqualTo(3);
  }

  /** A rejected operation did not run, so that its retry adds no load. */
  @ParameterizedTest
  @EnumSource
  void retriesRejectionsForFree(Shape shape) {
    RetryPolicy patient = plain.toBuilder().retryOn(CallRejectedException.class).build();
    Script script = Script.of(new RetryTest.Rejection(Duration.ofSeconds(9)), "ok");

    assertThat(shape.run(retry(patient, empty()), time, script).result()).isEqualTo("ok");
    assertThat(time.waits).containsExactly(Duration.ofSeconds(9));
  }

  /** Else calls that cannot run would be good for the retries of others. */
  @ParameterizedTest
  @EnumSource
  void aCallThatMayNotBeginIsGoodForNoRetry(Shape shape) {
    RetryBudget budget = RetryBudget.ratio(1, 0, Duration.ofSeconds(10), time);
    Retry late = unwatched(budget).within(Duration.ZERO);

    assertThat(shape.run(late, time, Script.of("ok")).error())
        .isInstanceOf(DeadlinePassedException.class);

    assertThat(budget.remaining()).isZero();
  }

  @Test
  void showsTheBudget() {
    assertThat(Retry.builder("pay").budget(RetryBudget.tokenBucket()).build())
        .hasToString(
            "Retry 'pay': " + RetryPolicy.DEFAULT + ", budget 500 of 500 tokens, a retry costs 5");
  }

  @ParameterizedTest
  @EnumSource(Budgets.class)
  void aSuccessAllocatesNothing(Budgets kind) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RetryBudget budget = kind.budget(time);
    budget.tryRetry();
    Retry retry = unwatched(budget);
    Operation<String, RuntimeException> operation = () -> "ok";
    callOften(retry, operation);

    long before = threads.getCurrentThreadAllocatedBytes();
    callOften(retry, operation);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // One byte a call would be 10,000.
    assertThat(allocated).isLessThan(10_000);
  }

  private static void callOften(Retry retry, Operation<String, RuntimeException> operation) {
    for (int i = 0; i < 10_000; i++) {
      retry.call(operation);
    }
  }

  /** None of them is full, so that each success writes. */
  private enum Budgets {
    BUCKET {
      @Override
      RetryBudget budget(RecordingTime time) {
        return RetryBudget.tokenBucket(1_000_000, 1_000_000);
      }
    },
    THROTTLE {
      @Override
      RetryBudget budget(RecordingTime time) {
        RetryBudget budget = RetryBudget.throttling(1_000, 0.001);
        for (int i = 0; i < 1_000; i++) {
          budget.failedAtLimit();
        }
        return budget;
      }
    },
    RATIO {
      @Override
      RetryBudget budget(RecordingTime time) {
        return RetryBudget.ratio(0.2, 10, Duration.ofSeconds(10), time);
      }
    };

    abstract RetryBudget budget(RecordingTime time);
  }
}
