package dev.redial.test.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import dev.redial.test.timeline.TimelineEvent.InvocationStarted;
import dev.redial.time.TimeSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

  private final Timeline timeline = new Timeline(TimeSource.system());

  @Test
  void namesEachFaultByItsOperation() {
    FaultPlan plan = plan("timeout x2, 503, then pass");

    assertThat(plan.next("charge").id()).isEqualTo("charge#1");
    assertThat(plan.next("refund").id()).isEqualTo("refund#1");
    assertThat(plan.next("charge").label())
        .contains(new FaultLabel("charge#2", 2, "503", "timeout x2, 503, then pass"));
    assertThat(plan.next("charge")).isEqualTo(new PlannedFault("charge#3", Fault.ok(), null));
  }

  @Test
  void recordsTheBeginAndTheEndOfACall() {
    Invocation invocation = plan("503").begin("Gateway.charge");
    RuntimeException error = new IllegalStateException("boom");
    invocation.threw(error);
    invocation.returned("too late to count");

    assertThat(events())
        .containsExactly(
            new InvocationStarted(1, "Gateway.charge", new FaultLabel("charge#1", 1, "503", "503")),
            new InvocationEnded(
                1, "IllegalStateException (boom)", Failure.of(FailureKind.PERMANENT), error));
  }

  @Test
  void recordsACallThatPassesWithoutAFault() {
    plan("ok").begin("Gateway.charge").returned("receipt");

    assertThat(events())
        .containsExactly(
            new InvocationStarted(1, "Gateway.charge", null),
            new InvocationEnded(1, "ok", null, null));
  }

  /** Expectations 2 and 4: a call beyond a strict script fails, and the timeline has it. */
  @Test
  void failsACallBeyondAStrictScript() {
    FaultPlan plan = plan("timeout x2, ok");
    for (int i = 0; i < 3; i++) {
      plan.next("charge");
    }

    assertThatThrownBy(() -> plan.begin("Gateway.charge"))
        .isInstanceOf(ScriptOverrunError.class)
        .hasMessage(
            """
            Call 4 of Gateway is beyond the script "timeout x2, ok", which is for 3 calls
            and was declared at CheckoutTest.java:41.
              Mend the policy or the script, or end the script with "then pass" or "then repeat".""");
    assertThat(events())
        .hasSize(2)
        .last()
        .isInstanceOfSatisfying(
            InvocationEnded.class,
            ended -> assertThat(ended.answer()).isEqualTo("beyond the script"));
  }

  /** The code under test may catch what the call beyond threw. */
  @Test
  void tellsOfAnOverrunAgainAtTheEnd() {
    FaultPlan plan = plan("ok");
    plan.next("charge");
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> plan.next("charge")).isInstanceOf(ScriptOverrunError.class);
    }

    assertThatThrownBy(plan::verify)
        .isInstanceOf(ScriptOverrunError.class)
        .hasMessage(
            """
            2 calls of Gateway came beyond the script "ok", which is for 1 call and was
            declared at CheckoutTest.java:41.
              Mend the policy or the script, or end the script with "then pass" or "then repeat".""");
  }

  /** Expectation 3: leftovers are named by step, fault and place. */
  @Test
  void failsWhenStepsAreLeftOver() {
    FaultPlan plan = plan("timeout x2, 429(Retry-After: 7), reset, ok");
    for (int i = 0; i < 3; i++) {
      plan.next("charge");
    }

    assertThatThrownBy(
            () ->
                plan.verify(
                    () ->
                        "The call ended after attempt 3, because its policy stops at 3 attempts"
                            + " (RetryPolicy 'pay': maxAttempts 3)."))
        .isInstanceOf(ScriptLeftoverError.class)
        .hasMessage(
            """
            2 of 5 faults were never reached: step 3 "reset" and step 4 "ok" of the script
            declared at CheckoutTest.java:41. The call ended after attempt 3, because its
            policy stops at 3 attempts (RetryPolicy 'pay': maxAttempts 3).
              Mend the policy or the script, or end the script with "…" to allow this.""");
  }

  @Test
  void saysHowMuchOfAStepIsLeftOver() {
    FaultPlan plan = plan("timeout x3");
    plan.next("charge");
    plan.next("charge");

    assertThatThrownBy(plan::verify)
        .hasMessage(
            """
            1 of 3 faults was never reached: step 1 "timeout x3" (1 of its 3) of the script
            declared at CheckoutTest.java:41.
              Mend the policy or the script, or end the script with "…" to allow this.""");
  }

  @Test
  void doesNotListMoreStepsThanAnyoneReads() {
    FaultPlan plan = plan("ok, reset, reset, reset, reset, reset, 503, 502, ok");
    plan.next("charge");

    assertThatThrownBy(plan::verify)
        .hasMessageContaining("step 6 \"reset\" and 3 more of the script");
  }

  /** Expectation 27. */
  @Test
  void saysWhenNothingWasCalledAtAll() {
    assertThatThrownBy(plan("timeout x2, ok")::verify)
        .hasMessage(
            """
            None of the 3 faults for Gateway was reached: it was never called. The script
            "timeout x2, ok" is declared at CheckoutTest.java:41.
              Mend the policy or the script, or end the script with "…" to allow this.""");
  }

  @Test
  void isContentWhenTheScriptWasFollowed() {
    FaultPlan plan = plan("503, ok, …");
    plan.next("charge");

    assertThatCode(plan::verify).doesNotThrowAnyException();
  }

  @Test
  void isContentWithMoreCallsWhereTheScriptAllowsThem() {
    FaultPlan plan = plan("503, then repeat");
    plan.next("charge");
    plan.next("charge");

    assertThatCode(plan::verify).doesNotThrowAnyException();
  }

  /** Expectation 31: what comes after the test passes through. */
  @Test
  void letsEverythingPassOnceClosed() {
    FaultPlan plan = plan("503");
    plan.next("charge");
    plan.close();

    assertThat(plan.next("charge").fault()).isEqualTo(Fault.ok());
    assertThatCode(plan::verify).doesNotThrowAnyException();
  }

  private FaultPlan plan(String script) {
    return FaultPlan.of("Gateway", Script.parse(script), timeline, TimeSource.system())
        .declaredAt("CheckoutTest.java:41");
  }

  private List<TimelineEvent> events() {
    return timeline.entries().stream().map(TimelineEntry::event).toList();
  }
}
