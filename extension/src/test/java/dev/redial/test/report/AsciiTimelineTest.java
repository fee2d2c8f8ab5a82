package dev.redial.test.report;

import static dev.redial.test.timeline.Tapes.TRANSIENT;
import static dev.redial.test.timeline.Tapes.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.Tape;
import dev.redial.test.timeline.Tapes;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AsciiTimelineTest {

  private final AsciiTimeline report = new AsciiTimeline(StandardCharsets.UTF_8);
  private final AsciiTimeline plain = new AsciiTimeline(StandardCharsets.US_ASCII);
  private final Tape tape = new Tape();

  private static Story story(Tape tape) {
    return tape.timeline.story();
  }

  @Test
  void showsACallAndItsAttempts() {
    assertThat(report.render(story(Tapes.impatient())) + "\n")
        .isEqualTo(
            """
              pay · 4 attempts · succeeded after 7 s                         fake clock
                 0 ms   #1  ✗ timeout                step 1 of "timeout x2, 429(…), ok"
                 1 s    #2  ✗ timeout                after 1 s
                 3 s    #3  ✗ 429, Retry-After: 7    after 2 s
                 7 s    #4  ✓ ok                     after 4 s
                 ├──┼──────┼─────────────┤
                 #1 #2     #3            #4
            """);
  }

  @Test
  void hasAPlainTwin() {
    assertThat(plain.render(story(Tapes.impatient())) + "\n")
        .isEqualTo(
            """
              pay - 4 attempts - succeeded after 7 s                           fake clock
                 0 ms   #1  x timeout                step 1 of "timeout x2, 429(...), ok"
                 1 s    #2  x timeout                after 1 s
                 3 s    #3  x 429, Retry-After: 7    after 2 s
                 7 s    #4  + ok                     after 4 s
                 |--+------+-------------|
                 #1 #2     #3            #4
            """);
  }

  @Test
  void pointsAtAPart() {
    Story story = story(Tapes.impatient());
    CallStory call = story.calls().get(0);

    assertThat(report.pointingAt(call.attempts().get(3), "expected 7 s").render(story))
        .contains("     7 s    #4  ✓ ok                     after 4 s     ◀ expected 7 s\n");
    assertThat(plain.pointingAt(call, "expected 3").render(story))
        .startsWith(
            "  pay - 4 attempts - succeeded after 7 s                        <- expected 3");
  }

  /** Expectation 43. */
  @Test
  void tellsWireTruth() {
    assertThat(report.render(story(Tapes.resent())) + "\n")
        .isEqualTo(
            """
              fetch · 2 attempts · 4 wire requests               ◀ hidden client retries: 2
                 0 ms   #1  ✗ IOException (Connection reset)    wire 1 reset · wire 2 reset
                 1 s    #2  ✓ 200                               wire 3 reset · wire 4 200
              java.net.http.HttpClient re-sends a GET once when a connection is reset.
            """);
  }

  @Test
  void showsWireRequestsOnlyWhereTheyDifferUnlessAsked() {
    tape.callStarted("fetch", 1).attemptStarted("fetch", 1, 1).request("GET /", "200", null);
    tape.attemptSucceeded("fetch", 1, 1).callEnded("fetch", 1, Outcome.SUCCEEDED, null);

    assertThat(report.render(story(tape))).doesNotContain("wire");
    assertThat(report.withWireRequests().render(story(tape)))
        .contains("1 wire request ", "✓ 200    wire 1 200");
  }

  @Test
  void doesNotCallDifferentRequestsHiddenRetries() {
    tape.callStarted("fetch", 1).attemptStarted("fetch", 1, 1);
    tape.request("GET /a", "200", null).request("GET /b", "200", null);
    tape.attemptSucceeded("fetch", 1, 1).callEnded("fetch", 1, Outcome.SUCCEEDED, null);

    assertThat(report.render(story(tape)))
        .contains("2 wire requests", "wire 1 200 · wire 2 200")
        .doesNotContain("hidden");
  }

  @Test
  void showsTheRuleThatStoppedARetry() {
    assertThat(report.render(story(Tapes.notFound())) + "\n")
        .isEqualTo(
            """
              pay · 1 attempt · failed at once                    fake clock
                 0 ms   #1  ✗ 404 Not Found    not retried: 404 is PERMANENT
                        (policy 'pay' retries TRANSIENT and RATE_LIMITED)
            """);
  }

  @Test
  void wrapsARuleThatIsTooLongForTheRow() {
    String rule = "the deadline of 30 s would pass: 29 s are over and the next wait is 8 s, so no";
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.attemptFailed("pay", 1, 1, UNAVAILABLE, null).retryStopped("pay", 1, 1, rule);
    tape.callEnded("pay", 1, Outcome.FAILED, null);

    assertThat(report.render(story(tape)) + "\n")
        .isEqualTo(
            """
              pay · 1 attempt · failed at once                                   fake clock
                 0 ms   #1  ✗ 503 Service Unavailable
                        not retried: the deadline of 30 s would pass: 29 s are over and the
                        next wait is 8 s, so no
            """);
  }

  @Test
  void showsARuleBelowTheStepThatTakesItsPlace() {
    FaultLabel fault = new FaultLabel("charge#1", 1, "404", "404, ok");
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.answered(tape.invoked("Banks.debit", fault), "404", UNAVAILABLE, null);
    tape.attemptFailed("pay", 1, 1, UNAVAILABLE, null);
    tape.retryStopped(
        "pay", 1, 1, "404 is PERMANENT (policy 'pay' retries TRANSIENT and RATE_LIMITED)");
    tape.callEnded("pay", 1, Outcome.FAILED, null);

    assertThat(report.render(story(tape)))
        .endsWith(
            """
                 0 ms   #1  ✗ 404 Not Found    step 1 of "404, ok"
                        not retried: 404 is PERMANENT
                        (policy 'pay' retries TRANSIENT and RATE_LIMITED)"""
                .indent(5)
                .stripTrailing());
  }

  /** Expectation 44. */
  @Test
  void showsTransitionsRejectionsAndFallbackInOrder() {
    assertThat(report.render(story(Tapes.rejected())) + "\n")
        .isEqualTo(
            """
              pay · 2 attempts · rejected after 3 s · a fallback answered    fake clock
                 0 ms   #1  ✗ TimeoutException (no answer)
                 1 s    #2  ✗ TimeoutException (no answer)    after 1 s
                 1 s          circuit orders: CLOSED → OPEN (5 failures in a row)
                 3 s        ⊘ rejected by circuit orders: OPEN, next probe in 58 s
                 3 s        ✓ fallback answered IllegalStateException
            """);
  }

  @Test
  void showsWhatCircuitsDidBetweenCalls() {
    tape.callStarted("pay", 1).callEnded("pay", 1, Outcome.FAILED, null).after("1min");
    tape.changed("orders", CircuitState.OPEN, CircuitState.HALF_OPEN, "the open wait is over");
    tape.rejected("orders", CircuitState.HALF_OPEN, "0s").after("1s");
    tape.callStarted("pay", 2).attemptStarted("pay", 2, 1).attemptSucceeded("pay", 2, 1);

    assertThat(report.render(story(tape)) + "\n")
        .isEqualTo(
            """
              pay · no attempts · failed at once    fake clock

                 1 min     circuit orders: OPEN → HALF_OPEN (the open wait is over)
                 1 min   ⊘ rejected by circuit orders: HALF_OPEN, a probe is under way

              pay · 1 attempt · has not ended · began at 1 min 1 s    fake clock
                 0 ms   #1  ✓ ok
            """);
  }

  @Test
  void saysThatCallsAreNotSeparated() {
    tape.invocation("Banks.debit", "503", UNAVAILABLE).invocation("Banks.debit", "ok", null);

    assertThat(report.render(story(tape))).contains("succeeded at once · calls not separated");
    tape.timeline.newCall("next");
    assertThat(report.render(story(tape))).contains("calls not separated");
  }

  @Test
  void saysWhatBelongsToNoAttempt() {
    tape.callStarted("pay", 1).callEnded("pay", 1, Outcome.SUCCEEDED, null);
    tape.invocation("Audit.write", "ok", null).invocation("Audit.write", "ok", null);
    tape.request("GET /health", "200", null);

    assertThat(report.render(story(tape)))
        .endsWith("\n\n  Of no known attempt: 2 x Audit.write, 1 x GET /health");
  }

  @Test
  void saysThatNothingWasRecorded() {
    assertThat(report.render(story(tape))).isEqualTo("  Nothing was recorded.");
  }

  @Test
  void tellsRealTimeFromAFakeClock() {
    Timeline timeline = new Timeline(TimeSource.system());
    timeline.record(new TimelineEvent.InvocationStarted(1, "Banks.debit", null));

    assertThat(report.render(timeline.story())).contains("real time").doesNotContain("fake");
  }

  @Test
  void leavesOutTheMiddleOfThousandsOfAttempts() {
    for (int i = 0; i < 5_000; i++) {
      tape.invocation("Banks.debit", "503", UNAVAILABLE).after("1s");
    }
    CallStory call = story(tape).calls().get(0);

    assertThat(report.render(call).lines())
        .hasSizeLessThan(30)
        .contains("     …                        4980 more")
        .anyMatch(line -> line.contains("#5000"));
    assertThat(report.pointingAt(call.attempts().get(2_500), "here").render(call))
        .contains("#2500", "#2501", "◀ here", "#2502");
  }

  @Test
  void leavesOutTheMiddleOfManyCalls() {
    for (int i = 1; i <= 100; i++) {
      tape.callStarted("pay", i).callEnded("pay", i, Outcome.SUCCEEDED, null);
    }

    assertThat(report.render(story(tape))).contains("  … 91 more calls\n");
  }

  @Test
  void showsTheFirstLineOfAMessageAndNoControlCharacters() {
    IOException error = new IOException("first\u0007 line\tand \u001b[31mred\nsecond line");
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.attemptFailed("pay", 1, 1, TRANSIENT, error);

    assertThat(report.render(story(tape)))
        .contains("✗ IOException (first line and [31mred")
        .doesNotContain("second");
  }

  @Test
  void masksSecretsWhereverTheyAre() {
    String token = "eyJhbGciOiJIUzI1NiJ9";
    FaultLabel fault =
        new FaultLabel("debit#1", 1, "503", "503(Authorization: Bearer " + token + "), ok");
    IOException error = new IOException("sent Authorization: Bearer " + token);
    tape.callStarted("pay?token=" + token, 1).attemptStarted("pay?token=" + token, 1, 1);
    tape.answered(tape.invoked("Banks.debit", fault), "ok", null, null);
    tape.attemptFailed("pay?token=" + token, 1, 1, TRANSIENT, error);
    tape.retryStopped("pay?token=" + token, 1, 1, "password=" + token);
    tape.callEnded("pay?token=" + token, 1, Outcome.FAILED, error);
    tape.changed("c", CircuitState.CLOSED, CircuitState.OPEN, "https://me:" + token + "@host");
    tape.request("GET /?api_key=" + token, "200", null);

    assertThat(report.render(story(tape))).doesNotContain(token).contains("***");
    assertThat(report.summary(story(tape).calls().get(0))).doesNotContain(token);
  }

  @Test
  void replacesWhatTheCharsetCannotPrint() {
    tape.callStarted("größe", 1).attemptStarted("größe", 1, 1);

    assertThat(plain.render(story(tape))).contains("gr??e");
    assertThat(new AsciiTimeline(StandardCharsets.ISO_8859_1).render(story(tape)))
        .contains("größe - 1 attempt");
  }

  @Test
  void cutsAScriptThatIsTooWideInItsBodiesAndThenAtItsEnd() {
    assertThat(stepShown("200 '{\"id\": 42, \"state\": \"paid\", \"lines\": [1, 2, 3]}', ok"))
        .endsWith("step 1 of \"200 '…', ok\"");
    assertThat(stepShown("reset, ".repeat(20) + "ok"))
        .endsWith("reset, reset,…")
        .satisfies(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  private static String stepShown(String script) {
    Tape tape = new Tape();
    FaultLabel fault = new FaultLabel("debit#1", 1, "reset", script);
    tape.answered(tape.invoked("Banks.debit", fault), "reset", TRANSIENT, null);
    String text = new AsciiTimeline(StandardCharsets.UTF_8).render(story(tape));
    return text.lines().filter(line -> line.contains("step")).findFirst().orElseThrow();
  }

  @Test
  void rulesEvenlySpreadAttemptsAndThinsThemOut() {
    for (int i = 0; i < 60; i++) {
      tape.invocation("Banks.debit", "503", UNAVAILABLE).after("1s");
    }

    assertThat(report.render(story(tape)))
        .endsWith(
            """
                 ├────┼───┼────┼────┼────┼───┼────┼────┼────┼───┼────┼────┼────┼───┼───┤
                 #1   #5  #9   #13  #17  #21 #25  #29  #33  #37 #41  #45  #49  #53 #57 #60"""
                .indent(5)
                .stripTrailing());
  }
}
