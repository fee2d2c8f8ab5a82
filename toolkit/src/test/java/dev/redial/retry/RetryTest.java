package dev.redial.retry;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallRejectedException;
import dev.redial.call.EndReason;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import dev.redial.failure.RetryAfter;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.time.Moment;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for both shapes of a call. */
class RetryTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final RetryPolicy plain =
      RetryPolicy.builder().jitter(Jitter.none()).maxAttempts(4).build();

  private Retry retry(RetryPolicy policy) {
    return Retry.builder("pay").policy(policy).time(time).listener(events::add).build();
  }

  private Moment at(String offset) {
    Duration since = Duration.parse("PT" + offset);
    return new Moment(since.toNanos(), START.plus(since));
  }

  private static Attempt attempt(int number) {
    return new Attempt("pay", 1, number);
  }

  private MetricsSnapshot numbers(Retry retry) {
    return retry.metrics().snapshot();
  }

  @ParameterizedTest
  @EnumSource
  void retriesUntilAnAttemptSucceeds(Shape shape) {
    Script script = Script.of(new TimeoutException(), new SocketTimeoutException(), "ok");
    Retry retry = Retry.of(plain, time);

    assertThat(shape.run(retry, time, script).result()).isEqualTo("ok");

    assertThat(time.waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(numbers(retry).succeeded()).isEqualTo(1);
    assertThat(numbers(retry).distribution()).containsExactly(entry(3, 1L));
    assertThat(numbers(retry).waited()).hasSeconds(3);
  }

  /** Guarantee 13: one attempt means one run, no wait, nothing that looks like a retry. */
  @ParameterizedTest
  @EnumSource
  void runsOnceIfOneAttemptIsAllowed(Shape shape) {
    TimeoutException error = new TimeoutException();
    Script script = Script.of(error);

    assertThat(shape.run(retry(plain.toBuilder().maxAttempts(1).build()), time, script).error())
        .isSameAs(error);

    assertThat(script.runs()).isEqualTo(1);
    assertThat(time.waits).isEmpty();
    assertThat(events).noneMatch(CallEvent.RetryScheduled.class::isInstance);
    assertThat(events)
        .contains(
            new CallEvent.RetryStopped(
                attempt(1), at("0S"), "maxAttempts 1 reached", Failure.of(TRANSIENT), error));
  }

  /** Guarantees 14 and 34: no wait after the last attempt, whose own error is thrown. */
  @ParameterizedTest
  @EnumSource
  void throwsTheLastErrorWithTheEarlierOnes(Shape shape) {
    TimeoutException first = new TimeoutException("1");
    TimeoutException second = new TimeoutException("2");
    TimeoutException third = new TimeoutException("3");
    Script script = Script.of(first, second, third);

    Throwable error =
        shape.run(Retry.of(plain.toBuilder().maxAttempts(3).build(), time), time, script).error();

    assertThat(error).isSameAs(third);
    assertThat(error.getSuppressed()).containsExactly(first, second);
    assertThat(time.waits).hasSize(2);
  }

  /** Guarantee 34: an operation may throw the same instance each time. */
  @ParameterizedTest
  @EnumSource
  void neverSuppressesAnErrorInItself(Shape shape) {
    TimeoutException error = new TimeoutException();

    assertThat(shape.run(Retry.of(plain, time), time, Script.of(error)).error()).isSameAs(error);

    assertThat(error.getSuppressed()).isEmpty();
  }

  /** Guarantees 77, 78 and 79: what is told, in order, by the injected clock. */
  @ParameterizedTest
  @EnumSource
  void tellsWhatHappens(Shape shape) {
    TimeoutException error = new TimeoutException();

    shape.run(retry(plain), time, Script.of(error, "ok"));

    assertThat(events)
        .containsExactly(
            new CallEvent.CallStarted("pay", 1, at("0S")),
            new CallEvent.AttemptStarted(attempt(1), at("0S")),
            new CallEvent.AttemptFailed(
                attempt(1), at("0S"), at("0S"), Failure.of(TRANSIENT), error, null),
            new CallEvent.RetryScheduled(
                attempt(1), at("0S"), Duration.ofSeconds(1), Failure.of(TRANSIENT), error),
            new CallEvent.AttemptStarted(attempt(2), at("1S")),
            new CallEvent.AttemptSucceeded(attempt(2), at("1S"), at("1S")),
            new CallEvent.CallEnded("pay", 1, at("1S"), at("0S"), EndReason.AFTER_RETRY, 2, null));
  }

  /** Guarantee 35: exhausted results return the last one, count as failed and are told alike. */
  @ParameterizedTest
  @EnumSource
  void returnsTheLastFailedResult(Shape shape) {
    HasStatus first = () -> 503;
    HasStatus last = () -> 429;
    Retry retry = retry(plain.toBuilder().maxAttempts(2).retryOn(TRANSIENT, RATE_LIMITED).build());

    assertThat(shape.run(retry, time, Script.of(first, last)).result()).isSameAs(last);

    assertThat(numbers(retry).failed()).isEqualTo(1);
    assertThat(events)
        .containsExactly(
            new CallEvent.CallStarted("pay", 1, at("0S")),
            new CallEvent.AttemptStarted(attempt(1), at("0S")),
            new CallEvent.AttemptFailed(
                attempt(1), at("0S"), at("0S"), Failure.ofStatus(503), null, first),
            new CallEvent.RetryScheduled(
                attempt(1), at("0S"), Duration.ofSeconds(1), Failure.ofStatus(503), null),
            new CallEvent.AttemptStarted(attempt(2), at("1S")),
            new CallEvent.AttemptFailed(
                attempt(2), at("1S"), at("1S"), Failure.ofStatus(429), null, last),
            new CallEvent.RetryStopped(
                attempt(2), at("1S"), "maxAttempts 2 reached", Failure.ofStatus(429), null),
            new CallEvent.CallEnded(
                "pay", 1, at("1S"), at("0S"), EndReason.ATTEMPTS_EXHAUSTED, 2, null));
  }

  @ParameterizedTest
  @EnumSource
  void retriesResultsThatMatch(Shape shape) {
    Retry retry = retry(plain.toBuilder().retryOnResult("pending"::equals).build());

    assertThat(
            shape.run(retry, time, Script.of("pending", new TimeoutException(), "done")).result())
        .isEqualTo("done");
    assertThat(shape.run(retry, time, Script.of("pending")).result()).isEqualTo("pending");

    assertThat(numbers(retry).succeeded()).isEqualTo(1);
    assertThat(numbers(retry).failed()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void allowsNullAsAResult(Shape shape) {
    Retry retry = retry(plain.toBuilder().retryOnResult(result -> result == null).build());
    assertThat(shape.run(retry, time, Script.of(null, "ok")).result()).isEqualTo("ok");
    assertThat(shape.run(Retry.of(plain, time), time, Script.of((Object) null)).result()).isNull();
  }

  /** Guarantee 30: an Error passes at once. */
  @ParameterizedTest
  @EnumSource
  void doesNotRetryAnError(Shape shape) {
    OutOfMemoryError error = new OutOfMemoryError();
    Script script = Script.of(error);

    assertThat(shape.run(Retry.of(RetryPolicy.RATE_LIMIT, time), time, script).error())
        .isSameAs(error);

    assertThat(script.runs()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void takesACancelledOperationAsAborted(Shape shape) {
    Retry retry = Retry.of(RetryPolicy.RATE_LIMIT, time);
    Script script = Script.of(new CancellationException());

    assertThat(shape.run(retry, time, script).error()).isInstanceOf(CancellationException.class);

    assertThat(script.runs()).isEqualTo(1);
    assertThat(numbers(retry).aborted()).isEqualTo(1);
  }

  /** Guarantee 36: a rejected operation never ran, so that it is no attempt and is not retried. */
  @ParameterizedTest
  @EnumSource
  void takesARejectionAsNoAttempt(Shape shape) {
    Retry retry = retry(RetryPolicy.RATE_LIMIT);
    Rejection rejection = new Rejection(Duration.ofSeconds(9));

    assertThat(shape.run(retry, time, Script.of(rejection)).error()).isSameAs(rejection);

    assertThat(events)
        .containsExactly(
            new CallEvent.CallStarted("pay", 1, at("0S")),
            new CallEvent.AttemptStarted(attempt(1), at("0S")),
            new CallEvent.CallEnded("pay", 1, at("0S"), at("0S"), EndReason.GUARD, 0, rejection));
    assertThat(numbers(retry).rejected()).isEqualTo(1);
    assertThat(numbers(retry).distribution()).containsExactly(entry(0, 1L));
  }

  @ParameterizedTest
  @EnumSource
  void carriesEarlierErrorsInARejection(Shape shape) {
    Retry retry = retry(plain);
    TimeoutException error = new TimeoutException();
    Rejection rejection = new Rejection(Duration.ZERO);

    assertThat(shape.run(retry, time, Script.of(error, rejection)).error()).isSameAs(rejection);

    assertThat(rejection.getSuppressed()).containsExactly(error);
    assertThat(numbers(retry).distribution()).containsExactly(entry(1, 1L));
    assertThat(numbers(retry).rejected()).isEqualTo(1);
  }

  /** Guarantee 36: opted in, a rejection waits until the guard may let a call pass. */
  @ParameterizedTest
  @EnumSource
  void waitsForTheGuardIfRejectionsAreRetried(Shape shape) {
    Retry retry = retry(plain.toBuilder().retryOn(CallRejectedException.class).build());
    Rejection rejection = new Rejection(Duration.ofSeconds(9));
    Script script = Script.of(rejection, "ok");

    assertThat(shape.run(retry, time, script).result()).isEqualTo("ok");

    assertThat(time.waits).containsExactly(Duration.ofSeconds(9));
    assertThat(numbers(retry).distribution()).containsExactly(entry(1, 1L));
    assertThat(events)
        .contains(
            new CallEvent.RetryScheduled(
                attempt(1),
                at("0S"),
                Duration.ofSeconds(9),
                Failure.of(TRANSIENT).withRetryAfter(RetryAfter.ofDelay(Duration.ofSeconds(9))),
                rejection));
  }

  /** A guard may reckon it from a moment that has just passed. */
  @ParameterizedTest
  @EnumSource
  void aGuardThatAsksForLessThanNoWaitAsksForNone(Shape shape) {
    Retry retry = retry(plain);
    Rejection rejection = new Rejection(Duration.ofNanos(-1));

    assertThat(shape.run(retry, time, Script.of(rejection)).error()).isSameAs(rejection);

    assertThat(numbers(retry).rejected()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void boundsRetriedRejectionsByMaxAttempts(Shape shape) {
    Retry retry = retry(plain.toBuilder().retryOn(CallRejectedException.class).build());
    Script script = Script.of(new Rejection(Duration.ZERO));

    assertThat(shape.run(retry, time, script).error()).isInstanceOf(Rejection.class);

    assertThat(script.runs()).isEqualTo(4);
    assertThat(numbers(retry).distribution()).containsExactly(entry(0, 1L));
  }

  /** Guarantee 33: a rule that throws ends the call with its error. */
  @ParameterizedTest
  @EnumSource
  void endsWithTheErrorOfARule(Shape shape) {
    IllegalStateException broken = new IllegalStateException("rule");
    TimeoutException error = new TimeoutException();
    List<RetryPolicy> policies =
        List.of(
            plain.toBuilder()
                .retryIf(
                    any -> {
                      throw broken;
                    })
                .build(),
            plain.toBuilder()
                .abortIf(
                    any -> {
                      throw broken;
                    })
                .build(),
            plain.toBuilder()
                .classifier(
                    (result, any) -> {
                      throw broken;
                    })
                .build(),
            plain.toBuilder()
                .backoff(
                    (attempt, failure) -> {
                      throw broken;
                    })
                .build());
    for (RetryPolicy policy : policies) {
      events.clear();
      Retry retry = retry(policy);

      assertThat(shape.run(retry, time, Script.of(error)).error()).isSameAs(broken);

      assertThat(broken.getSuppressed()).containsExactly(error);
      assertThat(numbers(retry).failed()).isEqualTo(1);
      assertThat(events.get(events.size() - 1))
          .isEqualTo(
              new CallEvent.CallEnded("pay", 1, at("0S"), at("0S"), EndReason.BROKEN, 1, broken));
    }
  }

  /** Guarantee 33, for rules that read results, watched or not. */
  @ParameterizedTest
  @EnumSource
  void endsWithTheErrorOfAResultRule(Shape shape) {
    IllegalStateException broken = new IllegalStateException("rule");
    RetryPolicy policy =
        plain.toBuilder()
            .retryOnResult(
                any -> {
                  throw broken;
                })
            .build();
    for (Retry retry : List.of(retry(policy), Retry.of(policy, time))) {
      assertThat(shape.run(retry, time, Script.of("ok")).error()).isSameAs(broken);
      assertThat(numbers(retry).failed()).isEqualTo(1);
      assertThat(numbers(retry).total()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void endsWithASentenceIfTheBackoffReturnsNull(Shape shape) {
    RetryPolicy policy = plain.toBuilder().backoff((attempt, failure) -> null).build();

    assertThat(shape.run(retry(policy), time, Script.of(new TimeoutException())).error())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("The backoff returned null; return Duration.ZERO for no delay.");
  }

  /** Guarantee 3: a negative delay of the user's is none; guarantee 76: it is still counted. */
  @ParameterizedTest
  @EnumSource
  void goesOnAtOnceAfterANegativeDelay(Shape shape) {
    RetryPolicy policy =
        plain.toBuilder().backoff((attempt, failure) -> Duration.ofSeconds(-5)).build();
    Retry retry = retry(policy);

    shape.run(retry, time, Script.of(new TimeoutException(), "ok"));

    assertThat(time.waits).isEmpty();
    assertThat(numbers(retry).distribution()).containsExactly(entry(2, 1L));
  }

  /** Zero delay: nothing is slept or scheduled. */
  @ParameterizedTest
  @EnumSource
  void neverWaitsForNothing(Shape shape) {
    RetryPolicy policy = plain.toBuilder().backoff(Backoff.none()).build();

    TimeoutException error = new TimeoutException();

    shape.run(retry(policy), time, Script.of(error, "ok"));

    assertThat(time.waits).isEmpty();
    assertThat(events)
        .contains(
            new CallEvent.RetryScheduled(
                attempt(1), at("0S"), Duration.ZERO, Failure.of(TRANSIENT), error));
  }

  /** Guarantees 24 and 28: a date is read on the wall clock, once, and waited for on the other. */
  @ParameterizedTest
  @EnumSource
  void waitsForADateOnTheWallClock(Shape shape) {
    time.shiftWall(Duration.ofHours(-1));
    Retry retry = retry(plain.toBuilder().retryOn(RATE_LIMITED).build());
    HasStatus limited =
        new HasStatus() {
          @Override
          public int status() {
            return 429;
          }

          @Override
          public Optional<String> retryAfter() {
            return Optional.of("Wed, 31 Dec 2025 23:00:07 GMT");
          }
        };

    shape.run(retry, time, Script.of(limited, "ok"));

    assertThat(time.waits).containsExactly(Duration.ofSeconds(7));
    assertThat(events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        CallEvent.RetryScheduled.class,
                        scheduled -> assertThat(scheduled.delay()).hasSeconds(7)));
  }

  /** Guarantee 76. */
  @ParameterizedTest
  @EnumSource
  void countsEachRunOfTheOperation(Shape shape) {
    Retry retry = retry(plain);
    Script aborted = Script.of(new TimeoutException(), new IOException());
    Script exhausted = Script.of(new TimeoutException());

    shape.run(retry, time, aborted);
    shape.run(retry, time, exhausted);
    shape.run(retry, time, Script.of("ok"));

    assertThat(numbers(retry).totalAttempts()).isEqualTo(aborted.runs() + exhausted.runs() + 1L);
    assertThat(numbers(retry).total()).isEqualTo(3);
  }

  static final class Rejection extends CallRejectedException {
    private static final long serialVersionUID = 1L;
    private final Duration remainingWait;

    Rejection(Duration remainingWait) {
      super("rejected", false);
      this.remainingWait = remainingWait;
    }

    @Override
    public Duration remainingWait() {
      return remainingWait;
    }
  }
}
