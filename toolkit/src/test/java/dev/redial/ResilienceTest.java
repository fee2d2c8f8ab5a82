package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitOpenException;
import dev.redial.budget.RetryBudget;
import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.CallEnded;
import dev.redial.call.CallEvent.FallbackAnswered;
import dev.redial.call.CallEvent.Rejected;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.fallback.Fallback;
import dev.redial.metrics.CallMetrics;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.ManualTime;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResilienceTest {

  private static final RetryPolicy FIVE_ATTEMPTS =
      RetryPolicy.builder()
          .maxAttempts(5)
          .backoff(Backoff.fixed(Duration.ofSeconds(1)))
          .jitter(Jitter.none())
          .build();
  private static final BreakerPolicy TWO_FAILURES =
      BreakerPolicy.builder().failuresInARow(2).build();

  private enum Shape {
    SYNC {
      @Override
      <T> T call(Resilience guard, Callable<T> operation) throws Exception {
        return guard.call(operation::call);
      }

      @Override
      <T> T call(Resilience guard, Callable<T> operation, Fallback<T> fallback) throws Exception {
        return guard.call(operation::call, fallback);
      }
    },
    ASYNC {
      @Override
      <T> T call(Resilience guard, Callable<T> operation) throws Exception {
        return outcome(guard.callAsync(() -> stage(operation)));
      }

      @Override
      <T> T call(Resilience guard, Callable<T> operation, Fallback<T> fallback) throws Exception {
        return outcome(guard.callAsync(() -> stage(operation), fallback));
      }
    };

    abstract <T> T call(Resilience guard, Callable<T> operation) throws Exception;

    abstract <T> T call(Resilience guard, Callable<T> operation, Fallback<T> fallback)
        throws Exception;

    private static <T> CompletionStage<T> stage(Callable<T> operation) {
      try {
        return CompletableFuture.completedFuture(operation.call());
      } catch (Exception error) {
        return CompletableFuture.failedFuture(error);
      }
    }

    private static <T> T outcome(CompletableFuture<T> future) throws Exception {
      try {
        return future.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception error ? error : e;
      }
    }
  }

  private final ManualTime time = new ManualTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final Resilience ocr =
      Resilience.builder("ocr")
          .retry(FIVE_ATTEMPTS)
          .breaker(TWO_FAILURES)
          .time(time)
          .listener(events::add)
          .build();

  /** An operation that is down for its first runs. */
  private Callable<String> downFor(int failures) {
    return () -> {
      if (runs.incrementAndGet() <= failures) {
        throw new ConnectException("down " + runs.get());
      }
      return "ok";
    };
  }

  private void openCircuit(Shape shape) {
    assertThat(catchThrowable(() -> shape.call(ocr, downFor(Integer.MAX_VALUE))))
        .isInstanceOf(CircuitOpenException.class);
    runs.set(0);
    events.clear();
  }

  private List<String> story() {
    return events.stream().map(ResilienceTest::tell).filter(line -> !line.isEmpty()).toList();
  }

  private static String tell(CallEvent event) {
    if (event instanceof StateChanged change) {
      return change.from() + " → " + change.to();
    }
    if (event instanceof CallEnded end) {
      return end.outcome() + " after " + end.attempts();
    }
    if (event instanceof FallbackAnswered answer) {
      Throwable error = answer.error();
      return "fallback for " + (error == null ? "a result" : error.getClass().getSimpleName());
    }
    return event instanceof Rejected ? "rejected" : "";
  }

  @ParameterizedTest
  @EnumSource
  void retriesWhatFailsAndTheCircuitSeesEachAttempt(Shape shape) throws Exception {
    assertThat(shape.call(ocr, downFor(1))).isEqualTo("ok");

    assertThat(runs).hasValue(2);
    assertThat(ocr.breaker().state()).isEqualTo(CircuitState.CLOSED);
    assertThat(story()).containsExactly("SUCCEEDED after 2");
  }

  /** Guarantees 36, 76 and 77. */
  @ParameterizedTest
  @EnumSource
  void aCircuitThatOpensBetweenTwoAttemptsEndsTheCall(Shape shape) {
    Throwable end = catchThrowable(() -> shape.call(ocr, downFor(Integer.MAX_VALUE)));

    assertThat(end)
        .isInstanceOf(CircuitOpenException.class)
        .hasMessage("Circuit 'ocr' is open since 1 s (2 failures in a row); next trial in 59 s");
    assertThat(end.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("down 1", "down 2");
    assertThat(runs).hasValue(2);
    assertThat(story()).containsExactly("CLOSED → OPEN", "rejected", "REJECTED after 2");
    MetricsSnapshot numbers = ocr.metrics().snapshot();
    assertThat(numbers.rejected()).isEqualTo(1);
    assertThat(numbers.total()).isEqualTo(1);
    assertThat(numbers.distribution()).isEqualTo(Map.of(2, 1L));
  }

  /** Guarantee 36: whoever wants rejections retried waits for the circuit, not less. */
  @ParameterizedTest
  @EnumSource
  void aPolicyThatRetriesRejectionsWaitsUntilAProbeMayPass(Shape shape) throws Exception {
    Resilience patient =
        Resilience.builder("patient")
            .retry(
                FIVE_ATTEMPTS.toBuilder()
                    .retryOn(IOException.class, CallRejectedException.class)
                    .build())
            .breaker(TWO_FAILURES)
            .time(time)
            .build();

    assertThat(shape.call(patient, downFor(2))).isEqualTo("ok");

    assertThat(time.nanoTime()).isEqualTo(Duration.ofSeconds(61).toNanos());
    assertThat(runs).hasValue(3);
    assertThat(patient.metrics().snapshot().distribution()).isEqualTo(Map.of(3, 1L));
    assertThat(patient.breaker().state()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  void theFallbackAnswersARejectionWithoutAnyAttempt(Shape shape) throws Exception {
    openCircuit(shape);
    Fallback<String> local = Fallback.onRejection(rejection -> "local");

    assertThat(shape.call(ocr, downFor(0), local)).isEqualTo("local");

    assertThat(runs).hasValue(0);
    assertThat(story())
        .containsExactly("rejected", "REJECTED after 0", "fallback for CircuitOpenException");
    assertThat(ocr.metrics().snapshot().fallbacks()).isEqualTo(1);
    assertThat(ocr.metrics().snapshot().rejected()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void theFallbackIsAskedOnceAndOnlyWhenNoAttemptIsLeft(Shape shape) throws Exception {
    Resilience noCircuit = Resilience.builder("plain").retry(FIVE_ATTEMPTS).time(time).build();
    AtomicInteger answers = new AtomicInteger();
    Fallback<String> fallback =
        Fallback.on(
            IOException.class, error -> error.getMessage() + "/" + answers.incrementAndGet());

    assertThat(shape.call(noCircuit, downFor(4), fallback)).isEqualTo("ok");
    runs.set(0);
    assertThat(shape.call(noCircuit, downFor(5), fallback)).isEqualTo("down 5/1");

    assertThat(runs).hasValue(5);
  }

  @ParameterizedTest
  @EnumSource
  void whatTheFallbackDoesNotNamePasses(Shape shape) {
    IllegalStateException error = new IllegalStateException("a bug");
    Fallback<String> local = Fallback.onRejection(rejection -> "local");

    assertThat(
            catchThrowable(
                () ->
                    shape.call(
                        ocr,
                        () -> {
                          throw error;
                        },
                        local)))
        .isSameAs(error);
    assertThat(ocr.metrics().snapshot().fallbacks()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aFallbackThatThrowsIsNotCountedAsAnAnswer(Shape shape) {
    openCircuit(shape);
    IllegalStateException own = new IllegalStateException("no local copy");
    Fallback<String> broken =
        Fallback.onRejection(
            rejection -> {
              throw own;
            });

    assertThat(catchThrowable(() -> shape.call(ocr, downFor(0), broken))).isSameAs(own);

    assertThat(own.getSuppressed()).hasAtLeastOneElementOfType(CircuitOpenException.class);
    assertThat(story()).containsExactly("rejected", "REJECTED after 0");
    assertThat(ocr.metrics().snapshot().fallbacks()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aFallbackByKindReadsLikeTheRetryPolicy(Shape shape) throws Exception {
    Resilience guard =
        Resilience.builder("acme")
            .retry(
                RetryPolicy.builder()
                    .maxAttempts(1)
                    .classifier(
                        (result, error) -> "busy".equals(result) ? Failure.ofStatus(429) : null)
                    .build())
            .time(time)
            .listener(events::add)
            .build();
    Fallback<String> cached = Fallback.onKind(FailureKind.RATE_LIMITED, failure -> "cached");

    assertThat(shape.call(guard, () -> "busy", cached)).isEqualTo("cached");
    assertThat(shape.call(guard, () -> "idle", cached)).isEqualTo("idle");

    assertThat(story())
        .containsExactly("FAILED after 1", "fallback for a result", "SUCCEEDED after 1");
  }

  @Test
  void guardsActions() {
    AtomicInteger answered = new AtomicInteger();

    ocr.run(runs::incrementAndGet);
    Throwable end =
        catchThrowable(
            () ->
                ocr.run(
                    () -> {
                      throw new ConnectException("down");
                    }));
    ocr.run(runs::incrementAndGet, Fallback.onRejection(rejection -> answered.incrementAndGet()));

    assertThat(end).isInstanceOf(CircuitOpenException.class);
    assertThat(runs).hasValue(1);
    assertThat(answered).hasValue(1);
  }

  @Test
  void guardsActionsWithoutACircuit() {
    Resilience plain = Resilience.builder("plain").build();

    plain.run(runs::incrementAndGet);

    assertThat(runs).hasValue(1);
    assertThat(plain.<String, RuntimeException>call(() -> "ok")).isEqualTo("ok");
    assertThat(plain.callAsync(() -> CompletableFuture.completedFuture("ok")))
        .isCompletedWithValue("ok");
  }

  /** Guarantees 41 and 51: from the outermost future to the operation and its permit. */
  @Test
  void cancellingTheFutureOfAProbeCancelsTheOperationAndFreesTheProbe() throws Exception {
    openCircuit(Shape.ASYNC);
    time.advance(Duration.ofSeconds(60));
    CompletableFuture<String> operation = new CompletableFuture<>();
    Fallback<String> local = Fallback.onRejection(rejection -> "local");

    CompletableFuture<String> call = ocr.callAsync(() -> operation, local);
    assertThat(ocr.breaker().state()).isEqualTo(CircuitState.HALF_OPEN);
    call.cancel(true);

    assertThat(operation).isCancelled();
    assertThat(story()).containsExactly("OPEN → HALF_OPEN", "ABORTED after 1");
    assertThat(Shape.SYNC.call(ocr, downFor(0))).isEqualTo("ok");
    assertThat(ocr.breaker().state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 76: the numbers agree with what happened, whatever happened. */
  @ParameterizedTest
  @EnumSource
  void theNumbersAgreeWithTheEvents(Shape shape) throws Exception {
    Fallback<String> any = Fallback.onAny(error -> "fallback");
    for (int call = 0; call < 20; call++) {
      runs.set(0);
      assertThat(shape.call(ocr, downFor(call % 4), any)).isIn("ok", "fallback");
      time.advance(Duration.ofSeconds(17));
    }

    List<CallEnded> ends =
        events.stream().filter(CallEnded.class::isInstance).map(CallEnded.class::cast).toList();
    MetricsSnapshot numbers = ocr.metrics().snapshot();
    assertThat(numbers.total()).isEqualTo(20).isEqualTo(ends.size());
    assertThat(numbers.totalAttempts())
        .isEqualTo(ends.stream().mapToInt(CallEnded::attempts).sum());
    assertThat(numbers.rejected())
        .isPositive()
        .isEqualTo(ends.stream().filter(end -> end.outcome() == Outcome.REJECTED).count());
    assertThat(numbers.fallbacks()).isEqualTo(20 - numbers.succeeded());
  }

  @Test
  void reportsTheNumbersAndTheWayOfTheCircuit() throws Exception {
    openCircuit(Shape.SYNC);
    Fallback<String> local = Fallback.onRejection(rejection -> "local");
    assertThat(Shape.SYNC.call(ocr, downFor(0), local)).isEqualTo("local");
    time.advance(Duration.ofSeconds(63));
    assertThat(Shape.SYNC.call(ocr, downFor(0), local)).isEqualTo("ok");
    assertThat(Shape.SYNC.call(ocr, downFor(0))).isEqualTo("ok");

    assertThat(ocr.report())
        .isEqualTo(
            """
            ocr                    4 calls      50.0 % succeeded      50.0 % failed
              attempts   0: 1 (25.0 %)   1: 2 (50.0 %)   2: 1 (25.0 %)
              average attempts 1.00     waited 2 s
              rejected        2 (50.0 %)
              fallback        1 (25.0 %)
              in vain         1 retry, 2 s
              circuit ocr     CLOSED → OPEN (1 min 4 s) → HALF_OPEN → CLOSED""");
  }

  @Test
  void reportsNoCircuitWhereThereIsNone() {
    assertThat(Resilience.builder("plain").build().report()).doesNotContain("circuit");
  }

  @Test
  void aReportFitsEightyColumnsHoweverOftenTheCircuitOpened() {
    for (int i = 0; i < 30; i++) {
      openCircuit(Shape.SYNC);
      time.advance(Duration.ofSeconds(61));
    }

    assertThat(ocr.report().lines()).allMatch(line -> line.length() <= 80);
    assertThat(ocr.report()).contains("circuit ocr     … → OPEN (1 min 2 s)");
  }

  @Test
  void mayShareACircuitAndCounters() throws Exception {
    CircuitBreaker shared = CircuitBreaker.of("disk", TWO_FAILURES, time);
    CallMetrics metrics = new CallMetrics();
    Resilience reads = Resilience.builder("reads").breaker(shared).metrics(metrics).build();
    Resilience writes = Resilience.builder("writes").breaker(shared).metrics(metrics).build();

    for (Resilience guard : List.of(reads, writes)) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> Shape.SYNC.call(guard, downFor(Integer.MAX_VALUE)));
    }

    assertThatExceptionOfType(CircuitOpenException.class)
        .isThrownBy(() -> Shape.SYNC.call(reads, downFor(0)))
        .withMessageStartingWith("Circuit 'disk' is open");
    assertThat(reads.breaker()).isSameAs(writes.breaker());
    assertThat(writes.metrics().snapshot().failed()).isEqualTo(2);
    assertThat(writes.metrics().snapshot().rejected()).isEqualTo(1);
    assertThat(reads.report()).contains("circuit disk    CLOSED → OPEN");
  }

  /** Guarantee 71: an empty budget ends the call at once; the fallback may answer. */
  @ParameterizedTest
  @EnumSource
  void mayShareABudget(Shape shape) throws Exception {
    RetryBudget budget = RetryBudget.tokenBucket(1, 1);
    Resilience thrifty =
        Resilience.builder("thrifty").retry(FIVE_ATTEMPTS).budget(budget).time(time).build();
    Fallback<String> offline = Fallback.onAny(error -> "offline");

    assertThat(shape.call(thrifty, downFor(Integer.MAX_VALUE), offline)).isEqualTo("offline");

    assertThat(runs).hasValue(2);
    assertThat(budget.remaining()).isZero();
    assertThat(thrifty.metrics().snapshot().budgetDenials()).isEqualTo(1);
    assertThat(thrifty.report()).contains("  budget denied   1 (100.0 %)");
  }

  @Test
  void retriesNothingUnlessAsked() {
    Resilience plain = Resilience.builder("plain").time(time).build();

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> Shape.SYNC.call(plain, downFor(1)));

    assertThat(runs).hasValue(1);
  }

  @Test
  void saysThatItHasNoCircuit() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Resilience.builder("plain").build().breaker())
        .withMessage("Resilience 'plain' has no circuit breaker; give it one by breaker(policy)");
  }

  @Test
  void needsAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Resilience.builder(""))
        .withMessage("name must not be blank, but was ''");
  }

  @Test
  void saysWhatItIsMadeOf() {
    assertThat(ocr).hasToString("Resilience 'ocr': " + FIVE_ATTEMPTS + " ← " + TWO_FAILURES);
    assertThat(ocr.name()).isEqualTo("ocr");
    assertThat(ocr.retryPolicy()).isEqualTo(FIVE_ATTEMPTS);
  }
}
