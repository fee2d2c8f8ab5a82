package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import dev.redial.failure.HasStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way a probe may end, and that the circuit never gets stuck by it. */
class PermitTest {

  private record Answer(int status) implements HasStatus {}

  private static final class Denied extends CallRejectedException {
    private static final long serialVersionUID = 1L;

    Denied() {
      super("denied", false);
    }
  }

  private static final BreakerPolicy POLICY =
      BreakerPolicy.builder()
          .failuresInARow(1)
          .maxProbeWait(Duration.ofSeconds(10))
          .ignore(FileNotFoundException.class)
          .build();

  private final BreakerTime time = new BreakerTime();
  private CircuitBreaker breaker = CircuitBreaker.of("orders", POLICY, time);

  @BeforeEach
  void letAProbePass() {
    Calls.openAndWait(breaker, time);
  }

  private void policy(BreakerPolicy policy) {
    breaker = CircuitBreaker.of("orders", policy, time);
    Calls.openAndWait(breaker, time);
  }

  /** Lets a call end in the error; a future may show what a wrapper holds. */
  private void end(Shape shape, Throwable error) {
    assertThat(catchThrowable(() -> shape.call(breaker, CircuitBreakerTest.throwing(error))))
        .isIn(error, error.getCause());
  }

  private static Stream<Arguments> withShapes(Object... ends) {
    return Stream.of(ends)
        .flatMap(end -> Stream.of(Shape.values()).map(shape -> Arguments.of(end, shape)));
  }

  static Stream<Arguments> ignoredErrors() {
    return withShapes(
        new AssertionError("a bug"),
        new StackOverflowError(),
        new InterruptedException(),
        new ClosedByInterruptException(),
        new UncheckedIOException(new ClosedByInterruptException()),
        new CancellationException(),
        new CompletionException(new CancellationException()),
        new CompletionException(new AssertionError("a bug")),
        new Denied(),
        new FileNotFoundException("ignored by the policy"),
        new UncheckedIOException(new FileNotFoundException("ignored by the policy")),
        new CompletionException(new FileNotFoundException("ignored by the policy")));
  }

  /** Guarantees 30, 51, 56; defects D6 and D7 of other libraries. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("ignoredErrors")
  void anErrorThatSaysNothingMakesRoomForAnotherProbe(Throwable error, Shape shape) {
    for (int i = 0; i < 3; i++) {
      end(shape, error);
      assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    }

    Calls.succeed(breaker);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  static Stream<Arguments> failures() {
    return withShapes(
        new IOException("down"),
        new IllegalStateException("a 404, say"),
        new TimeoutException(),
        new CompletionException(new IOException("down")),
        new CompletionException(null));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("failures")
  void anyOtherExceptionIsAFailure(Exception error, Shape shape) {
    end(shape, error);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @ParameterizedTest
  @EnumSource
  void aResultThatTheClassifierCallsAFailureIsOneAndIsReturned(Shape shape) throws Exception {
    Answer answer = new Answer(503);

    assertThat(shape.call(breaker, () -> answer)).isSameAs(answer);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @ParameterizedTest
  @EnumSource
  void anIgnoredFailureNeitherCountsNorResetsTheCount(Shape shape) {
    policy(POLICY.toBuilder().failuresInARow(2).build());
    Calls.succeed(breaker);
    Calls.fail(breaker);

    end(shape, new FileNotFoundException());
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @ParameterizedTest
  @EnumSource
  void failuresOfOtherKindsThanCountedAreIgnored(Shape shape) throws Exception {
    breaker =
        CircuitBreaker.of(
            "orders", POLICY.toBuilder().countedKinds(FailureKind.TRANSIENT).build(), time);

    shape.call(breaker, () -> new Answer(404));
    end(shape, new IllegalStateException());
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    end(shape, new TimeoutException());

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  /** Guarantees 33 and 51; defect D7. */
  @ParameterizedTest
  @EnumSource
  void aClassifierThatThrowsEndsTheCallAndMakesRoom(Shape shape) throws Exception {
    IllegalStateException broken = new IllegalStateException("broken classifier");
    Classifier classifier =
        (result, error) -> {
          if (result instanceof Answer || error instanceof TimeoutException) {
            throw broken;
          }
          return Classifier.standard().classify(result, error);
        };
    policy(
        BreakerPolicy.builder()
            .failuresInARow(1)
            .classifier(classifier)
            .countedKinds(FailureKind.TRANSIENT, FailureKind.PERMANENT)
            .build());
    TimeoutException timeout = new TimeoutException();
    Callable<?> timingOut = CircuitBreakerTest.throwing(timeout);

    assertThat(catchThrowable(() -> shape.call(breaker, () -> new Answer(200)))).isSameAs(broken);
    assertThat(catchThrowable(() -> shape.call(breaker, timingOut))).isSameAs(broken);
    assertThat(broken.getSuppressed()).containsExactly(timeout);

    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.succeed(breaker);
  }

