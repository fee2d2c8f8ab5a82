package dev.redial.test.assertions;

import static dev.redial.test.assertions.TimelineAssertTest.on;
import static dev.redial.test.timeline.Tapes.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Tape;
import dev.redial.test.timeline.Tapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** The messages as people see them, to the letter. */
class FailureFaceTest {

  private static String messageOf(ThrowingCallable assertion) {
    Throwable failure = catchThrowable(assertion);
    assertThat(failure).isInstanceOf(AssertionError.class);
    return failure.getMessage() + "\n";
  }

  /** Expectation 41. */
  @Test
  void showsAWaitShorterThanTheServersRetryAfter() {
    assertThat(messageOf(() -> on(Tapes.impatient()).waited("1s", "2s", "7s")))
        .isEqualTo(
            """
            Expected waits 1 s, 2 s, 7 s, but the third was 4 s: attempt 4 began 3 s before
            the server's Retry-After allowed.

              pay · 4 attempts · succeeded after 7 s                         fake clock
                 0 ms   #1  ✗ timeout                step 1 of "timeout x2, 429(…), ok"
                 1 s    #2  ✗ timeout                after 1 s
                 3 s    #3  ✗ 429, Retry-After: 7    after 2 s
                 7 s    #4  ✓ ok                     after 4 s     ◀ expected 7 s
                 ├──┼──────┼─────────────┤
                 #1 #2     #3            #4

              Replay:  Script.parse("timeout x2, 429(Retry-After: 7), ok")
            """);
  }

  @Test
  void hasAPlainTwin() {
    assertThat(
            messageOf(
                () ->
                    new TimelineAssert(
                            Tapes.impatient().timeline,
                            new AsciiTimeline(StandardCharsets.US_ASCII))
                        .waited("1s", "2s", "7s")))
        .contains("     7 s    #4  + ok                     after 4 s     <- expected 7 s\n")
        .isASCII();
  }

  /** Expectation 43. */
  @Test
  void tellsWireTruth() {
    assertThat(messageOf(() -> on(Tapes.resent()).hasWireRequests(2)))
        .isEqualTo(
            """
            Expected 2 wire requests, but there were 4: in 2 attempts the client re-sent 2
            on its own.

              fetch · 2 attempts · 4 wire requests               ◀ hidden client retries: 2
                 0 ms   #1  ✗ IOException (Connection reset)    wire 1 reset · wire 2 reset
                 1 s    #2  ✓ 200                               wire 3 reset · wire 4 200
              java.net.http.HttpClient re-sends a GET once when a connection is reset.
            """);
  }

  @Test
  void showsTheRuleThatStoppedARetry() {
    assertThat(messageOf(() -> on(Tapes.notFound()).hasAttempts(3)))
        .isEqualTo(
            """
            Expected 3 attempts, but there was 1: it was not retried, because 404 is
            PERMANENT.

              pay · 1 attempt · failed at once                  ◀ expected 3
                 0 ms   #1  ✗ 404 Not Found    not retried: 404 is PERMANENT
                        (policy 'pay' retries TRANSIENT and RATE_LIMITED)
            """);
  }

  @Test
  void pointsAtTheFirstAttemptTooMany() {
    assertThat(messageOf(() -> on(Tapes.impatient()).hasAttempts(2)))
        .startsWith(
            """
            Expected 2 attempts, but there were 4: the code went on after attempt 2
            (timeout).
            """)
        .contains("     3 s    #3  ✗ 429, Retry-After: 7    after 2 s     ◀ not expected\n");
  }

  @Test
  void saysWhyThereWereFewerWaits() {
    assertThat(messageOf(() -> on(Tapes.rejected()).waited("1s", "2s")))
        .isEqualTo(
            """
            Expected waits 1 s, 2 s, but there was only one, 1 s: circuit orders was OPEN
            and rejected it.

              pay · 2 attempts · rejected after 3 s    ◀ expected another wait of 2 s
                 0 ms   #1  ✗ TimeoutException (no answer)
                 1 s    #2  ✗ TimeoutException (no answer)    after 1 s
                 1 s          circuit orders: CLOSED → OPEN (5 failures in a row)
                 3 s        ⊘ rejected by circuit orders: OPEN, next probe in 58 s
                 3 s        ✓ fallback answered IllegalStateException
            """);
  }

  @Test
  void saysWhyThereWereFewerAttempts() {
    Tape aborted = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    aborted.attemptFailed("pay", 1, 1, UNAVAILABLE, null);
    aborted.callEnded("pay", 1, Outcome.ABORTED, new InterruptedException());
    Tape unheard = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    unheard.callEnded("pay", 1, Outcome.REJECTED, null);
    Tape derived = new Tape().invocation("Banks.debit", "503", UNAVAILABLE);
    Tape underWay = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);

