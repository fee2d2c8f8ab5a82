package dev.redial.test.timeline;

import static dev.redial.test.timeline.Tapes.TRANSIENT;
import static dev.redial.test.timeline.Tapes.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls and attempts of code that tells nothing itself. */
class DerivedStoryTest {

  private final Tape tape = new Tape();

  private List<CallStory> calls() {
    return tape.timeline.story().calls();
  }

  @Test
  void takesTheInvocationsOfATargetAsOneCall() {
    tape.invocation("Banks.debit", "503", UNAVAILABLE).after("1s");
    tape.invocation("Banks.debit", "503", UNAVAILABLE).after("2s");
    tape.invocation("Banks.debit", "ok", null);

    assertThat(calls()).hasSize(1);
    CallStory call = calls().get(0);
    assertThat(call.name()).isEqualTo("Banks.debit");
    assertThat(call.separated()).isFalse();
    assertThat(call.outcome()).contains(Outcome.SUCCEEDED);
    assertThat(call.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(call.attempts())
        .extracting(AttemptStory::answer)
        .containsExactly("503 Service Unavailable", "503 Service Unavailable", "ok");
  }

  @Test
  void failsIfTheLastAnswerIsAFailure() {
    IOException error = new IOException("Connection reset");
    tape.invocation("Banks.debit", "ok", null);
    tape.answered(tape.invoked("Banks.debit", null), "reset", TRANSIENT, error);

    assertThat(calls().get(0).outcome()).contains(Outcome.FAILED);
    assertThat(calls().get(0).error()).containsSame(error);
  }

  @Test
  void takesSeveralTargetsAsSeveralCalls() {
    tape.invocation("Banks.debit", "ok", null).invocation("Parcels.send", "ok", null);
    tape.invocation("Banks.debit", "ok", null);

    assertThat(calls()).extracting(CallStory::name).containsExactly("Banks.debit", "Parcels.send");
    assertThat(calls()).extracting(call -> call.attempts().size()).containsExactly(2, 1);
  }

  @Test
  void beginsAnotherCallWhenToldSo() {
    tape.timeline.newCall("order 1");
    tape.invocation("Banks.debit", "503", UNAVAILABLE).invocation("Banks.debit", "ok", null);
    tape.timeline.newCall("order 2");
    tape.invocation("Banks.debit", "ok", null);

    assertThat(calls()).extracting(CallStory::name).containsExactly("order 1", "order 2");
    assertThat(calls()).extracting(call -> call.attempts().size()).containsExactly(2, 1);
    assertThat(calls()).allMatch(CallStory::separated);
  }

  @Test
  void namesTheTargetsWhereANewCallHasSeveral() {
    tape.timeline.newCall("order 1");
    tape.invocation("Banks.debit", "ok", null).invocation("Parcels.send", "ok", null);

    assertThat(calls())
        .extracting(CallStory::name)
        .containsExactly("order 1 (Banks.debit)", "order 1 (Parcels.send)");
  }

  @Test
  void endsAnAttemptThatBeganBeforeTheNextCall() {
    long late = tape.invoked("Banks.debit", null);
    tape.timeline.newCall("order 2");
    tape.invocation("Banks.debit", "ok", null).after("1s").answered(late, "ok", null, null);

    assertThat(calls().get(0).outcome()).contains(Outcome.SUCCEEDED);
    assertThat(calls().get(0).took()).contains(Duration.ofSeconds(1));
  }

  @Test
  void hasNoOutcomeWhileAnInvocationIsUnderWay() {
    tape.invocation("Banks.debit", "503", UNAVAILABLE);
    tape.invoked("Banks.debit", null);

    assertThat(calls().get(0).outcome()).isEmpty();
    assertThat(calls().get(0).end()).isEmpty();
  }

  @Test
  void attachesWireRequestsToTheInvocationUnderWay() {
    long invocation = tape.invoked("Banks.debit", null);
    tape.on("server", () -> tape.request("POST /debits", "201", null));
    tape.answered(invocation, "ok", null, null);

    assertThat(calls()).hasSize(1);
    assertThat(calls().get(0).wireRequests()).hasSize(1);
  }

  @Test
  void takesTheRequestsOfARouteAsOneCallWhereNothingElseIsKnown() {
    tape.request("GET /orders?page=1", "503", UNAVAILABLE).after("1s");
    tape.request("GET /orders?page=1", "200", null);
    tape.request("GET /health", "reset", TRANSIENT);

    assertThat(calls()).extracting(CallStory::name).containsExactly("GET /orders", "GET /health");
    assertThat(calls().get(0).waits()).containsExactly(Duration.ofSeconds(1));
    assertThat(calls().get(0).attempts())
        .extracting(AttemptStory::answer)
        .containsExactly("503 Service Unavailable", "200");
    assertThat(calls().get(1).outcome()).contains(Outcome.FAILED);
    assertThat(calls().get(1).attempts().get(0).answer()).isEqualTo("reset");
  }

  @Test
  void keepsTheSameRouteOfTwoServersApart() {
    tape.requested("east", "GET /orders");
    tape.requested("west", "GET /orders");

    assertThat(calls()).hasSize(2);
  }

  /** A breaker tells of its circuit, but not of calls. */
  @Test
  void tellsACircuitAmongInvocationsInOrder() {
    tape.invocation("Banks.debit", "503", UNAVAILABLE);
    tape.changed("banks", CircuitState.CLOSED, CircuitState.OPEN, "1 failure");
    tape.rejected("banks", CircuitState.OPEN, "60s").after("60s");
    tape.changed("banks", CircuitState.OPEN, CircuitState.HALF_OPEN, "the open wait is over");
    tape.invocation("Banks.debit", "ok", null);

    assertThat(calls()).hasSize(1);
    assertThat(calls().get(0).parts())
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("AttemptStory", "Transition", "Rejection", "Transition", "AttemptStory");
  }

  @Test
  void tellsACircuitThatNothingElseIsKnownOf() {
    tape.rejected("banks", CircuitState.OPEN, "60s");

    assertThat(calls()).isEmpty();
    assertThat(tape.timeline.story().rejections()).hasSize(1);
    assertThat(tape.timeline.story().parts()).hasSize(1);
  }
}
