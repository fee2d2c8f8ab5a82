package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.call.CircuitState;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakerTest {

  private final BreakerTime time = new BreakerTime();
  private final CircuitBreaker breaker = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT, time);

  private void fail(Shape shape) {
    IOException error = new IOException("down");
    assertThat(end(shape, error)).isSameAs(error);
  }

  private Throwable end(Shape shape, Throwable error) {
    return catchThrowable(() -> shape.call(breaker, throwing(error)));
  }

  static <T> Callable<T> throwing(Throwable error) {
    return () -> {
      if (error instanceof Exception exception) {
        throw exception;
      }
      throw (Error) error;
    };
  }

  private void succeed(Shape shape) throws Exception {
    assertThat(shape.call(breaker, () -> "ok")).isEqualTo("ok");
  }

  @ParameterizedTest
  @EnumSource
  void opensAfterFiveFailuresInARow(Shape shape) {
    for (int i = 0; i < 4; i++) {
      fail(shape);
    }
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);

    fail(shape);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  @ParameterizedTest
  @EnumSource
  void aSuccessBetweenFailuresBeginsTheCountAnew(Shape shape) throws Exception {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        fail(shape);
      }
      succeed(shape);
    }

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  void doesNotRunTheOperationWhileOpen(Shape shape) {
    Calls.openAndWait(breaker, time);
    time.advance(Duration.ofNanos(-1));
    AtomicInteger runs = new AtomicInteger();

    assertThatExceptionOfType(CircuitOpenException.class)
        .isThrownBy(() -> shape.call(breaker, runs::incrementAndGet));

    assertThat(runs).hasValue(0);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofNanos(1));
  }

  /** Guarantee 57. */
  @ParameterizedTest
  @EnumSource
  void letsAProbePassAtExactlyTheOpenWait(Shape shape) throws Exception {
    Calls.openAndWait(breaker, time);

    succeed(shape);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @ParameterizedTest
  @EnumSource
  void aProbeThatFailsOpensForTheWholeWaitAgain(Shape shape) {
    Calls.openAndWait(breaker, time);

    fail(shape);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofSeconds(60));
  }

  /** Guarantee 65. */
  @ParameterizedTest
  @EnumSource
  void countsFromZeroAfterItClosedAgain(Shape shape) throws Exception {
    Calls.openAndWait(breaker, time);
    succeed(shape);

    for (int i = 0; i < 4; i++) {
      fail(shape);
    }

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 61. */
  @Test
  void staysOpenUntilACallComesAndSaysThatNoWaitRemains() {
    Calls.openAndWait(breaker, time);
    time.advance(Duration.ofHours(1));

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ZERO);
    assertThat(breaker.snapshot().state()).isEqualTo(CircuitState.OPEN);
    Calls.start(breaker, CompletableFuture::new);
    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);
  }

  /** Guarantee 58. */
  @Test
  void waitsByMonotonicTimeWhateverTheWallClockDoes() {
    for (int i = 0; i < 5; i++) {
      Calls.fail(breaker);
    }
    time.shiftWall(Duration.ofHours(2));
    Calls.reject(breaker);
    time.shiftWall(Duration.ofHours(-4));
    time.advance(Duration.ofSeconds(60));

    Calls.succeed(breaker);
  }

  /** Guarantee 58. */
  @Test
  void waitsAcrossAnOverflowOfTheMonotonicClock() {
    BreakerTime late = new BreakerTime(Long.MAX_VALUE - 10);
    CircuitBreaker lateBreaker = CircuitBreaker.of("late", BreakerPolicy.DEFAULT, late);
    for (int i = 0; i < 5; i++) {
      Calls.fail(lateBreaker);
    }
    late.advance(Duration.ofSeconds(59));
    Calls.reject(lateBreaker);
    late.advance(Duration.ofSeconds(1));

    Calls.succeed(lateBreaker);
  }

  @Test
  void closesAfterAsManySuccessesAsThereAreProbes() {
    CircuitBreaker careful =
        CircuitBreaker.of("careful", BreakerPolicy.builder().halfOpenProbes(3).build(), time);
    Calls.openAndWait(careful, time);

    Calls.succeed(careful);
    Calls.succeed(careful);
    assertThat(careful.state()).isEqualTo(CircuitState.HALF_OPEN);
    Calls.succeed(careful);

    assertThat(careful.state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 67. */
  @Test
  void neverChangesItsPolicy() {
    breaker.call(
        () -> {
          breaker.policy().toBuilder().failuresInARow(1).build();
          return "under way";
        });
    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    assertThat(breaker.policy()).isSameAs(BreakerPolicy.DEFAULT);
  }

  /** Guarantee 68. */
  @Test
  void neverAdmitsAProbeHoweverManyCallsItRejected() {
    Calls.openAndWait(breaker, time);
    Calls.start(breaker, CompletableFuture::new);
    for (int i = 0; i < 70_000; i++) {
      assertThat(breaker.callAsync(() -> new CompletableFuture<>())).isCompletedExceptionally();
    }

    assertThat(breaker.snapshot().rejected()).isEqualTo(70_000);
  }

  @Test
  void resetClosesAndForgets() {
    Calls.openAndWait(breaker, time);
    breaker.reset();
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);

    for (int i = 0; i < 4; i++) {
      Calls.fail(breaker);
    }
    breaker.reset();
    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void halfOpenByHandLetsTheNextCallDecide() {
    breaker.halfOpen();
    assertThat(breaker.state()).isEqualTo(CircuitState.HALF_OPEN);

    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
  }

  /** Guarantee 66. */
  @Test
  void forcedOpenStaysOpenWhateverTimeAndLateResultsDo() throws Exception {
    CompletableFuture<String> early = new CompletableFuture<>();
    Calls.start(breaker, () -> early);
    Calls.openAndWait(breaker, time);
    CompletableFuture<String> probe = new CompletableFuture<>();
    Calls.start(breaker, () -> probe);
    breaker.forceOpen();

    early.complete("late");
    probe.complete("late");
    time.advance(Duration.ofDays(10_000));

    Calls.reject(breaker);
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    breaker.halfOpen();
    Calls.succeed(breaker);
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void anActionIsGuardedAlikeAndItsMissingResultIsNotClassified() throws Exception {
    BreakerPolicy picky =
        BreakerPolicy.builder()
            .failuresInARow(1)
            .classifier(
                (result, error) -> {
                  throw new AssertionError("there is no result to classify");
                })
            .build();
    CircuitBreaker guard = CircuitBreaker.of("actions", picky, time);
    AtomicInteger runs = new AtomicInteger();

    guard.run(runs::incrementAndGet);
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(
            () ->
                guard.run(
                    () -> {
                      throw new FileNotFoundException("gone");
                    }));
    assertThatExceptionOfType(CircuitOpenException.class)
        .isThrownBy(() -> guard.run(runs::incrementAndGet));

    assertThat(runs).hasValue(1);
  }

  @Test
  void anOperationThatThrowsNothingCheckedNeedsNoTry() {
    String result = breaker.call(() -> "plain");
    breaker.run(() -> {});

    assertThat(result).isEqualTo("plain");
  }

  @Test
  void needsAName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CircuitBreaker.of(" ", BreakerPolicy.DEFAULT))
        .withMessage("name must not be blank, but was ' '");
  }

  @Test
  void saysWhoItIs() {
    assertThat(breaker).hasToString("CircuitBreaker[orders, CLOSED]");
    assertThat(breaker.name()).isEqualTo("orders");
    assertThat(CircuitBreaker.of("real", BreakerPolicy.DEFAULT).remainingWait())
        .isEqualTo(Duration.ZERO);
  }
}
