package dev.redial.test.assertions;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.call.Action;
import dev.redial.call.CallListener;
import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.metrics.CallMetrics;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.timeline.Tape;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What passes and what does not; {@link MetricsFaceTest} has messages to the letter. */
class MetricsAssertTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.fixed("1s"))
          .jitter(Jitter.none())
          .retryOn(IllegalStateException.class)
          .build();

  private static final Action<RuntimeException> DOWN =
      () -> {
        throw new IllegalStateException("down");
      };

  private final FakeClock clock = new FakeClock();
  private final Timeline timeline = new Timeline(clock);

  @AfterEach
  void close() {
    clock.close();
  }

  private Retry retry(String name) {
    return Retry.builder(name).policy(POLICY).time(clock).listener(timeline).build();
  }

  /** Fails so often, and then succeeds. */
  private static void call(Retry retry, int failures) {
    Iterator<Integer> left = failures(failures);
    try {
      retry.run(
          () -> {
            if (left.hasNext()) {
              throw new IllegalStateException("failure " + left.next());
            }
          });
    } catch (RuntimeException expected) {
      assertThat(expected).hasMessageNotContaining("1");
    }
  }

  private static Iterator<Integer> failures(int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      numbers.add(i);
    }
    return numbers.iterator();
  }

  private static String failureOf(ThrowingCallable assertion) {
    String[] message = {""};
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion)
        .satisfies(failure -> message[0] = String.valueOf(failure.getMessage()));
    return Arrays.stream(message[0].split("\n", -1))
        .takeWhile(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }

  @Test
  void assertsEachNumber() {
    CallMetrics metrics = new CallMetrics();
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.AFTER_RETRY, 2);
    metrics.ended(EndReason.AFTER_RETRY, 2);
    metrics.ended(EndReason.DEADLINE, 2);
    metrics.ended(EndReason.GUARD, 0);
    metrics.ended(EndReason.CLOSED, 1);
    metrics.ended(EndReason.CLOSED, 1);
    metrics.fallbackAnswered();
    metrics.hedgeStarted();
    metrics.hedgeStarted();
    metrics.budgetDenied();
    metrics.waited(Duration.ofSeconds(3));

    assertThat(metrics)
        .hasCalls(7)
        .hasSucceeded(3)
        .hasSucceededAtOnce(1)
        .hasSucceededAfterRetry(2)
        .hasFailed(1)
        .hasRejected(1)
        .hasAborted(2)
        .hasEnded(EndReason.DEADLINE, 1)
        .hasEnded(EndReason.BROKEN, 0)
        .hasAttempts(9)
        .hasRetries(3)
        .hasFallbacks(1)
        .hasHedges(2)
        .hasBudgetDenials(1)
        .waited("3s")
        .waited(Duration.ofSeconds(3));
    assertThat(failureOf(() -> assertThat(metrics).hasCalls(6)))
        .isEqualTo("Expected 6 calls, but there were 7.");
    assertThat(failureOf(() -> assertThat(metrics).hasFailed(0)))
        .isEqualTo("Expected no calls that failed, but there was 1.");
    assertThat(failureOf(() -> assertThat(metrics).hasEnded(EndReason.BROKEN, 1)))
        .isEqualTo("Expected 1 call that ended for BROKEN, but there were none.");
    assertThat(failureOf(() -> assertThat(metrics).waited("2s")))
        .isEqualTo("Expected 2 s of waits, but it was 3 s.");
  }

  @Test
  void readsTheMetricsAnewAndASnapshotAsItWas() {
    Retry retry = retry("pay");
    MetricsAssert live = assertThat(retry.metrics());
    MetricsSnapshot before = retry.metrics().snapshot();
    live.hasCalls(0);
    call(retry, 0);

    live.hasCalls(1);
    assertThat(before).hasCalls(0);
  }

  @Test
  void refusesWhatIsNoNumber() {
    CallMetrics metrics = new CallMetrics();
    CallMetrics none = null;
    MetricsSnapshot noSnapshot = null;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(metrics).hasCalls(-1))
        .withMessage("expected must be at least 0, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(metrics).waited(Duration.ofSeconds(-1)))
        .withMessage("expected must not be negative, but was -1 s");
    assertThat(failureOf(() -> assertThat(none).hasFailed(0))).isNotNull();
    assertThat(failureOf(() -> assertThat(noSnapshot).agreesWith(timeline))).isNotNull();
  }

  @Test
  void agreesWithTheTimelineAsLongAsBothAreWhole() {
    Retry retry = retry("pay");
    assertThat(retry.metrics()).agreesWith(timeline);
    call(retry, 0);
    call(retry, 2);
    call(retry, 3);

    assertThat(retry.metrics()).agreesWith(timeline).hasCalls(3).waited("4s");
    retry.metrics().ended(EndReason.AT_ONCE, 1);
    assertThat(failureOf(() -> assertThat(retry.metrics()).agreesWith(timeline)))
        .isEqualTo(
            "The metrics counted 4 calls, but the timeline recorded 3. In all, 5 numbers differ."
                + " Did calls end before the timeline was a listener, or did another guard count"
                + " here, too?");
  }

  @Test
  void findsAnyNumberThatIsSabotaged() {
    Retry retry = retry("pay");
    call(retry, 1);
    CallMetrics metrics = retry.metrics();

    metrics.fallbackAnswered();
    assertThat(failureOf(() -> assertThat(metrics).agreesWith(timeline)))
        .isEqualTo("The metrics counted 1 fallback, but the timeline recorded none.");
    metrics.reset();
    metrics.ended(EndReason.AFTER_RETRY, 2);
    metrics.waited(Duration.ofMillis(999));
    assertThat(failureOf(() -> assertThat(metrics).agreesWith(timeline)))
        .isEqualTo("The metrics counted 999 ms of waits, but the timeline recorded 1 s.");
    metrics.reset();
    metrics.ended(EndReason.AFTER_RETRY, 2);
    metrics.waited(Duration.ofSeconds(1));
    metrics.wasted(Duration.ofSeconds(1));
    assertThat(failureOf(() -> assertThat(metrics).agreesWith(timeline)))
        .isEqualTo("The metrics counted 1 s of time in vain, but the timeline recorded 0 ms.");
  }

  /** The same calls, attempts and retries in all, but not of the same calls. */
  @Test
  void findsAttemptsThatAreCountedForTheWrongCall() {
    Retry retry = retry("pay");
    call(retry, 1);
    call(retry, 3);
    CallMetrics swapped = new CallMetrics();
    swapped.ended(EndReason.AFTER_RETRY, 3);
    swapped.ended(EndReason.ATTEMPTS_EXHAUSTED, 2);
    swapped.waited(retry.metrics().snapshot().waited());
    swapped.wasted(retry.metrics().snapshot().wasted());

    assertThat(failureOf(() -> assertThat(swapped).agreesWith(timeline)))
        .startsWith(
            "The metrics counted 3 attempts of calls that succeeded, but the timeline recorded 2.");
  }

  @Test
  void saysWhereTheMetricsWereReset() {
    Retry retry = retry("pay");
    call(retry, 0);
    call(retry, 1);
    retry.metrics().reset();
    call(retry, 3);

    assertThat(failureOf(() -> assertThat(retry.metrics()).agreesWith(timeline)))
        .isEqualTo(
            "The metrics counted 1 call, but the timeline recorded 3. In all, 9 numbers differ."
                + " These are the numbers since call 2 ended: were they reset then?");
  }

  @Test
  void saysThatATimelineCameLate() {
    List<CallListener> late = new ArrayList<>();
    Retry retry =
        Retry.builder("pay")
            .policy(POLICY)
            .time(clock)
            .listener(event -> late.forEach(listener -> listener.on(event)))
            .build();
    call(retry, 0);
    late.add(timeline);
    call(retry, 0);

    assertThat(failureOf(() -> assertThat(retry.metrics()).agreesWith(timeline)))
        .contains("counted 2 calls, but the timeline recorded 1.")
        .endsWith(
            "Did calls end before the timeline was a listener, or did another guard count here, too?");
  }

  @Test
  void asksForTheGuardWhereSeveralToldTheTimeline() {
    Retry pay = retry("pay");
    Retry ship = retry("ship");
    call(pay, 0);
    call(ship, 1);

    assertThat(failureOf(() -> assertThat(pay.metrics()).agreesWith(timeline)))
        .isEqualTo(
            "The timeline holds calls of 2 guards ('pay', 'ship'): say which were counted, as in"
                + " agreesWith(timeline, \"pay\").");
    assertThat(pay.metrics()).agreesWith(timeline, "pay");
    assertThat(ship.metrics()).agreesWith(timeline, "ship");
    assertThat(failureOf(() -> assertThat(ship.metrics()).agreesWith(timeline, "shop")))
        .isEqualTo(
            "The timeline holds no call of guard 'shop', but of 'pay', 'ship'. Did you mean"
                + " 'ship'?");
    assertThat(failureOf(() -> assertThat(ship.metrics()).agreesWith(timeline, "pay")))
        .startsWith("The metrics counted");
  }

  @Test
  void saysThatTwoGuardsHaveOneName() {
    Retry one = retry("pay");
    Retry other = retry("pay");
    call(one, 0);
    call(other, 1);

    assertThat(failureOf(() -> assertThat(one.metrics()).agreesWith(timeline)))
        .endsWith(
            "More than one guard named 'pay' told this timeline, or one told it twice: give each a"
                + " name of its own.");
  }

  @Test
  void saysThatATimelineIsAListenerTwice() {
    Retry retry =
        Retry.builder("pay")
            .policy(POLICY)
            .time(clock)
            .listener(timeline)
            .listener(timeline)
            .build();
    call(retry, 1);

    assertThat(failureOf(() -> assertThat(retry.metrics()).agreesWith(timeline)))
        .startsWith("The metrics counted 1 call, but the timeline recorded 2.")
        .contains("or one told it twice");
  }

  /** One name, one count, one timeline: then it does not matter whose calls they were. */
  @Test
  void agreesWhereTwoGuardsOfOneNameShareBoth() {
    CallMetrics shared = new CallMetrics();
    for (int guard = 0; guard < 2; guard++) {
      Retry retry =
          Retry.builder("pay")
              .policy(POLICY)
              .time(clock)
              .listener(timeline)
              .metrics(shared)
              .build();
      call(retry, guard + 1);
    }

    assertThat(shared).agreesWith(timeline).hasCalls(2).hasRetries(3).waited("3s");
  }

  @Test
  void countsNoCallThatIsUnderWay() throws InterruptedException {
    Retry retry = retry("pay");
    CompletableFuture<String> call =
        retry.callAsync(() -> CompletableFuture.failedFuture(new IllegalStateException()));
    clock.advance("1500ms");

    assertThat(retry.metrics()).agreesWith(timeline).hasCalls(0).waited("1s");
    call.cancel(true);
    assertThat(retry.metrics())
        .agreesWith(timeline)
        .hasEnded(EndReason.CANCELLED, 1)
        .waited("1500ms");
  }

  /** An inner policy that breaks on a rejection: the attempt never ran, and nobody says so. */
  @Test
  void agreesWhereARuleBreaksOnARejection() {
    RetryPolicy breaking =
        POLICY.toBuilder()
            .retryOn(IllegalStateException.class, CallRejectedException.class)
            .backoff(
                (attempt, failure) -> {
                  throw new IllegalArgumentException("broken");
                })
            .build();
    Resilience guard =
        Resilience.builder("pay")
            .retry(breaking)
            .breaker(BreakerPolicy.builder().failuresInARow(1).build())
            .time(clock)
            .listener(timeline)
            .build();
    for (int call = 0; call < 2; call++) {
      assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> guard.run(DOWN));
    }

    assertThat(guard.metrics()).agreesWith(timeline).hasEnded(EndReason.BROKEN, 2).hasAttempts(1);
  }

  @Test
  void agreesOnInitialDelaysAndInheritedDeadlines() {
    Retry retry =
        Retry.builder("pay")
            .policy(POLICY.toBuilder().initialDelay("10s").build())
            .time(clock)
            .listener(timeline)
            .random(call -> new SplittableRandom(7))
            .build();
    call(retry, 2);
    call(retry.within(Duration.ofSeconds(2)), 3);
    call(retry.within(Duration.ZERO), 0);

    assertThat(retry.metrics())
        .agreesWith(timeline)
        .hasEnded(EndReason.DEADLINE, 1)
        .hasEnded(EndReason.NOT_BEGUN, 1);
    assertThat(retry.metrics().snapshot().waited()).isGreaterThan(Duration.ofSeconds(3));
  }

  /** Each look at this clock takes a while, as on a busy machine. */
  @Test
  void allowsForAClockThatGoesOnWhileWaitsAreCutShort() {
    TimeSource system = TimeSource.system();
    Timeline real = new Timeline(system);
    Retry retry = Retry.builder("pay").policy(POLICY).time(system).listener(real).build();
    CompletableFuture<String> call =
        retry.callAsync(() -> CompletableFuture.failedFuture(new IllegalStateException()));
    call.cancel(true);
    assertThat(retry.metrics()).agreesWith(real).hasAborted(1);

    retry.metrics().waited(Duration.ofSeconds(5));
    assertThat(failureOf(() -> assertThat(retry.metrics()).agreesWith(real)))
        .startsWith("The metrics counted 5.")
        .contains("but the timeline recorded 0 ms to");
  }

  /** An initial delay of a second, and then an executor that came to the attempt much later. */
  @Test
  void doesNotTakeABusyExecutorForAWait() {
    Tape tape = new Tape().callStarted("pay", 1).after("6s");
    tape.on("pool", () -> tape.attemptStarted("pay", 1, 1).attemptSucceeded("pay", 1, 1));
    tape.callEnded("pay", 1, Outcome.SUCCEEDED, null);
    CallMetrics metrics = new CallMetrics();
    metrics.ended(EndReason.AFTER_RETRY, 1);
    metrics.waited(Duration.ofSeconds(1));

    assertThat(metrics).agreesWith(tape.timeline);
    metrics.waited(Duration.ofSeconds(6));
    assertThat(failureOf(() -> assertThat(metrics).agreesWith(tape.timeline)))
        .isEqualTo("The metrics counted 7 s of waits, but the timeline recorded 0 ms to 6 s.");
  }

  @Test
  void comparesACallOfCodeThatTellsNothing() throws Exception {
    Retry untold =
        Retry.builder("pay")
            .policy(POLICY.toBuilder().retryOn(Exception.class).build())
            .time(clock)
            .build();
    Callable gateway = wrapped("timeout, ok, reset x3");
    timeline.newCall("first");
    untold.call(gateway::call);
    timeline.newCall("second");
    assertThatExceptionOfType(Exception.class).isThrownBy(() -> untold.call(gateway::call));

    assertThat(untold.metrics()).agreesWith(timeline).hasRetries(3);
    assertThat(failureOf(() -> assertThat(untold.metrics()).agreesWith(timeline, "pay")))
        .startsWith("The timeline holds no call of target 'pay', but of 'first', 'second',")
        .contains("No guard told it of a call.");
    untold.metrics().ended(EndReason.AT_ONCE, 1);
    assertThat(failureOf(() -> assertThat(untold.metrics()).agreesWith(timeline)))
        .startsWith("The metrics counted 3 calls, but the timeline recorded 2.");
  }

  /** What AssertJ would take for code to run is what the script speaks of. */
  interface Callable {
    String call() throws Exception;
  }

  private Callable wrapped(String script) {
    return new Faults(timeline, clock).wrap(Callable.class, () -> "ok", script);
  }

  @Test
  void needsNewCallBetweenCallsOfCodeThatTellsNothing() throws Exception {
    Retry untold = Retry.of(POLICY, clock);
    Callable gateway = wrapped("ok x2");
    untold.call(gateway::call);
    untold.call(gateway::call);

    assertThat(failureOf(() -> assertThat(untold.metrics()).agreesWith(timeline)))
        .startsWith(
            "The metrics counted 2 calls, but the timeline recorded 1. In all, 7 numbers differ."
                + " Code without Redial's events needs timeline.newCall(\"...\") between calls.");
  }

  @Test
  void assertsACircuitAndComparesIt() {
    Resilience guard =
        Resilience.builder("pay")
            .breaker(BreakerPolicy.builder().failuresInARow(2).openWait("60s").build())
            .time(clock)
            .listener(timeline)
            .build();
    for (int call = 0; call < 3; call++) {
      assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> guard.run(DOWN));
    }

    assertThat(guard.breaker().snapshot())
        .hasState(CircuitState.OPEN)
        .hasSucceeded(0)
        .hasFailed(2)
        .hasIgnored(0)
        .hasRejected(1)
        .hasChangesTo(CircuitState.OPEN, 1)
        .agreesWith(timeline);
    assertThat(
            failureOf(() -> assertThat(guard.breaker().snapshot()).hasState(CircuitState.CLOSED)))
        .isEqualTo("Expected circuit pay to be CLOSED, but it is OPEN.");
    assertThat(
            failureOf(() -> assertThat(guard.breaker().snapshot()).agreesWith(new Timeline(clock))))
        .isEqualTo(
            "The circuit counted 1 rejection, but the timeline recorded none. In all, 2 numbers"
                + " differ. Is the timeline a listener of circuit 'pay'?");
  }
}
