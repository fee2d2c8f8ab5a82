package dev.redial.hedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.call.CallEvent;
import dev.redial.call.CallRejectedException;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.HasStatus;
import dev.redial.failure.RetryAfter;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.Durations;
import dev.redial.time.ManualTime;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 75, in exact times. */
class HedgeTest {

  private final ManualTime time = new ManualTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final CallMetrics metrics = new CallMetrics();
  private final Plan plan = new Plan(time);

  private static final HedgePolicy AFTER_100_MS = HedgePolicy.after("100ms");
  private static final HedgePolicy THREE =
      AFTER_100_MS.toBuilder().maxAttempts(3).classifier(HedgeTest::read).build();

  /** A failure that says what it means. */
  private static final class Told extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    Told(String message, Failure failure) {
      super(message);
      this.failure = failure;
    }
  }

  private record Answer(int status) implements HasStatus {
    @Override
    public String toString() {
      return "answer " + status;
    }
  }

  private static final class Refusal extends CallRejectedException {
    private static final long serialVersionUID = 1L;

    Refusal() {
      super("refused", false);
    }
  }

  private static Failure read(Object result, Throwable error) {
    return error instanceof Told told
        ? told.failure
        : Classifier.standard().classify(result, error);
  }

  private static Told failing(String message) {
    return new Told(message, Failure.of(FailureKind.TRANSIENT));
  }

  private static Told limited(String message, String retryAfter) {
    return new Told(
        message,
        Failure.ofStatus(429).withRetryAfter(RetryAfter.ofDelay(Durations.parse(retryAfter))));
  }

  private static Told pushedBack(String message) {
    return new Told(
        message, Failure.of(FailureKind.TRANSIENT).withRetryAfter(RetryAfter.ofPushback("-1")));
  }

  private static Told permanent(String message) {
    return new Told(message, Failure.of(FailureKind.PERMANENT));
  }

  /** What happens to the attempts, and what is expected: begins, the end and its time. */
  private record Case(
      String sentence, HedgePolicy policy, List<Object> plan, List<String> begins, String end) {
    @Override
    public String toString() {
      return sentence;
    }
  }

  private static Case that(
      String sentence, HedgePolicy policy, List<Object> plan, String begins, String end) {
    return new Case(sentence, policy, plan, List.of(begins.split(", ", -1)), end);
  }

  private static Stream<Case> cases() {
    HedgePolicy brief = THREE.toBuilder().delay("10ms").build();
    return Stream.of(
        that("a fast success is alone", THREE, List.of("50ms", "a"), "0 ms", "a at 50 ms"),
        that(
            "a slow attempt is hedged after the delay",
            THREE,
            List.of("300ms", "a", "50ms", "b"),
            "0 ms, 100 ms",
            "b at 150 ms"),
        that(
            "the first may win all the same",
            THREE,
            List.of("120ms", "a", "50ms", "b"),
            "0 ms, 100 ms",
            "a at 120 ms"),
        that(
            "a success at the very end of the delay is hedged no more",
            THREE,
            List.of("99999999ns", "a"),
            "0 ms",
            "a at 99.999999 ms"),
        that(
            "there are as many attempts as the policy allows",
            THREE,
            List.of("1s", "a", "1s", "b", "1s", "c"),
            "0 ms, 100 ms, 200 ms",
            "a at 1 s"),
        that(
            "one attempt is never hedged",
            THREE.toBuilder().maxAttempts(1).build(),
            List.of("1s", "a"),
            "0 ms",
            "a at 1 s"),
        that(
            "without a delay all start together",
            THREE.toBuilder().delay(Duration.ZERO).build(),
            List.of("1s", "a", "2s", "b", "300ms", "c"),
            "0 ms, 0 ms, 0 ms",
            "c at 300 ms"),
        that(
            "the delay may depend on the attempt",
            THREE.toBuilder().delay(number -> Duration.ofMillis(number * 10L)).build(),
            List.of("1s", "a", "1s", "b", "1s", "c"),
            "0 ms, 20 ms, 50 ms",
            "a at 1 s"),
        that(
            "a negative delay is none",
            THREE.toBuilder().delay(number -> Duration.ofMillis(-1)).build(),
            List.of("1s", "a", "1s", "b", "1s", "c"),
            "0 ms, 0 ms, 0 ms",
            "a at 1 s"),
        that(
            "a failure starts the next at once",
            THREE,
            List.of("30ms", failing("x"), "20ms", "b"),
            "0 ms, 30 ms",
            "b at 50 ms"),
        that(
            "and the delay counts from there",
            THREE,
            List.of("30ms", failing("x"), "500ms", "b", "50ms", "c"),
            "0 ms, 30 ms, 130 ms",
            "c at 180 ms"),
        that(
            "a failure leaves the others alone",
            THREE,
            List.of("300ms", "a", "50ms", failing("x"), "1s", "c"),
            "0 ms, 100 ms, 150 ms",
            "a at 300 ms"),
        that(
            "a failure that may not be repeated ends the call",
            THREE,
            List.of("30ms", permanent("x")),
            "0 ms",
            "x at 30 ms"),
        that(
            "also that of a hedge",
            THREE,
            List.of("300ms", "a", "20ms", permanent("x")),
            "0 ms, 100 ms",
            "x at 120 ms"),
        that(
            "which kinds may be repeated is up to the policy",
            THREE.toBuilder().repeatOn(FailureKind.PERMANENT).build(),
            List.of("30ms", permanent("x"), "20ms", failing("y")),
            "0 ms, 30 ms",
            "y suppressing [x] at 50 ms"),
        that(
            "nothing is repeated where no kind is",
            THREE.toBuilder().repeatOn().build(),
            List.of("30ms", failing("x")),
            "0 ms",
            "x at 30 ms"),
        that(
            "no hedge comes before the Retry-After",
            THREE,
            List.of("30ms", limited("x", "1s"), "20ms", "b"),
            "0 ms, 1.03 s",
            "b at 1.05 s"),
        that(
            "a later failure does not shorten the Retry-After",
            THREE.toBuilder().delay(n -> Duration.ofMillis(n == 2 ? 10 : 5000)).build(),
            List.of("30ms", limited("x", "1s"), "35ms", failing("y"), "1ms", "c"),
            "0 ms, 10 ms, 1.03 s",
            "c at 1.031 s"),
        that(
            "the longest Retry-After counts",
            brief.toBuilder().maxAttempts(4).build(),
            List.of("15ms", limited("x", "2s"), "10ms", limited("y", "1s"), "1ms", "c"),
            "0 ms, 10 ms, 2.015 s",
            "c at 2.016 s"),
        that(
            "a Retry-After that is too long stops further attempts",
            THREE.toBuilder().maxRetryAfter("10s").build(),
            List.of("30ms", limited("x", "11s")),
            "0 ms",
            "x at 30 ms"),
        that(
            "so does a pushback that says no, whatever the policy waits for",
            THREE.toBuilder().maxRetryAfter(Duration.ofSeconds(Long.MAX_VALUE)).build(),
            List.of("30ms", pushedBack("x")),
            "0 ms",
            "x at 30 ms"),
        that(
            "but not those under way",
            THREE.toBuilder().maxRetryAfter("10s").build(),
            List.of("130ms", limited("x", "11s"), "500ms", "b"),
            "0 ms, 100 ms",
            "b at 600 ms"),
        that(
            "if all fail, the last to fail is the end",
            THREE,
            List.of("250ms", failing("x"), "500ms", failing("y"), "100ms", failing("z")),
            "0 ms, 100 ms, 200 ms",
            "y suppressing [x, z] at 600 ms"),
        that(
            "a failed result is a failure",
            THREE,
            List.of("30ms", new Answer(503), "20ms", new Answer(200)),
            "0 ms, 30 ms",
            "answer 200 at 50 ms"),
        that(
            "if all results fail, the last is the end",
            THREE.toBuilder().maxAttempts(2).build(),
            List.of("30ms", new Answer(503), "20ms", new Answer(500)),
            "0 ms, 30 ms",
            "answer 500 at 50 ms"),
        that(
            "a result that says no is the answer",
            THREE,
            List.of("30ms", new Answer(404)),
            "0 ms",
            "answer 404 at 30 ms"),
        that(
            "an attempt that is refused ends the call if nothing else is there",
            THREE,
            List.of("30ms", new Refusal()),
            "0 ms",
            "refused at 30 ms"),
        that(
            "a hedge that is refused harms nobody, and none follows",
            THREE,
            List.of("400ms", "a", "0ms", new Refusal()),
            "0 ms, 100 ms",
            "a at 400 ms"),
        that(
            "nor does one that an executor refuses",
            THREE,
            List.of("400ms", "a", "0ms", new RejectedExecutionException("full")),
            "0 ms, 100 ms",
            "a at 400 ms"),
        that(
            "a failure says more than the refusal after it",
            THREE,
            List.of("30ms", failing("x"), "0ms", new Refusal()),
            "0 ms, 30 ms",
            "x suppressing [refused] at 30 ms"),
        that(
            "a failure after the refusal of a hedge is the end",
            THREE,
            List.of("130ms", failing("x"), "0ms", new Refusal()),
            "0 ms, 100 ms",
            "x suppressing [refused] at 130 ms"));
  }

  private Hedge hedge(HedgePolicy policy) {
    return Hedge.builder("search")
        .policy(policy)
        .time(time)
        .listener(events::add)
        .metrics(metrics)
        .executor(plan.executor())
        .build();
  }

  private static String told(Shape.Ended ended) {
    if (ended.error() == null) {
      return ended.result().toString();
    }
    List<String> suppressed =
        Stream.of(ended.error().getSuppressed()).map(Throwable::getMessage).toList();
    return ended.error().getMessage() + (suppressed.isEmpty() ? "" : " suppressing " + suppressed);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asynchronousCalls(Case one) {
    check(one, Shape.ASYNC);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void blockingCalls(Case one) {
    check(one, Shape.BLOCKING);
  }

  private void check(Case one, Shape shape) {
    for (int i = 0; i < one.plan().size(); i += 2) {
      plan.then((String) one.plan().get(i), one.plan().get(i + 1));
    }

    Shape.Ended ended = shape.run(hedge(one.policy()), plan);

    String at = Durations.format(Duration.ofNanos(time.nanoTime()));
    assertThat(told(ended) + " at " + at).isEqualTo(one.end());
    assertThat(plan.begins).isEqualTo(one.begins());
    // What is left are the ends of attempts that were given up, and they change nothing.
    time.advance(Duration.ofHours(1));
    assertThat(plan.begins).isEqualTo(one.begins());
    assertThat(time.scheduledTasks()).isZero();
    assertThat(metrics.snapshot().hedges()).isEqualTo(plan.begins.size() - 1L);
    assertThat(endsByNumber()).hasSize(plan.begins.size()).doesNotHaveDuplicates();
  }

  private List<Integer> endsByNumber() {
    return events.stream()
        .filter(CallEvent.HedgeEnded.class::isInstance)
        .map(event -> ((CallEvent.HedgeEnded) event).number())
        .toList();
  }

  private List<String> story() {
    return events.stream()
        .map(
            event -> {
              String at = Durations.format(Duration.ofNanos(event.at().nanoTime()));
              if (event instanceof CallEvent.HedgeStarted e) {
                return at + " " + e.name() + " " + e.call() + " #" + e.number() + " begins";
              }
              CallEvent.HedgeEnded e = (CallEvent.HedgeEnded) event;
              String error = e.error() == null ? "" : " " + e.error().getMessage();
              return at
                  + " "
                  + e.name()
                  + " "
                  + e.call()
                  + " #"
                  + e.number()
                  + " "
                  + e.outcome()
                  + error;
            })
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void tellsOfHedgesAndOfTheEndOfEachAttempt(Shape shape) {
    plan.then("130ms", failing("x")).then("500ms", "b").then("50ms", "c");

    shape.run(hedge(THREE), plan);

    assertThat(story())
        .containsExactly(
            "100 ms search 1 #2 begins",
            "130 ms search 1 #1 FAILED x",
            "130 ms search 1 #3 begins",
            "180 ms search 1 #3 SUCCEEDED",
            "180 ms search 1 #2 ABORTED");
  }

  @Test
  void losersAreCancelledBeforeTheCallerHasTheAnswer() {
    plan.then("500ms", "a").then("50ms", "b");
    List<Boolean> cancelledThen = new ArrayList<>();

    var unused =
        hedge(AFTER_100_MS)
            .callAsync(plan::stage)
            .whenComplete((r, e) -> cancelledThen.add(plan.stages.get(0).isCancelled()));
    time.advance(Duration.ofSeconds(1));

    assertThat(cancelledThen).containsExactly(true);
  }

  @Test
  void cancellingTheFutureEndsTimersAndAttempts() {
    plan.then("500ms", "a").then("500ms", "b");
    CompletableFuture<Object> call = hedge(THREE).callAsync(plan::stage);
    time.advance(Duration.ofMillis(150));

    call.cancel(true);

    assertThat(plan.stages).hasSize(2).allMatch(CompletableFuture::isCancelled);
    assertThat(story())
        .containsExactly(
            "100 ms search 1 #2 begins",
            "150 ms search 1 #1 ABORTED",
            "150 ms search 1 #2 ABORTED");
    time.advance(Duration.ofSeconds(1));
    assertThat(plan.begins).hasSize(2);
    assertThat(events).hasSize(3);
  }

  @Test
  void completingTheFutureByHandEndsTheCall() {
    plan.then("500ms", "a");
    CompletableFuture<Object> call = hedge(THREE).callAsync(plan::stage);

    call.complete("by hand");

    assertThat(plan.stages).allMatch(CompletableFuture::isCancelled);
    time.advance(Duration.ofSeconds(1));
    assertThat(call).isCompletedWithValue("by hand");
    assertThat(story()).containsExactly("0 ms search 1 #1 ABORTED");
  }

  private static Stream<Arguments> neverRepeated() {
    return Stream.of(
            new AssertionError("x"),
            new InterruptedException("x"),
            new ClosedByInterruptException(),
            new CancellationException("x"))
        .flatMap(error -> Stream.of(Shape.values()).map(shape -> arguments(shape, error)));
  }

  /** Guarantees 30 and 36: whatever the classifier makes of them. */
  @ParameterizedTest
  @MethodSource("neverRepeated")
  void errorsInterruptsAndCancellationEndTheCall(Shape shape, Throwable error) {
    plan.then("30ms", error);
    Classifier lenient = (result, thrown) -> thrown == null ? null : Failure.ofStatus(503);

    Shape.Ended ended = shape.run(hedge(THREE.toBuilder().classifier(lenient).build()), plan);
    // The thread of the executor is this one here, and it was interrupted by somebody else.
    assertThat(Thread.interrupted())
        .isEqualTo(shape == Shape.BLOCKING && error instanceof InterruptedException);

    assertThat(ended.error()).isSameAs(error);
    assertThat(plan.begins).hasSize(1);
  }

  /** Guarantee 31. */
  @Test
  void readsTheErrorWithoutItsWrapping() {
    TimeoutException timeout = new TimeoutException("x");
    plan.then("30ms", new CompletionException(timeout))
        .then("1ms", new CompletionException(timeout));

    Shape.Ended ended = Shape.ASYNC.run(hedge(AFTER_100_MS), plan);

    assertThat(ended.error()).isSameAs(timeout);
    assertThat(timeout.getSuppressed()).isEmpty();
  }

  /** Guarantee 33. */
  @ParameterizedTest
  @EnumSource
  void aDelayThatCannotBeHadEndsTheCall(Shape shape) {
    IllegalStateException broken = new IllegalStateException("no delay today");
    HedgePolicy throwing =
        THREE.toBuilder()
            .delay(
                number -> {
                  throw broken;
                })
            .build();

    assertThat(shape.run(hedge(throwing), plan).error()).isSameAs(broken);
    assertThat(plan.begins).isEmpty();
    assertThat(shape.run(hedge(THREE.toBuilder().delay(number -> null).build()), plan).error())
        .isInstanceOf(NullPointerException.class)
        .hasMessage("The hedge's delay before attempt 2 is null.");
  }

  /** Guarantee 33. */
  @ParameterizedTest
  @EnumSource
  void aClassifierThatThrowsEndsTheCall(Shape shape) {
    IllegalStateException broken = new IllegalStateException("cannot read");
    HedgePolicy policy =
        THREE.toBuilder()
            .classifier(
                (result, error) -> {
                  throw broken;
                })
            .build();
    plan.then("300ms", "a").then("50ms", "b");

    assertThat(shape.run(hedge(policy), plan).error()).isSameAs(broken);
    assertThat(endsByNumber()).containsExactlyInAnyOrder(1, 2);
  }

  /** Guarantee 45. */
  @ParameterizedTest
  @EnumSource
  void aSchedulerThatTakesNothingEndsTheCall(Shape shape) {
    time.rejectTasks();

    assertThat(shape.run(hedge(THREE), plan).error())
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(plan.begins).isEmpty();
  }

  /** Guarantees 43 and 44. */
  @Test
  void anOperationWithoutAStageHasFailed() {
    Hedge hedge = hedge(AFTER_100_MS);

    assertThat(errorOf(hedge.callAsync(() -> null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("returned null instead of a CompletionStage");
    IllegalStateException thrown = new IllegalStateException("x");
    CompletableFuture<Object> call =
        hedge.callAsync(
            () -> {
              throw thrown;
            });
    assertThat(errorOf(call)).isSameAs(thrown);
  }

  private static Throwable errorOf(CompletableFuture<?> call) {
    assertThat(call).isCompletedExceptionally();
    return call.handle((result, error) -> error).join();
  }

  @Test
  void refusesBlockingCallsWithoutAnExecutor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Hedge.of(AFTER_100_MS, time).call(() -> "a"))
        .withMessage(
            "Hedge 'hedge' has no executor, and several attempts of blocking code need several"
                + " threads; give it one by executor(…), or use callAsync");
  }

  /** A checked exception is thrown as it was. */
  @Test
  void actionsReturnNothing() {
    plan.then("1ms", "done").then("1ms", "done").then("1ms", "done");
    Hedge hedge = hedge(AFTER_100_MS);

    hedge.run(() -> {});

    assertThatExceptionOfType(TimeoutException.class)
        .isThrownBy(
            () ->
                hedge.run(
                    () -> {
                      throw new TimeoutException("x");
                    }));
  }
}
