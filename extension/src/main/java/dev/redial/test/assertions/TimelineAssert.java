package dev.redial.test.assertions;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.FallbackAnswer;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.Transition;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions over a timeline. Most of them speak of one call: where the timeline holds several,
 * choose one with {@link #call(int)} or {@link #call(String)} first.
 *
 * <p>Durations are written as {@link Durations#parse} reads them: {@code "500ms"}, {@code "1.5s"}.
 */
public class TimelineAssert extends AbstractAssert<TimelineAssert, Timeline> {

  private static final String NOTHING =
      ", but nothing was recorded: no policy told this timeline of a call, and no wrapped object"
          + " or server of the test was called.";
  private static final String NO_CALL = ", but no call was recorded.";

  private final AsciiTimeline report;

  /** The chosen call, counted from 1; 0 if none is chosen. */
  private int chosen;

  /** Asserts over all that the timeline recorded. */
  public TimelineAssert(@Nullable Timeline actual) {
    this(actual, new AsciiTimeline());
  }

  TimelineAssert(@Nullable Timeline actual, AsciiTimeline report) {
    super(actual, TimelineAssert.class);
    this.report = report;
  }

  /** What follows speaks of this call, counted from 1 in the order in which calls began. */
  @CheckReturnValue
  public TimelineAssert call(int number) {
    requireAtLeast("number", 1, number);
    Story story = story();
    if (number > story.calls().size()) {
      String calls = Phrases.count(story.calls().size(), "call");
      throw listing("There is no call " + number + ": the timeline holds " + calls + ".", story);
    }
    chosen = number;
    return this;
  }

  /** What follows speaks of the one call of this name. */
  @CheckReturnValue
  public TimelineAssert call(String name) {
    Story story = story();
    List<CallStory> calls = story.calls();
    List<CallStory> named = calls.stream().filter(call -> call.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw listing("There is no call '" + name + "' on the timeline.", story);
    }
    if (named.size() > 1) {
      String how = named.size() + " calls are named '" + name + "': choose one by its number.";
      throw listing(how, story);
    }
    chosen = calls.indexOf(named.get(0)) + 1;
    return this;
  }

  /** The timeline holds this many calls. */
  public TimelineAssert hasCalls(int expected) {
    requireAtLeast("expected", 0, expected);
    Story story = story();
    int actual = story.calls().size();
    if (actual != expected) {
      String wanted = Phrases.count(expected, "call");
      boolean together = story.calls().stream().anyMatch(call -> !call.separated());
      String hint =
          together
              ? " Code without Redial's events needs timeline.newCall(\"...\") between calls."
              : "";
      throw listing(
          "Expected " + wanted + ", but " + Phrases.thereWere(actual) + "." + hint, story);
    }
    return this;
  }

  /** The call made this many attempts, the first one included. */
  public TimelineAssert hasAttempts(int expected) {
    requireAtLeast("expected", 0, expected);
    if (expected == 0 && story().calls().isEmpty()) {
      return this;
    }
    return check(
        Phrases.count(expected, "attempt"), call -> AttemptFindings.attempts(call, expected));
  }

  /**
   * Sockets of the test saw this many requests: during the chosen call, or on the whole timeline.
   */
  public TimelineAssert hasWireRequests(int expected) {
    requireAtLeast("expected", 0, expected);
    return chosen > 0
        ? check("wire requests", call -> AttemptFindings.wireRequests(call, expected))
        : checkAll(story -> AttemptFindings.wireRequests(story, expected));
  }

  /**
   * The call waited exactly so long before its second attempt, its third and so on, and made no
   * others. A wait may be given as a range: {@code waited("1s..1.5s", "2s..3s")}.
   */
  public TimelineAssert waited(String... waits) {
    return checkWaits(Arrays.stream(waits).map(WaitRange::parse).toList());
  }

  /** The call waited exactly so long before its second attempt, its third and so on. */
  public TimelineAssert waited(Duration... waits) {
    return checkWaits(Arrays.stream(waits).map(WaitRange::exactly).toList());
  }

  /** The call waited, and no wait was shorter or longer than this, both ends included. */
  public TimelineAssert waitedBetween(String shortest, String longest) {
    return waitedBetween(Durations.parse(shortest), Durations.parse(longest));
  }

  /** The call waited, and no wait was shorter or longer than this, both ends included. */
  public TimelineAssert waitedBetween(Duration shortest, Duration longest) {
    WaitRange range = new WaitRange(shortest, longest);
    return check("waits", call -> WaitFindings.allWaits(call, range));
  }

  /** The call ended with a result that is not a failure. A fallback's answer does not count. */
  public TimelineAssert succeeded() {
    return check("success", call -> OutcomeFindings.outcome(call, Outcome.SUCCEEDED));
  }

  /** The call ended with the failure of its last attempt, whether or not a fallback answered. */
  public TimelineAssert failed() {
    return check("failure", call -> OutcomeFindings.outcome(call, Outcome.FAILED));
  }

  /** The call ended with this error or a subclass of it. */
  public TimelineAssert failedWith(Class<? extends Throwable> type) {
    return check(type.getSimpleName(), call -> OutcomeFindings.error(call, type));
  }

  /** The call was ended from outside: its thread was interrupted or its future cancelled. */
  public TimelineAssert wasAborted() {
    return check("an aborted call", call -> OutcomeFindings.outcome(call, Outcome.ABORTED));
  }

  /** A circuit breaker rejected the call, at least once. */
  public TimelineAssert wasRejected() {
    Story story = story();
    boolean rejected = chosen == 0 && story.calls().size() <= 1 && !story.rejections().isEmpty();
    return rejected ? this : check("a rejection", OutcomeFindings::rejected);
  }

  /** A fallback answered instead of the operation. */
  public TimelineAssert answeredByFallback() {
    Story story = story();
    boolean answered =
        chosen == 0
            && story.calls().size() <= 1
            && story.parts().stream().anyMatch(FallbackAnswer.class::isInstance);
    return answered ? this : check("a fallback", OutcomeFindings::fallback);
  }

  /** The call took exactly so long, from its begin to its end. */
  public TimelineAssert tookExactly(String duration) {
    return tookExactly(Durations.parse(duration));
  }

  /** The call took exactly so long, from its begin to its end. */
  public TimelineAssert tookExactly(Duration duration) {
    WaitRange exactly = WaitRange.exactly(duration);
    return check("a duration", call -> OutcomeFindings.took(call, exactly, "exactly " + exactly));
  }

  /** The call took so long or less, from its begin to its end. */
  public TimelineAssert tookAtMost(String duration) {
    return tookAtMost(Durations.parse(duration));
  }

  /** The call took so long or less, from its begin to its end. */
  public TimelineAssert tookAtMost(Duration duration) {
    WaitRange atMost = new WaitRange(Duration.ZERO, duration);
    String limit = "at most " + Durations.format(duration);
    return check("a duration", call -> OutcomeFindings.took(call, atMost, limit));
  }

  /** The call was not retried further, by a rule whose words contain this text. */
  public TimelineAssert stoppedBecause(String text) {
    return check("a rule that stopped it", call -> OutcomeFindings.stop(call, text));
  }

  /**
   * The one circuit that changed its state became each of these in turn, and nothing else: during
   * the chosen call, or on the whole timeline.
   */
  public TimelineAssert hasTransitions(CircuitState... states) {
    return checkAll(story -> CircuitFindings.transitions(transitions(story), List.of(states)));
  }

  /** The circuit of this name became each of these states in turn, and nothing else. */
  public TimelineAssert hasTransitions(String circuit, CircuitState... states) {
    return checkAll(
        story ->
            CircuitFindings.transitions(
                "circuit " + circuit,
                transitions(story).stream().filter(it -> it.circuit().equals(circuit)).toList(),
                List.of(states)));
  }

  private TimelineAssert checkWaits(List<WaitRange> waits) {
    return check("waits", call -> WaitFindings.waits(call, waits));
  }

  private List<Transition> transitions(Story story) {
    return chosen == 0 ? story.transitions() : story.calls().get(chosen - 1).transitions();
  }

  private Story story() {
    isNotNull();
    return actual.story();
  }

  private TimelineAssert check(String expected, Function<CallStory, Optional<Finding>> finder) {
    Story story = story();
    CallStory call = theCall(expected, story);
    finder.apply(call).ifPresent(finding -> fail(finding, story));
    return this;
  }

  private TimelineAssert checkAll(Function<Story, Optional<Finding>> finder) {
    Story story = story();
    finder.apply(story).ifPresent(finding -> fail(finding, story));
    return this;
  }

  private CallStory theCall(String expected, Story story) {
    List<CallStory> calls = story.calls();
    if (chosen > 0) {
      return calls.get(chosen - 1);
    }
    if (calls.isEmpty()) {
      String why = story.parts().isEmpty() ? NOTHING : NO_CALL;
      throw listing("Expected " + expected + why, story);
    }
    if (calls.size() > 1) {
      String how =
          "The timeline holds %d calls, and \"%s\" is said of one: choose it with call(1) or"
              + " call(\"%s\").";
      throw listing(how.formatted(calls.size(), expected, calls.get(0).name()), story);
    }
    return calls.get(0);
  }

  private void fail(Finding finding, Story story) {
    CallStory call = chosen == 0 ? null : story.calls().get(chosen - 1);
    String text = new FailureText(report).of(finding, story, call);
    throw failureWithActualExpected(finding.actual(), finding.expected(), "%s", text);
  }

  private AssertionError listing(String sentence, Story story) {
    return failure("%s", new FailureText(report).listing(sentence, story));
  }

  private static void requireAtLeast(String name, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + " must be at least " + least + ", but was " + value);
    }
  }
}
