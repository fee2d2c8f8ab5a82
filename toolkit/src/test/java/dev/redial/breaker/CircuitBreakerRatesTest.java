package dev.redial.breaker;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.HALF_OPEN;
import static dev.redial.call.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.backoff.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Windows, rates, slow calls and growing open waits, through the breaker as users see it. */
class CircuitBreakerRatesTest {

  private final BreakerTime time = new BreakerTime();
  private CircuitBreaker breaker = of(counting());

  private static BreakerPolicyBuilder counting() {
    return BreakerPolicy.builder().countWindow(10).minimumCalls(4).failureRate(0.5);
  }

  private CircuitBreaker of(BreakerPolicyBuilder policy) {
    return CircuitBreaker.of("orders", policy.build(), time);
  }

  /** Ends are + well, - failed, s slow and well, f slow and failed. */
  private void calls(Shape shape, String ends) {
    for (int i = 0; i < ends.length(); i++) {
      call(shape, ends.charAt(i));
    }
  }

  private void call(Shape shape, char end) {
    IOException error = new IOException("down");
    Throwable thrown =
        catchThrowable(
            () ->
                shape.call(
                    breaker,
                    () -> {
                      if (end == 's' || end == 'f') {
                        time.advance(Duration.ofSeconds(2));
                      }
                      if (end == '-' || end == 'f') {
                        throw error;
                      }
                      return "ok";
                    }));
    assertThat(thrown).isIn(error, null);
  }

  private String reason() {
    var changes = breaker.snapshot().changes();
    return changes.get(changes.size() - 1).reason();
  }

  @ParameterizedTest
  @EnumSource
  void opensAtTheFailureRate(Shape shape) {
    calls(shape, "++++++---");
    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(breaker.snapshot().failureRate()).isEqualTo(3 / 9.0);
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(9);

    calls(shape, "+--");

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(reason()).isEqualTo("failure rate 50 % of 10 calls (threshold 50 %)");
    assertThat(catchThrowable(() -> Calls.succeed(breaker)))
        .hasMessage(
            "Circuit 'orders' is open since 0 ms (failure rate 50 % of 10 calls"
                + " (threshold 50 %)); next trial in 1 min");
  }