    assertThat(firstLineOf(aborted))
        .isEqualTo("Expected 3 attempts, but there was 1: the call was aborted after 1 attempt.");
    assertThat(firstLineOf(unheard))
        .isEqualTo("Expected 3 attempts, but there were none: a circuit breaker rejected it.");
    assertThat(firstLineOf(derived))
        .isEqualTo(
            "Expected 3 attempts, but there was 1: nothing came after attempt 1, which failed");
    assertThat(firstLineOf(underWay))
        .isEqualTo("Expected 3 attempts, but there was 1: attempt 1 has not ended.");
    assertThat(firstLineOf(new Tape().callStarted("pay", 1)))
        .isEqualTo("Expected 3 attempts, but there were none: the operation never ran.");
    on(unheard).wasRejected();
  }

  private static String firstLineOf(Tape tape) {
    return messageOf(() -> on(tape).hasAttempts(3)).lines().findFirst().orElseThrow();
  }

  @Test
  void saysWhatCameAfterTheWaits() {
    assertThat(messageOf(() -> on(Tapes.impatient()).waited("1s", "2s")))
        .startsWith("Expected waits 1 s, 2 s, but there were 3: after 4 s more came attempt 4.\n")
        .contains("after 4 s     ◀ not expected\n");
  }

  @Test
  void saysHowFarAWaitIsOff() {
    assertThat(messageOf(() -> on(Tapes.impatient()).waited("1.5s", "2s", "4s")))
        .startsWith(
            """
            Expected waits 1.5 s, 2 s, 4 s, but the first was 1 s: attempt 2 began 500 ms
            early.
            """)
        .contains("after 1 s     ◀ expected 1.5 s\n");
    assertThat(messageOf(() -> on(Tapes.impatient()).waitedBetween("1s", "1.5s")))
        .startsWith(
            """
            Expected every wait within 1 s to 1.5 s, but the second was 2 s: attempt 3 began
            500 ms late.
            """)
        .contains("after 2 s     ◀ expected 1 s to 1.5 s\n");
  }

  @Test
  void saysIfTheWaitIsNotWhatThePolicyAskedFor() {
    Tape tape = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.attemptFailed("pay", 1, 1, UNAVAILABLE, null).retryScheduled("pay", 1, 1, "1s");
    tape.after("3s").attemptStarted("pay", 1, 2).attemptSucceeded("pay", 1, 2);

    assertThat(messageOf(() -> on(tape).waited("1s")))
        .startsWith(
            """
            Expected wait 1 s, but it was 3 s: attempt 2 began 2 s late, while its policy
            asked for 1 s.
            """);
  }

  @Test
  void tellsHowTheCallEndedInstead() {
    assertThat(messageOf(() -> on(Tapes.notFound()).succeeded()))
        .startsWith(
            "Expected call 'pay' to succeed, but it failed after 1 attempt: 404 Not Found.\n")
        .contains("failed at once         ◀ expected to succeed\n");
    assertThat(messageOf(() -> on(Tapes.rejected()).succeeded()))
        .startsWith(
            """
            Expected call 'pay' to succeed, but it was rejected by a circuit breaker after 2
            attempts. A fallback answered; answeredByFallback() asserts that.
            """);
    assertThat(messageOf(() -> on(Tapes.impatient()).failedWith(IOException.class)))
        .startsWith(
            """
            Expected call 'pay' to fail with IOException, but it succeeded with attempt 4.
            """);
    assertThat(messageOf(() -> on(Tapes.notFound()).failedWith(TimeoutException.class)))
        .startsWith(
            """
            Expected call 'pay' to fail with TimeoutException, but it failed with
            IOException.
            """);
  }

  @Test
  void tellsHowMuchOfTheTimeWasWaiting() {
    assertThat(messageOf(() -> on(Tapes.impatient()).tookAtMost("5s")))
        .startsWith(
            """
            Expected call 'pay' to take at most 5 s, but it took 7 s, of which it waited 7 s
            between attempts.
            """)
        .contains("◀ expected at most 5 s\n");
  }

  @Test
  void tellsWhichRuleStoppedTheCall() {
    assertThat(messageOf(() -> on(Tapes.notFound()).stoppedBecause("maxAttempts")))
        .startsWith(
            """
            Expected call 'pay' to stop because of "maxAttempts", but it stopped because of
            "404 is PERMANENT (policy 'pay' retries TRANSIENT and RATE_LIMITED)".
            """);
    assertThat(messageOf(() -> on(Tapes.impatient()).stoppedBecause("maxAttempts")))
        .startsWith(
            """
            Expected call 'pay' to stop because of "maxAttempts", but no rule stopped it: it
            succeeded with attempt 4.
            """);
  }

  @Test
  void pointsAtTheFirstTransitionThatDiffers() {
    Tape tape = new Tape();
    tape.changed("orders", CircuitState.CLOSED, CircuitState.OPEN, "5 failures in a row");
    tape.after("1min");
    tape.changed("orders", CircuitState.OPEN, CircuitState.HALF_OPEN, "the open wait is over");
    tape.changed("orders", CircuitState.HALF_OPEN, CircuitState.OPEN, "the probe failed");

    assertThat(
            messageOf(
                () ->
                    on(tape)
                        .hasTransitions(
                            CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED)))
        .isEqualTo(
            """
            Expected circuit orders to become OPEN, HALF_OPEN, CLOSED, but it became OPEN,
            HALF_OPEN, OPEN: the third was OPEN (the probe failed).

                 0 ms      circuit orders: CLOSED → OPEN (5 failures in a row)
                 1 min     circuit orders: OPEN → HALF_OPEN (the open wait is over)
                 1 min     circuit orders: HALF_OPEN → OPEN (the probe f…  ◀ expected CLOSED
            """);
  }

  @Test
  void listsTheCallsWhereOneMustBeChosen() {
    Tape tape = new Tape();
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1).attemptSucceeded("pay", 1, 1);
    tape.callEnded("pay", 1, Outcome.SUCCEEDED, null).after("1s").callStarted("pay", 2);

    assertThat(messageOf(() -> on(tape).hasAttempts(1)))
        .isEqualTo(
            """
            The timeline holds 2 calls, and "1 attempt" is said of one: choose it with
            call(1) or call("pay").

              call 1  pay · 1 attempt · succeeded at once
              call 2  pay · no attempts · has not ended · began at 1 s
            """);
    assertThat(messageOf(() -> on(tape).call("pay").succeeded()))
        .startsWith("2 calls are named 'pay': choose one by its number.\n\n  call 1  pay");
    assertThat(messageOf(() -> on(tape).call("ship").succeeded()))
        .startsWith("There is no call 'ship' on the timeline.\n\n  call 1  pay");
    assertThat(messageOf(() -> on(tape).call(3).succeeded()))
        .startsWith("There is no call 3: the timeline holds 2 calls.\n\n  call 1  pay");
    assertThat(messageOf(() -> on(tape).hasCalls(1)))
        .startsWith("Expected 1 call, but there were 2.\n\n  call 1  pay");
  }

  @Test
  void saysHowToSeparateCallsThatTellNothing() {
    Tape tape = new Tape().invocation("Banks.debit", "ok", null);

    assertThat(messageOf(() -> on(tape).hasCalls(2)))
        .isEqualTo(
            """
            Expected 2 calls, but there was 1. Code without Redial's events needs
            timeline.newCall("...") between calls.

              call 1  Banks.debit · 1 attempt · succeeded at once
            """);
  }

  @Test
  void saysThatNothingWasRecorded() {
    assertThat(messageOf(() -> on(new Tape()).hasAttempts(3)))
        .isEqualTo(
            """
            Expected 3 attempts, but nothing was recorded: no policy told this timeline of a
            call, and no wrapped object or server of the test was called.

              Nothing was recorded.
            """);
  }

  @Test
  void quotesAScriptSoThatItCompiles() {
    String script = "200 '{\"id\": \"C:\\\\tmp\"}',\n ok";
    Tape tape = new Tape();
    FaultLabel fault = new FaultLabel("debit#1", 1, "200", script);
    tape.answered(tape.invoked("Banks.debit", fault), "200", null, null);

    assertThat(messageOf(() -> on(tape).failed()))
        .endsWith(
            "\n\n  Replay:  Script.parse(\"200 '{\\\"id\\\": \\\"C:\\\\\\\\tmp\\\"}',\\n ok\")\n");
  }

  @Test
  void masksSecretsInSentencesAndScripts() {
    Tape tape = new Tape();
    FaultLabel fault = new FaultLabel("debit#1", 1, "503", "503(Cookie: id=77), ok");
    tape.answered(
        tape.invoked("Banks.debit", fault), "503 Cookie: id=77", UNAVAILABLE, new IOException());

    assertThat(messageOf(() -> on(tape).succeeded()))
        .doesNotContain("77")
        .endsWith("  Replay:  Script.parse(\"503(Cookie: ***), ok\")   (secrets masked)\n");
  }

  @Test
  void keepsTheDescriptionAndHandsBothValuesToTheTool() {
    Throwable failure =
        catchThrowable(() -> on(Tapes.impatient()).as("100 % sure").waited("1s", "2s", "7s"));

    assertThat(failure).hasMessageStartingWith("[100 % sure] Expected waits 1 s");
    AssertionFailedError failed = (AssertionFailedError) failure;
    assertThat(failed.getExpected().getStringRepresentation()).contains("1 s, 2 s, 7 s");
    assertThat(failed.getActual().getStringRepresentation()).contains("1 s, 2 s, 4 s");
  }

  @Test
  void printsPercentSignsAsTheyAre() {
    Tape tape = new Tape().callStarted("100 %s", 1).callEnded("100 %s", 1, Outcome.FAILED, null);

    assertThat(messageOf(() -> on(tape).succeeded()))
        .startsWith("Expected call '100 %s' to succeed");
  }
}