  /** Guarantee 52; defect D9 of other libraries. */
  @Test
  void aCallFromBeforeTheOpeningDecidesNothingInALaterState() {
    breaker.reset();
    CompletableFuture<String> earlySuccess = new CompletableFuture<>();
    CompletableFuture<String> earlyFailure = new CompletableFuture<>();
    CompletableFuture<String> earlyCancelled = breaker.callAsync(CompletableFuture::new);
    Calls.start(breaker, () -> earlySuccess);
    Calls.start(breaker, () -> earlyFailure);
    Calls.openAndWait(breaker, time);
    CompletableFuture<String> probe = new CompletableFuture<>();
    Calls.start(breaker, () -> probe);

    earlySuccess.complete("late");
    earlyFailure.completeExceptionally(new IOException("late"));
    earlyCancelled.cancel(true);

    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.reject(breaker);
    probe.complete("ok");
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 60. */
  @Test
  void lateFailuresDoNotExtendTheOpenWait() {
    breaker.reset();
    CompletableFuture<String> early = new CompletableFuture<>();
    Calls.start(breaker, () -> early);
    Calls.fail(breaker);
    time.advance(Duration.ofSeconds(50));

    early.completeExceptionally(new IOException("late"));

    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofSeconds(10));
    assertThat(breaker.snapshot().changes()).hasSize(3);
  }

  /** Guarantees 53 and 55. */
  @Test
  void aProbeThatNeverEndsIsReplacedAndThenCountsNoMore() {
    CompletableFuture<String> hanging = new CompletableFuture<>();
    Calls.start(breaker, () -> hanging);
    time.advance(Duration.ofSeconds(10).minusNanos(1));
    Calls.reject(breaker);
    time.advance(Duration.ofNanos(1));
    CompletableFuture<String> second = new CompletableFuture<>();
    Calls.start(breaker, () -> second);
    Calls.reject(breaker);

    hanging.completeExceptionally(new IOException("at last"));

    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.reject(breaker);
    second.complete("ok");
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 51; defect D8 of other libraries. */
  @Test
  void cancellingAProbeCancelsItsOperationAndMakesRoom() {
    CompletableFuture<String> operation = new CompletableFuture<>();
    CompletableFuture<String> call = breaker.callAsync(() -> operation);
    Calls.reject(breaker);

    call.cancel(true);

    assertThat(operation).isCancelled();
    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.succeed(breaker);
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 53. */
  @Test
  void aCancelledProbeGivesItsPermitBackOnce() {
    CompletableFuture<String> operation = new CompletableFuture<>();
    // A view that cannot be cancelled, so that the operation may still end by itself.
    CompletableFuture<String> call = breaker.callAsync(operation::minimalCompletionStage);
    call.cancel(true);
    CompletableFuture<String> next = new CompletableFuture<>();
    Calls.start(breaker, () -> next);

    operation.complete("late");

    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.reject(breaker);
    next.complete("ok");
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void aFutureThatTheCallerLetsTimeOutIsAFailure() {
    CompletableFuture<String> operation = new CompletableFuture<>();
    CompletableFuture<String> call = breaker.callAsync(() -> operation);

    // What CompletableFuture.orTimeout does, on this thread instead of the JDK's timer.
    call.completeExceptionally(new TimeoutException());

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void aFutureThatTheCallerCompletesSaysNothing() {
    CompletableFuture<String> call = breaker.callAsync(CompletableFuture::new);

    call.complete("never mind");

    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.succeed(breaker);
  }

  /** Guarantee 44. */
  @Test
  void aSupplierWithoutAStageIsAFailureAndTold() {
    Supplier<CompletionStage<String>> none = () -> null;

    CompletableFuture<String> call = breaker.callAsync(none);

    assertThat(call)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .withCauseInstanceOf(NullPointerException.class)
        .withMessageContaining("returned null instead of a CompletionStage");
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @Test
  void aFutureEndsWithTheErrorItselfNotItsWrapper() {
    IOException error = new IOException("down");
    CompletableFuture<String> operation = new CompletableFuture<>();
    CompletableFuture<String> call =
        breaker.callAsync(() -> operation.thenApply(text -> text + "!"));

    operation.completeExceptionally(error);

    assertThat(call.<Throwable>handle((result, thrown) -> thrown)).isCompletedWithValue(error);
  }

  @Test
  void whoSeesTheAnswerSeesWhatItDidToTheCircuit() {
    CompletableFuture<String> operation = new CompletableFuture<>();
    CompletableFuture<CircuitState> seen =
        breaker.callAsync(() -> operation).thenApply(result -> breaker.state());

    operation.complete("ok");

    assertThat(seen).isCompletedWithValue(CircuitState.CLOSED);
  }

  @Test
  void aThreadThatDiesGivesItsPermitBack() throws Exception {
    Thread thread =
        new Thread(
            () ->
                breaker.run(
                    () -> {
                      throw new ThreadDeath();
                    }));
    thread.setUncaughtExceptionHandler((t, error) -> {});
    thread.start();
    thread.join();

    Calls.succeed(breaker);
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }
}