  /** Guarantee 63. */
  @ParameterizedTest
  @EnumSource
  void neverOpensBelowTheMinimumOfCalls(Shape shape) {
    calls(shape, "---");
    assertThat(breaker.state()).isEqualTo(CLOSED);

    calls(shape, "-");

    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  /** With a window, failures in a row open the circuit only if they were asked for. */
  @ParameterizedTest
  @EnumSource
  void failuresInARowCountBesideTheWindowIfSet(Shape shape) {
    breaker = of(BreakerPolicy.builder().countWindow(100).minimumCalls(50));
    calls(shape, "----------");
    assertThat(breaker.state()).isEqualTo(CLOSED);

    breaker = of(BreakerPolicy.builder().failuresInARow(3).countWindow(100).minimumCalls(50));
    calls(shape, "---");

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(reason()).isEqualTo("3 failures in a row");
  }

  /** Guarantee 64. */
  @ParameterizedTest
  @EnumSource
  void aTimeWindowForgetsWhatIsTooOld(Shape shape) {
    breaker = of(BreakerPolicy.builder().timeWindow("10s").minimumCalls(4));
    calls(shape, "---");
    time.advance(Duration.ofSeconds(10));
    calls(shape, "---");
    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(3);

    time.advance(Duration.ofSeconds(9));
    calls(shape, "-");

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(reason()).isEqualTo("failure rate 100 % of 4 calls (threshold 50 %)");
  }

  /** Guarantee 70. */
  @ParameterizedTest
  @EnumSource
  void slowSuccessesAndSlowFailuresAreSlowCalls(Shape shape) {
    breaker = of(counting().failureRate(1).slowCall("2s").slowCallRate(0.5));
    calls(shape, "++s+");
    assertThat(breaker.snapshot().slowCallRate()).isEqualTo(0.25);

    calls(shape, "ff");

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(reason()).isEqualTo("slow call rate 50 % of 6 calls (threshold 50 %)");
  }

  /** Guarantee 70: not what the caller did before and after, nor one call with another. */
  @Test
  void aCallTakesFromItsPermitToTheEndOfItsStage() {
    breaker = of(counting().slowCall("2s"));
    CompletableFuture<String> quick = new CompletableFuture<>();
    CompletableFuture<String> slow = new CompletableFuture<>();
    Calls.start(breaker, () -> slow);
    time.advance(Duration.ofSeconds(1));
    Calls.start(breaker, () -> quick);
    time.advance(Duration.ofSeconds(1));

    quick.complete("after 1 s");
    assertThat(breaker.snapshot().slowCallRate()).isEqualTo(0);
    slow.complete("after 2 s");

    assertThat(breaker.snapshot().slowCallRate()).isEqualTo(0.5);
  }

  @Test
  void aClockThatGoesBackMakesNoCallSlow() {
    breaker = of(counting().slowCall("2s"));
    breaker.run(() -> time.advance(Duration.ofDays(-1)));

    assertThat(breaker.snapshot().slowCallRate()).isEqualTo(0);
  }

  @ParameterizedTest
  @EnumSource
  void aSlowProbeOpensAgain(Shape shape) {
    breaker = of(counting().slowCall("2s"));
    breaker.halfOpen();

    calls(shape, "s");

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(reason()).isEqualTo("the probe was slow");
  }

  @ParameterizedTest
  @EnumSource
  void someProbesMayFailWhereRatesDecide(Shape shape) {
    breaker = of(counting().halfOpenProbes(4));
    breaker.halfOpen();
    calls(shape, "-++");
    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(3);

    calls(shape, "+");

    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(reason()).isEqualTo("1 of 4 probes failed");
  }

  /** Guarantee 65. */
  @ParameterizedTest
  @EnumSource
  void closedAfterHalfOpenStartsWithAnEmptyWindow(Shape shape) {
    calls(shape, "++--");
    time.advance(Duration.ofMinutes(1));
    calls(shape, "+");

    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(breaker.snapshot().windowCalls()).isEqualTo(0);
    calls(shape, "---");
    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  /** Guarantee 52. */
  @Test
  void aCallFromBeforeAChangeDoesNotCountInTheNewWindow() {
    CompletableFuture<String> early = new CompletableFuture<>();
    Calls.start(breaker, () -> early);
    breaker.reset();

    early.completeExceptionally(new IOException("late"));

    assertThat(breaker.snapshot().windowCalls()).isEqualTo(0);
    assertThat(breaker.snapshot().failed()).isEqualTo(1);
  }

  /** Guarantee 53, where no probe is: whoever ends the call first, it counts once or not at all. */
  @Test
  void aCallThatItsCallerEndsCountsNoMoreWhenItsOperationEnds() {
    CompletableFuture<String> operation = new CompletableFuture<>();
    CompletableFuture<String> cancelled = breaker.callAsync(operation::minimalCompletionStage);
    CompletableFuture<String> timedOut = breaker.callAsync(operation::minimalCompletionStage);
    cancelled.cancel(true);
    timedOut.completeExceptionally(new TimeoutException());
    operation.completeExceptionally(new IOException("late"));

    assertThat(breaker.snapshot().windowCalls()).isEqualTo(1);
    assertThat(breaker.snapshot().failed()).isEqualTo(1);
    assertThat(breaker.snapshot().ignored()).isEqualTo(1);
  }

  /** Guarantee 62. */
  @Test
  void theOpenWaitGrowsUntilTheCircuitCloses() {
    breaker =
        of(
            BreakerPolicy.builder()
                .failuresInARow(1)
                .openWait(Backoff.exponential("5s"))
                .maxOpenWait("15s"));
    Calls.fail(breaker);
    for (int seconds : new int[] {5, 10, 15, 15}) {
      assertThat(breaker.remainingWait()).isEqualTo(Duration.ofSeconds(seconds));
      time.advance(Duration.ofSeconds(seconds));
      Calls.fail(breaker);
    }
    assertThat(reason()).isEqualTo("the probe failed");
    time.advance(Duration.ofSeconds(15));
    Calls.succeed(breaker);
    Calls.fail(breaker);

    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void anOpenWaitThatThrowsOpensForTheCapAndLosesNoPermit() {
    Backoff broken =
        (opening, failure) -> {
          if (breaker.policy().maxOpenWait().equals(Duration.ofSeconds(9))) {
            throw new IllegalStateException("this open wait throws; its log entry is expected");
          }
          return Duration.ofSeconds(1);
        };
    breaker = of(BreakerPolicy.builder().failuresInARow(1).openWait(broken).maxOpenWait("9s"));
    Calls.fail(breaker);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofSeconds(9));
    time.advance(Duration.ofSeconds(9));
    Calls.fail(breaker);

    assertThat(breaker.state()).isEqualTo(OPEN);
    assertThat(breaker.remainingWait()).isEqualTo(Duration.ofSeconds(9));
  }

  @Test
  void countsHowAllCallsEnded() {
    breaker = of(counting().ignore(IllegalStateException.class));
    calls(Shape.SYNC, "+++--");
    assertThat(
            catchThrowable(
                () ->
                    breaker.run(
                        () -> {
                          throw new IllegalStateException();
                        })))
        .isInstanceOf(IllegalStateException.class);
    breaker.forceOpen();
    Calls.reject(breaker);

    CircuitSnapshot snapshot = breaker.snapshot();

    assertThat(snapshot.succeeded()).isEqualTo(3);
    assertThat(snapshot.failed()).isEqualTo(2);
    assertThat(snapshot.ignored()).isEqualTo(1);
    assertThat(snapshot.rejected()).isEqualTo(1);
    assertThat(snapshot.windowCalls()).isEqualTo(0);
    assertThat(snapshot.failureRate()).isEqualTo(0);
    assertThat(snapshot.slowCallRate()).isEqualTo(0);
  }
}
