package dev.redial.test.assertions;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static dev.redial.test.timeline.Tapes.TRANSIENT;
import static dev.redial.test.timeline.Tapes.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Tape;
import dev.redial.test.timeline.Tapes;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What passes and what does not; {@link FailureFaceTest} has the messages. */
class TimelineAssertTest {

  private final Tape tape = new Tape();

  static TimelineAssert on(Tape tape) {
    return new TimelineAssert(tape.timeline, new AsciiTimeline(StandardCharsets.UTF_8));
  }

  private static void fails(ThrowingCallable assertion) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class);
  }

  /** Expectation 41. */
  @Test
  void readsAsASentenceBesideAssertJsOwn() {
    Timeline timeline = Tapes.impatient().timeline;

    assertThat(timeline).hasAttempts(4).waited("1s", "2s", "4s").succeeded();
    assertThat(timeline)
        .as("paying")
        .hasCalls(1)
        .waited(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
        .tookExactly("7s")
        .tookAtMost(Duration.ofSeconds(8));
    assertThat(timeline.story().calls()).hasSize(1);
  }

  @Test
  void refusesATimelineThatIsNull() {
    Timeline none = null;

    fails(() -> assertThat(none).hasAttempts(1));
  }

  @Test
  void countsAttempts() {
    on(Tapes.impatient()).hasAttempts(4);
    fails(() -> on(Tapes.impatient()).hasAttempts(3));
    fails(() -> on(Tapes.impatient()).hasAttempts(5));
    on(new Tape()).hasAttempts(0);
    fails(() -> on(new Tape()).hasAttempts(1));
  }

  @Test
  void comparesWaits() {
    fails(() -> on(Tapes.impatient()).waited("1s", "2s"));
    fails(() -> on(Tapes.impatient()).waited("1s", "2s", "4s", "8s"));
    fails(() -> on(Tapes.impatient()).waited("1s", "2s", "4001ms"));
    fails(() -> on(Tapes.notFound()).waited("1s"));
  }

  /** Expectation 42. */
  @Test
  void takesRangesOfWaits() {
    on(Tapes.impatient()).waited("1s..1.5s", "1s .. 2s", "4s");
    on(Tapes.impatient()).waitedBetween("1s", "4s");
    on(Tapes.impatient()).waitedBetween(Duration.ZERO, Duration.ofMinutes(1));
    fails(() -> on(Tapes.impatient()).waited("1s", "2.1s..3s", "4s"));
    fails(() -> on(Tapes.impatient()).waitedBetween("1s", "3s"));
    fails(() -> on(Tapes.notFound()).waitedBetween("0s", "3s"));
  }

  /** Expectation 43. */
  @Test
  void countsWireRequests() {
    on(Tapes.resent()).hasAttempts(2).hasWireRequests(4);
    on(Tapes.resent()).call("fetch").hasWireRequests(4);
    on(new Tape()).hasWireRequests(0);
    fails(() -> on(Tapes.resent()).hasWireRequests(2));
    fails(() -> on(Tapes.resent()).call(1).hasWireRequests(2));
    tape.callStarted("pay", 1).callEnded("pay", 1, Outcome.SUCCEEDED, null);
    tape.request("GET /", "200", null);
    on(tape).hasWireRequests(1).call(1).hasWireRequests(0);
  }

  @Test
  void tellsHowACallEnded() {
    on(Tapes.impatient()).succeeded();
    on(Tapes.notFound()).failed().failedWith(IOException.class).failedWith(Exception.class);
    on(Tapes.rejected()).wasRejected().answeredByFallback();
    tape.callStarted("pay", 1).callEnded("pay", 1, Outcome.ABORTED, new InterruptedException());
    on(tape).wasAborted().failedWith(InterruptedException.class);

    fails(() -> on(Tapes.impatient()).failed());
    fails(() -> on(Tapes.impatient()).failedWith(IOException.class));
    fails(() -> on(Tapes.impatient()).wasRejected());
    fails(() -> on(Tapes.impatient()).wasAborted());
    fails(() -> on(Tapes.impatient()).answeredByFallback());
    fails(() -> on(Tapes.notFound()).succeeded());
    fails(() -> on(Tapes.notFound()).failedWith(TimeoutException.class));
    fails(() -> on(Tapes.rejected()).failed());
    fails(() -> on(Tapes.rejected()).succeeded());
  }

  @Test
  void looksThroughWhatAFutureWrapsAroundAnError() {
    tape.callStarted("pay", 1);
    tape.callEnded("pay", 1, Outcome.FAILED, new CompletionException(new IOException()));

    on(tape).failedWith(IOException.class);
    fails(() -> on(tape).failedWith(CompletionException.class));
  }

  @Test
  void comparesHowLongACallTook() {
    on(Tapes.impatient()).tookExactly(Duration.ofSeconds(7)).tookAtMost("7s").tookAtMost("1h");
    fails(() -> on(Tapes.impatient()).tookExactly("6s"));
    fails(() -> on(Tapes.impatient()).tookAtMost("6999ms"));
    tape.callStarted("pay", 1);
    fails(() -> on(tape).tookAtMost("1h"));
  }

  @Test
  void findsTheRuleThatStoppedACall() {
    on(Tapes.notFound()).stoppedBecause("404").stoppedBecause("PERMANENT");
    fails(() -> on(Tapes.notFound()).stoppedBecause("maxAttempts"));
    fails(() -> on(Tapes.impatient()).stoppedBecause("maxAttempts"));
  }

  @Test
  void choosesACall() {
    twoCalls();

    on(tape).hasCalls(3).call(1).hasAttempts(1).call("ship").hasAttempts(0).call(3).succeeded();
    on(tape).call(1).succeeded();
    fails(() -> on(tape).hasAttempts(1));
    fails(() -> on(tape).call("pay").hasAttempts(1));
    fails(() -> on(tape).call("parcel").hasAttempts(1));
    fails(() -> on(tape).call(4).hasAttempts(1));
    fails(() -> on(tape).hasCalls(2));
  }

  private void twoCalls() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1).attemptSucceeded("pay", 1, 1);
    tape.callEnded("pay", 1, Outcome.SUCCEEDED, null).callStarted("ship", 1);
    tape.callEnded("ship", 1, Outcome.FAILED, null);
    tape.callStarted("pay", 2).callEnded("pay", 2, Outcome.SUCCEEDED, null);
  }

  @Test
  void followsACircuit() {
    on(Tapes.rejected()).hasTransitions(CircuitState.OPEN);
    on(Tapes.rejected()).hasTransitions("orders", CircuitState.OPEN);
    on(Tapes.rejected()).call(1).hasTransitions(CircuitState.OPEN);
    on(Tapes.impatient()).hasTransitions();
    on(Tapes.rejected()).hasTransitions("other");
    fails(() -> on(Tapes.rejected()).hasTransitions());
    fails(() -> on(Tapes.rejected()).hasTransitions(CircuitState.HALF_OPEN));
    fails(() -> on(Tapes.rejected()).hasTransitions(CircuitState.OPEN, CircuitState.HALF_OPEN));
    fails(() -> on(Tapes.rejected()).hasTransitions("other", CircuitState.OPEN));
  }

  @Test
  void asksWhichOfTwoCircuitsIsMeant() {
    tape.changed("banks", CircuitState.CLOSED, CircuitState.OPEN, "1 failure");
    tape.changed("parcels", CircuitState.CLOSED, CircuitState.OPEN, "1 failure");

    fails(() -> on(tape).hasTransitions(CircuitState.OPEN, CircuitState.OPEN));
    on(tape).hasTransitions("banks", CircuitState.OPEN);
  }

  @Test
  void acceptsWhatACircuitTellsWhereNoCallIsKnown() {
    tape.rejected("banks", CircuitState.OPEN, "60s");

    on(tape).wasRejected().hasCalls(0);
    fails(() -> on(tape).succeeded());
  }

  @Test
  void acceptsAFallbackThatIsKnownOfAlone() {
    tape.fallbackAnswered("pay", null);

    on(tape).answeredByFallback();
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertThatThrownBy(() -> on(tape).hasAttempts(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected must be at least 0, but was -1");
    assertThatThrownBy(() -> on(tape).call(0).succeeded())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number must be at least 1, but was 0");
    assertThatThrownBy(() -> on(tape).waited("2s..1s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the longest wait must not be below the shortest, but was 2 s to 1 s");
    assertThatThrownBy(() -> on(tape).waited("soon"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'soon' is not a duration");
  }

  /** Expectation 47. */
  @Test
  void collectsAllViolationsSoftly() {
    SoftAssertions softly = new SoftAssertions();
    softly
        .proxy(TimelineAssert.class, Timeline.class, Tapes.impatient().timeline)
        .hasAttempts(3)
        .succeeded()
        .call("pay")
        .waited("1s", "2s", "7s")
        .failed();

    assertThat(softly.errorsCollected()).hasSize(3);
  }

  @Test
  void seesWhatIsRecordedLater() {
    TimelineAssert later = on(tape);
    tape.invocation("Banks.debit", "503", UNAVAILABLE).invocation("Banks.debit", "x", TRANSIENT);

    later.hasAttempts(2).failed();
  }
}
