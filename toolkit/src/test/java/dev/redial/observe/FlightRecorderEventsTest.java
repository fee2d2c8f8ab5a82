package dev.redial.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.Resilience;
import dev.redial.ResilienceBuilder;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.budget.RetryBudget;
import dev.redial.call.CallListener;
import dev.redial.call.CallRejectedException;
import dev.redial.call.EndReason;
import dev.redial.failure.FailureKind;
import dev.redial.failure.HasStatus;
import dev.redial.fallback.Fallback;
import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.RetryPolicy;
import dev.redial.retry.RetryPolicyBuilder;
import dev.redial.time.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlightRecorderEventsTest {

  private static final String SECRET = "token=s3cret";

  private final ManualTime time = new ManualTime();
  private final CallListener listener = FlightRecorderEvents.listener();

  private static final class Rejection extends CallRejectedException {
    private static final long serialVersionUID = 1L;

    Rejection() {
      super(SECRET, false);
    }
  }

  private static RetryPolicyBuilder policy() {
    return RetryPolicy.builder().maxAttempts(3).backoff(Backoff.fixed("1s")).jitter(Jitter.none());
  }

  private ResilienceBuilder guard() {
    return Resilience.builder("ocr").retry(policy().build()).time(time).listener(listener);
  }

  private static TimeoutException timeout() {
    return new TimeoutException(SECRET);
  }

  @ParameterizedTest
  @EnumSource
  void tellACallItsAttemptsAndItsWaits(Style style) {
    try (Flight flight = Flight.ofAll()) {
      assertThat(style.run(guard().build(), Style.steps(timeout(), "ok"))).isEqualTo("ok");

      List<RecordedEvent> events = flight.events();
      assertThat(events).hasSize(4);
      RecordedEvent call = Flight.only("Call", events).get(0);
      assertThat(call.getString("name")).isEqualTo("ocr");
      assertThat(call.getLong("call")).isEqualTo(1);
      assertThat(call.getString("outcome")).isEqualTo("SUCCEEDED");
      assertThat(call.getString("reason")).isEqualTo("AFTER_RETRY");
      assertThat(call.getInt("attempts")).isEqualTo(2);
      assertThat(call.getClass("errorClass")).isNull();
      assertThat(call.getString("rule")).isNull();
      assertThat(call.getThread("caller").getJavaName())
          .isEqualTo(Thread.currentThread().getName());

      List<RecordedEvent> attempts = Flight.only("Attempt", events);
      assertThat(attempts).extracting(event -> event.getInt("attempt")).containsExactly(1, 2);
      assertThat(attempts).extracting(event -> event.getLong("call")).containsOnly(1L);
      assertThat(attempts.get(0).getString("outcome")).isEqualTo("FAILED");
      assertThat(attempts.get(0).getString("failureKind")).isEqualTo("TRANSIENT");
      assertThat(attempts.get(0).getInt("status")).isZero();
      assertThat(attempts.get(0).getClass("errorClass").getName())
          .isEqualTo(TimeoutException.class.getName());
      assertThat(attempts.get(1).getString("outcome")).isEqualTo("SUCCEEDED");
      assertThat(attempts.get(1).getString("failureKind")).isNull();

      RecordedEvent wait = Flight.only("Wait", events).get(0);
      assertThat(wait.getString("name")).isEqualTo("ocr");
      assertThat(wait.getLong("call")).isEqualTo(1);
      assertThat(wait.getInt("attempt")).isEqualTo(1);
      assertThat(wait.getDuration("delay")).isEqualTo(Duration.ofSeconds(1));
      assertThat(wait.getBoolean("cutShort")).isFalse();
      assertThat(wait.getString("failureKind")).isEqualTo("TRANSIENT");
      assertThat(wait.getClass("errorClass").getName()).isEqualTo(TimeoutException.class.getName());
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellTheStatusOfAFailedResult(Style style) {
    HasStatus unavailable = () -> 503;
    try (Flight flight = Flight.ofAll()) {
      Resilience guard =
          guard().retry(policy().maxAttempts(1).retryOn(FailureKind.TRANSIENT).build()).build();
      style.run(guard, Style.steps(unavailable));

      List<RecordedEvent> events = flight.events();
      RecordedEvent attempt = Flight.only("Attempt", events).get(0);
      assertThat(attempt.getInt("status")).isEqualTo(503);
      assertThat(attempt.getClass("errorClass")).isNull();
      RecordedEvent call = Flight.only("Call", events).get(0);
      assertThat(call.getString("outcome")).isEqualTo("FAILED");
      assertThat(call.getString("rule")).isEqualTo("maxAttempts 1 reached");
      assertThat(call.getClass("errorClass")).isNull();
    }
  }

  /** They have the shape of real time, in which the events of a call lie within it. */
  @Test
  void takeTheTimeThatTheyTake() {
    Resilience guard =
        Resilience.builder("ocr")
            .retry(policy().backoff(Backoff.fixed("20ms")).build())
            .listener(listener)
            .build();
    try (Flight flight = Flight.ofAll()) {
      Style.SYNC.run(guard, Style.steps(timeout(), "ok"));

      List<RecordedEvent> events = flight.events();
      RecordedEvent call = Flight.only("Call", events).get(0);
      RecordedEvent wait = Flight.only("Wait", events).get(0);
      // The recorder's clock and the waiting one may differ a little.
      assertThat(wait.getDuration()).isGreaterThan(Duration.ofMillis(15));
      assertThat(call.getDuration()).isGreaterThanOrEqualTo(wait.getDuration());
      assertThat(events)
          .allSatisfy(
              event -> {
                assertThat(event.getStartTime()).isAfterOrEqualTo(call.getStartTime());
                assertThat(event.getEndTime()).isBeforeOrEqualTo(call.getEndTime());
                assertThat(event.getStackTrace()).isNull();
              });
    }
  }

  /** How a call goes. */
  private record Ending(
      String name,
      EndReason reason,
      int attempts,
      UnaryOperator<ResilienceBuilder> guard,
      List<Object> steps) {

    static Ending of(String name, EndReason reason, int attempts, Object... steps) {
      return new Ending(name, reason, attempts, g -> g, List.of(steps));
    }

    Ending with(UnaryOperator<ResilienceBuilder> newGuard) {
      return new Ending(name, reason, attempts, newGuard, steps);
    }

    Ending policy(UnaryOperator<RetryPolicyBuilder> newPolicy) {
      return with(guard -> guard.retry(newPolicy.apply(FlightRecorderEventsTest.policy()).build()));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> endings() {
    TimeoutException timeout = timeout();
    return Stream.of(
            Ending.of("a success", EndReason.AT_ONCE, 1, "ok"),
            Ending.of("a late success", EndReason.AFTER_RETRY, 3, timeout, timeout, "ok"),
            Ending.of("errors to the last", EndReason.ATTEMPTS_EXHAUSTED, 3, timeout),
            Ending.of("an Error", EndReason.NOT_RETRYABLE, 2, timeout, new AssertionError(SECRET)),
            Ending.of(
                "an interrupt", EndReason.INTERRUPTED, 2, timeout, new InterruptedException()),
            Ending.of("a cancellation", EndReason.CANCELLED, 1, new CancellationException(SECRET)),
            Ending.of("a rejection", EndReason.GUARD, 1, timeout, new Rejection()),
            Ending.of("nothing but a rejection", EndReason.GUARD, 0, new Rejection()),
            Ending.of(
                    "a rejection that is retried", EndReason.AFTER_RETRY, 1, new Rejection(), "ok")
                .policy(policy -> policy.retryOn(CallRejectedException.class)),
            Ending.of("an empty budget", EndReason.BUDGET, 2, timeout)
                .with(guard -> guard.budget(RetryBudget.tokenBucket(1, 1))),
            Ending.of("a deadline", EndReason.DEADLINE, 1, timeout)
                .policy(policy -> policy.deadline("1s")),
            Ending.of("a result rule that throws", EndReason.BROKEN, 1, "ok")
                .policy(policy -> policy.retryOnResult(FlightRecorderEventsTest::broken)),
            Ending.of("a rule that throws", EndReason.BROKEN, 1, timeout)
                .policy(policy -> policy.retryIf(FlightRecorderEventsTest::broken)))
        .flatMap(ending -> Stream.of(Style.values()).map(style -> Arguments.of(ending, style)));
  }

  private static boolean broken(Object any) {
    throw new IllegalStateException(SECRET);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("endings")
  void tellEachCallAndEachAttemptOnceHoweverItEnds(Ending ending, Style style) {
    Resilience guard = ending.guard().apply(guard()).build();
    try (Flight flight = Flight.ofAll()) {
      style.run(guard, Style.steps(ending.steps().toArray()));
      Thread.interrupted(); // the recorder writes no file for an interrupted thread

      List<RecordedEvent> events = flight.events();
      assertThat(guard.metrics().snapshot().calls(ending.reason())).isEqualTo(1);
      assertThat(Flight.only("Call", events))
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.getString("reason")).isEqualTo(ending.reason().name());
                assertThat(call.getString("outcome")).isEqualTo(ending.reason().outcome().name());
                assertThat(call.getInt("attempts")).isEqualTo(ending.attempts());
              });
      assertThat(Flight.only("Attempt", events))
          .hasSize(ending.attempts())
          .hasSize((int) guard.metrics().snapshot().totalAttempts());
      assertThat(events.toString()).doesNotContain(SECRET);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellACallThatMayNotBegin(Style style) {
    Resilience guard = guard().build();
    guard.close();
    try (Flight flight = Flight.ofAll()) {
      style.run(guard, Style.steps("ok"));

      assertThat(flight.events())
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.getEventType().getName()).isEqualTo("dev.redial.Call");
                assertThat(call.getString("reason")).isEqualTo("NOT_BEGUN");
              });
    }
  }

  @Test
  void tellAWaitThatTheEndOfTheCallCutsShort() {
    try (Flight flight = Flight.ofAll()) {
      CompletableFuture<Object> call =
          guard().build().callAsync(() -> CompletableFuture.failedFuture(timeout()));
      call.cancel(false);

      List<RecordedEvent> events = flight.events();
      assertThat(Flight.only("Wait", events).get(0).getBoolean("cutShort")).isTrue();
      assertThat(Flight.only("Call", events).get(0).getString("reason")).isEqualTo("CANCELLED");
      assertThat(Flight.only("Attempt", events)).hasSize(1);
    }
  }

  @Test
  void tellNoAttemptIfTheCallIsCancelledWhileItWaitsAfterARejection() {
    Resilience guard = guard().retry(policy().retryOn(CallRejectedException.class).build()).build();
    try (Flight flight = Flight.ofAll()) {
      guard.callAsync(() -> CompletableFuture.failedFuture(new Rejection())).cancel(false);

      List<RecordedEvent> events = flight.events();
      assertThat(Flight.only("Attempt", events)).isEmpty();
      assertThat(Flight.only("Call", events).get(0).getInt("attempts")).isZero();
    }
  }

  @Test
  void tellAnAttemptThatIsCancelled() {
    try (Flight flight = Flight.ofAll()) {
      guard().build().callAsync(() -> new CompletableFuture<>()).cancel(false);

      List<RecordedEvent> events = flight.events();
      assertThat(Flight.only("Attempt", events).get(0).getString("outcome")).isEqualTo("ABORTED");
      assertThat(Flight.only("Call", events).get(0).getInt("attempts")).isEqualTo(1);
    }
  }

  @Test
  void tellNoWaitWhereNoneIs() {
    Resilience guard = guard().retry(policy().backoff(Backoff.none()).build()).build();
    try (Flight flight = Flight.ofAll()) {
      Style.SYNC.run(guard, Style.steps(timeout(), "ok"));

      assertThat(Flight.only("Wait", flight.events())).isEmpty();
    }
  }

  @Test
  void tellWhatCircuitsAndFallbacksDo() {
    Resilience guard =
        guard()
            .retry(policy().maxAttempts(1).build())
            .breaker(BreakerPolicy.builder().failuresInARow(1).openWait("30s").build())
            .build();
    try (Flight flight = Flight.ofAll()) {
      Style.SYNC.run(guard, Style.steps(timeout()));
      guard.call(() -> "not asked", Fallback.onRejection(rejection -> "instead"));

      List<RecordedEvent> events = flight.events();
      RecordedEvent transition = Flight.only("CircuitTransition", events).get(0);
      assertThat(transition.getString("name")).isEqualTo("ocr");
      assertThat(transition.getString("from")).isEqualTo("CLOSED");
      assertThat(transition.getString("to")).isEqualTo("OPEN");
      assertThat(transition.getString("reason")).isNotEmpty();
      RecordedEvent rejection = Flight.only("Rejection", events).get(0);
      assertThat(rejection.getString("name")).isEqualTo("ocr");
      assertThat(rejection.getString("state")).isEqualTo("OPEN");
      assertThat(rejection.getDuration("remainingWait")).isEqualTo(Duration.ofSeconds(30));
      RecordedEvent fallback = Flight.only("Fallback", events).get(0);
      assertThat(fallback.getString("name")).isEqualTo("ocr");
      assertThat(fallback.getClass("errorClass").getName()).endsWith("CircuitOpenException");
    }
  }

  @Test
  void tellHedges() {
    Resilience guard =
        guard().hedge(HedgePolicy.after("100ms").toBuilder().maxAttempts(3).build()).build();
    List<CompletableFuture<String>> stages = new ArrayList<>();
    try (Flight flight = Flight.ofAll()) {
      CompletableFuture<String> call =
          guard.callAsync(
              () -> {
                stages.add(new CompletableFuture<>());
                return stages.get(stages.size() - 1);
              });
      time.advance(Duration.ofMillis(200));
      stages.get(1).complete("second");

      assertThat(call).isCompletedWithValue("second");
      List<RecordedEvent> hedges = Flight.only("Hedge", flight.events());
      assertThat(hedges)
          .extracting(hedge -> hedge.getInt("number") + " " + hedge.getString("outcome"))
          .containsExactlyInAnyOrder("2 SUCCEEDED", "3 ABORTED");
    }
  }

  @Test
  void tellOnWhichThreadACallBeganAndOnWhichItEnded() throws Exception {
    CompletableFuture<String> stage = new CompletableFuture<>();
    try (Flight flight = Flight.ofAll()) {
      CompletableFuture<String> call = guard().build().callAsync(() -> stage);
      Thread other = new Thread(() -> stage.complete("ok"), "other");
      other.start();
      other.join();

      assertThat(call).isCompletedWithValue("ok");
      RecordedEvent recorded = Flight.only("Call", flight.events()).get(0);
      assertThat(recorded.getThread("caller").getJavaName())
          .isEqualTo(Thread.currentThread().getName());
      assertThat(recorded.getThread().getJavaName()).isEqualTo("other");
    }
  }

  @Test
  void tellWhatIsSlowOrGoesWrongUnlessToldOtherwise() {
    Resilience guard = guard().breaker(BreakerPolicy.builder().failuresInARow(1).build()).build();
    try (Flight flight = Flight.byDefault()) {
      Style.SYNC.run(guard, Style.steps("ok"));
      Style.SYNC.run(guard, Style.steps(timeout()));
      Style.SYNC.run(guard, Style.steps("rejected"));

      assertThat(flight.events())
          .extracting(event -> event.getEventType().getName())
          .containsOnly("dev.redial.Wait", "dev.redial.CircuitTransition");
    }
  }

  @ParameterizedTest
  @EnumSource
  void doNotFollowACallUnlessSomebodyRecordsIt(Style style) {
    assertThat(listener.followsSuccess()).isFalse();
    try (Flight flight = Flight.of("Call")) {
      assertThat(listener.followsSuccess()).isTrue();
      flight.stop();
      assertThat(listener.followsSuccess()).isFalse();
    }
    try (Flight flight = Flight.of("Wait", "CircuitTransition")) {
      assertThat(listener.followsSuccess()).isFalse();
      style.run(guard().build(), Style.steps("ok"));
      style.run(guard().build(), Style.steps(timeout(), "ok"));

      assertThat(flight.events())
          .singleElement()
          .satisfies(wait -> assertThat(wait.getLong("call")).isZero());
    }
    try (Flight flight = Flight.of("Attempt")) {
      assertThat(listener.followsSuccess()).isTrue();
      style.run(guard().build(), Style.steps("ok"));
      assertThat(flight.events()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellNothingIfNothingOfItIsEnabled(Style style) {
    Resilience guard = guard().breaker(BreakerPolicy.builder().failuresInARow(2).build()).build();
    try (Flight flight = Flight.of()) {
      style.run(guard, Style.steps(timeout(), timeout(), "ok"));
      style.run(guard, Style.steps("ok"));

      assertThat(flight.events()).isEmpty();
    }
  }

  /** No start is made up for what began before. */
  @ParameterizedTest
  @EnumSource
  void tellOfACallUnderWayOnlyWhatBeginsInTheRecording(Style style) {
    List<Flight> started = new ArrayList<>();
    Callable<Object> steps = Style.steps(timeout(), timeout(), "ok");
    int[] runs = {0};
    Object result =
        style.run(
            guard().build(),
            () -> {
              if (++runs[0] == 1) {
                started.add(Flight.ofAll());
              }
              return steps.call();
            });

    assertThat(result).isEqualTo("ok");
    try (Flight flight = started.get(0)) {
      List<RecordedEvent> events = flight.events();
      assertThat(Flight.only("Call", events)).isEmpty();
      assertThat(Flight.only("Attempt", events))
          .extracting(attempt -> attempt.getLong("call") + "." + attempt.getInt("attempt"))
          .containsExactly("0.2", "0.3");
      assertThat(Flight.only("Wait", events)).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tellNoMoreOfACallWhoseRecordingStops(Style style) {
    Callable<Object> steps = Style.steps(timeout(), timeout(), "ok");
    int[] runs = {0};
    try (Flight flight = Flight.ofAll()) {
      style.run(
          guard().build(),
          () -> {
            if (++runs[0] == 2) {
              flight.stop();
            }
            return steps.call();
          });

      assertThat(flight.events())
          .extracting(event -> event.getEventType().getName())
          .containsExactlyInAnyOrder("dev.redial.Attempt", "dev.redial.Wait");
    }
    assertThat(runs[0]).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Call", "Attempt", "Wait", "Hedge", "CircuitTransition", "Rejection", "Fallback"})
  void areDescribedToThoseWhoReadThem(String type) {
    assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
        .filteredOn(each -> each.getName().equals("dev.redial." + type))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.getCategoryNames()).containsExactly("Redial");
              assertThat(each.getLabel()).isNotBlank();
              assertThat(each.getDescription()).isNotBlank();
              assertThat(each.getField("name").getLabel()).isEqualTo("Name");
            });
  }
}
