package dev.redial.test.timeline;

import static dev.redial.test.timeline.Tapes.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.Outcome;
import dev.redial.time.TimeSource;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CanonicalFormTest {

  @Test
  void saysWhatHappenedAndWhen() {
    assertThat(Tapes.rejected().timeline.canonical())
        .isEqualTo(
            """
            call pay 1 at 0 ms: REJECTED at 3 s, IllegalStateException
              attempt 1 at 0 ms: TimeoutException at 0 ms
              attempt 2 at 1 s: TimeoutException at 1 s, asked to wait 1 s
              circuit orders CLOSED -> OPEN at 1 s
              rejected by orders OPEN at 3 s, 58 s left
              fallback of pay at 3 s to IllegalStateException
            """);
  }

  @Test
  void namesHedgesAndWhatBecameOfThem() {
    Tape tape = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.after("1s").hedgeEnded("pay", 7, 1, Outcome.FAILED, new IOException("down"));
    tape.hedgeStarted("pay", 7, 2).after("1s").hedgeEnded("pay", 7, 2, Outcome.SUCCEEDED, null);
    tape.attemptSucceeded("pay", 1, 1).callEnded("pay", 1, Outcome.SUCCEEDED, null);

    assertThat(tape.timeline.canonical())
        .isEqualTo(
            """
            call pay 1 at 0 ms: SUCCEEDED at 2 s
              attempt 1 at 0 ms: ok at 2 s
              try 1 of pay: FAILED at 1 s, IOException
              hedge 2 of pay at 1 s
              try 2 of pay: SUCCEEDED at 2 s
            """);
  }

  /** Most hedged calls are over before a hedge begins, and nobody wants to read of them. */
  @Test
  void leavesOutAttemptsThatWereNotHedged() {
    Tape tape = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.hedgeEnded("pay", 7, 1, Outcome.SUCCEEDED, null);

    assertThat(tape.timeline.canonical()).doesNotContain("try 1");
  }

  @Test
  void namesFaultsAndWireRequests() {
    assertThat(Tapes.impatient().timeline.canonical())
        .contains("PaymentGateway.charge step 2 429 -> 429");
    assertThat(Tapes.resent().timeline.canonical())
        .contains("IOException at 0 ms; GET /orders/42 -> reset; GET /orders/42 -> reset");
  }

  /** Expectation 11: threads and the order in which they come do not show. */
  @Test
  void isTheSameWhicheverThreadComesFirst() {
    Tape oneWay = new Tape();
    oneWay.on("a", () -> succeed(oneWay, 1)).on("b", () -> succeed(oneWay, 2));
    Tape otherWay = new Tape();
    otherWay.on("c", () -> succeed(otherWay, 2)).on("d", () -> succeed(otherWay, 1));

    assertThat(oneWay.timeline.canonical()).isEqualTo(otherWay.timeline.canonical());
  }

  private static void succeed(Tape tape, long call) {
    tape.callStarted("pay", call).attemptStarted("pay", call, 1);
    tape.attemptSucceeded("pay", call, 1).callEnded("pay", call, Outcome.SUCCEEDED, null);
  }

  @Test
  void leavesOutTheMessagesOfErrors() {
    Tape tape = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.attemptFailed("pay", 1, 1, TRANSIENT, new IOException("localhost:43121 (refused)"));

    assertThat(tape.timeline.canonical()).contains("IOException").doesNotContain("43121");
  }

  @Test
  void leavesOutRealTime() {
    Timeline timeline = new Timeline(TimeSource.system());
    long number = timeline.nextNumber();
    timeline.record(new TimelineEvent.InvocationStarted(number, "Banks.debit", null));
    timeline.record(new TimelineEvent.InvocationEnded(number, "ok", null, null));

    assertThat(timeline.canonical())
        .isEqualTo(
            """
            call Banks.debit 1: SUCCEEDED
              attempt 1: ok; Banks.debit -> ok
            """);
  }

  @Test
  void isEmptyForNothing() {
    assertThat(new Tape().timeline.canonical()).isEmpty();
  }
}
