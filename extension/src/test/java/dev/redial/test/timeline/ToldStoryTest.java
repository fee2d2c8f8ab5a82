package dev.redial.test.timeline;

import static dev.redial.test.timeline.Tapes.TRANSIENT;
import static dev.redial.test.timeline.Tapes.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.failure.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls and attempts where Redial's policies tell of them. */
class ToldStoryTest {

  private final Tape tape = new Tape();

  private CallStory onlyCall() {
    assertThat(tape.timeline.story().calls()).hasSize(1);
    return tape.timeline.story().calls().get(0);
  }

  private static CallStory call(Tape tape) {
    return tape.timeline.story().calls().get(0);
  }

  @Test
  void tellsOfACallAndItsAttempts() {
    CallStory call = call(Tapes.impatient());

    assertThat(call.name()).isEqualTo("pay");
    assertThat(call.outcome()).contains(Outcome.SUCCEEDED);
    assertThat(call.took()).contains(Duration.ofSeconds(7));
    assertThat(call.separated()).isTrue();
    assertThat(call.attempts())
        .extracting(AttemptStory::answer)
        .containsExactly("timeout", "timeout", "429, Retry-After: 7", "ok");
    assertThat(call.attempts())
        .extracting(AttemptStory::succeeded)
        .containsExactly(false, false, false, true);
    assertThat(call.attempts().get(2).fault()).map(FaultLabel::id).contains("charge#3");
    assertThat(call.attempts().get(2).retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(call.attempts().get(3).waitAsked()).contains(Duration.ofSeconds(4));
  }

  @Test
  void measuresAWaitFromTheEndOfTheAttemptBefore() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1).after("5s");
    tape.attemptFailed("pay", 1, 1, TRANSIENT, null).after("2s").attemptStarted("pay", 1, 2);

    assertThat(onlyCall().waits()).containsExactly(Duration.ofSeconds(2));
    assertThat(onlyCall().attempts().get(0).waitBefore()).isEmpty();
  }

  @Test
  void countsNoWaitWhereAttemptsOverlap() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1).after("1s").attemptStarted("pay", 1, 2);
    tape.after("1s").attemptFailed("pay", 1, 1, TRANSIENT, null).attemptSucceeded("pay", 1, 2);

    assertThat(onlyCall().waits()).containsExactly(Duration.ZERO);
  }

  @Test
  void readsADateInRetryAfterAgainstTheEndOfTheAttempt() {
    Instant date = Instant.parse("2026-01-01T00:00:30Z");
    Failure asked = UNAVAILABLE.withRetryAfter(RetryAfter.ofDate(date));
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1).after("10s");
    tape.attemptFailed("pay", 1, 1, asked, null);

    assertThat(onlyCall().attempts().get(0).retryAfter()).contains(Duration.ofSeconds(20));
  }

  @Test
  void keepsConcurrentCallsApart() {
    tape.callStarted("pay", 1).callStarted("pay", 2).callStarted("ship", 1);
    tape.attemptStarted("pay", 1, 1).attemptStarted("pay", 2, 1).attemptStarted("ship", 1, 1);
    tape.attemptSucceeded("pay", 2, 1).callEnded("pay", 2, Outcome.SUCCEEDED, null);
    tape.attemptFailed("pay", 1, 1, TRANSIENT, null).attemptStarted("pay", 1, 2);
    tape.attemptSucceeded("ship", 1, 1).callEnded("ship", 1, Outcome.SUCCEEDED, null);

    List<CallStory> calls = tape.timeline.story().calls();
    assertThat(calls).extracting(CallStory::name).containsExactly("pay", "pay", "ship");
    assertThat(calls).extracting(CallStory::number).containsExactly(1L, 2L, 1L);
    assertThat(calls).extracting(call -> call.attempts().size()).containsExactly(2, 1, 1);
    assertThat(calls.get(0).outcome()).isEmpty();
  }

  @Test
  void countsARejectionAsNoAttempt() {
    CallStory call = call(Tapes.rejected());

    assertThat(call.outcome()).contains(Outcome.REJECTED);
    assertThat(call.attempts()).extracting(AttemptStory::number).containsExactly(1, 2);
    assertThat(call.rejections()).extracting(Rejection::circuit).containsExactly("orders");
  }

  /** The breaker may tell somebody else. */
  @Test
  void countsARejectionAsNoAttemptWhereOnlyTheRetryTellsOfIt() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1).retryScheduled("pay", 1, 1, "5s");
    tape.after("5s").attemptStarted("pay", 1, 1).attemptFailed("pay", 1, 1, TRANSIENT, null);
    tape.retryScheduled("pay", 1, 1, "1s").attemptStarted("pay", 1, 2);
    tape.callEnded("pay", 1, Outcome.REJECTED, new IllegalStateException());

    assertThat(onlyCall().attempts())
        .extracting(AttemptStory::begin)
        .containsExactly(Duration.ofSeconds(5));
    assertThat(onlyCall().attempts().get(0).waitAsked()).contains(Duration.ofSeconds(5));
  }

  /** Expectation 44. */
  @Test
  void tellsAttemptsTransitionsRejectionsAndFallbackInOrder() {
    assertThat(call(Tapes.rejected()).parts())
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly(
            "AttemptStory", "AttemptStory", "Transition", "Rejection", "FallbackAnswer");
  }

  @Test
  void countsAnAttemptThatWentOnAfterAnInnerRejection() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.rejected("inner", CircuitState.OPEN, "1s").attemptSucceeded("pay", 1, 1);

    assertThat(onlyCall().attempts()).hasSize(1);
    assertThat(onlyCall().rejections()).hasSize(1);
  }

  @Test
  void givesAFallbackToTheCallThatEndedBefore() {
    tape.callStarted("pay", 1).callEnded("pay", 1, Outcome.FAILED, new IOException());
    tape.fallbackAnswered("pay", new IOException());
    tape.callStarted("pay", 2).callEnded("pay", 2, Outcome.SUCCEEDED, null);

    List<CallStory> calls = tape.timeline.story().calls();
    assertThat(calls.get(0).fallback()).isPresent();
    assertThat(calls.get(1).fallback()).isEmpty();
    assertThat(calls.get(0).outcome()).contains(Outcome.FAILED);
  }

  @Test
  void givesAFallbackToTheCallOfItsOwnThread() {
    tape.callStarted("pay", 1);
    tape.on("other", () -> tape.callStarted("pay", 2).callEnded("pay", 2, Outcome.FAILED, null));
    tape.callEnded("pay", 1, Outcome.FAILED, null);
    tape.on("third", () -> tape.callStarted("pay", 3).callEnded("pay", 3, Outcome.FAILED, null));
    tape.fallbackAnswered("pay", null);

    assertThat(tape.timeline.story().calls())
        .extracting(call -> call.fallback().isPresent())
        .containsExactly(true, false, false);
  }

  @Test
  void givesACircuitsEventsToTheCallOnTheirThread() {
    tape.callStarted("pay", 1);
    tape.on(
        "other",
        () -> {
          tape.callStarted("ship", 1);
          tape.changed("parcels", CircuitState.CLOSED, CircuitState.OPEN, "1 failure");
        });
    tape.changed("banks", CircuitState.CLOSED, CircuitState.OPEN, "1 failure");

    List<CallStory> calls = tape.timeline.story().calls();
    assertThat(calls.get(0).transitions()).extracting(Transition::circuit).containsExactly("banks");
    assertThat(calls.get(1).transitions())
        .extracting(Transition::circuit)
        .containsExactly("parcels");
    assertThat(tape.timeline.story().transitions()).hasSize(2);
  }

  @Test
  void tellsACircuitsEventsBetweenCalls() {
    tape.callStarted("pay", 1).callEnded("pay", 1, Outcome.FAILED, null).after("60s");
    tape.changed("orders", CircuitState.OPEN, CircuitState.HALF_OPEN, "the open wait is over");
    tape.callStarted("pay", 2).callEnded("pay", 2, Outcome.SUCCEEDED, null);

    assertThat(tape.timeline.story().parts())
        .extracting(part -> part.getClass().getSimpleName())
        .containsExactly("CallStory", "Transition", "CallStory");
  }

  @Test
  void givesNestedCallsTheirOwnRejections() {
    tape.callStarted("outer", 1).attemptStarted("outer", 1, 1);
    tape.callStarted("inner", 1).attemptStarted("inner", 1, 1);
    tape.rejected("orders", CircuitState.OPEN, "1s").callEnded("inner", 1, Outcome.REJECTED, null);
    tape.attemptFailed("outer", 1, 1, TRANSIENT, new IllegalStateException("rejected"));

    List<CallStory> calls = tape.timeline.story().calls();
    assertThat(calls.get(0).attempts()).hasSize(1);
    assertThat(calls.get(0).rejections()).isEmpty();
    assertThat(calls.get(1).attempts()).isEmpty();
    assertThat(calls.get(1).rejections()).hasSize(1);
  }

  @Test
  void attachesInvocationsToTheAttemptOnTheirThread() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.on(
        "other",
        () -> {
          tape.callStarted("ship", 1).attemptStarted("ship", 1, 1);
          tape.invocation("Parcels.send", "ok", null);
        });
    tape.invocation("Banks.debit", "503", UNAVAILABLE);

    List<CallStory> calls = tape.timeline.story().calls();
    assertThat(calls.get(0).attempts().get(0).invocations())
        .extracting(InvocationStory::target)
        .containsExactly("Banks.debit");
    assertThat(calls.get(1).attempts().get(0).invocations())
        .extracting(InvocationStory::target)
        .containsExactly("Parcels.send");
  }

  @Test
  void attachesToTheOnlyOpenAttemptFromAnyThread() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.on("server", () -> tape.request("GET /", "200", null));

    assertThat(onlyCall().wireRequests()).hasSize(1);
    assertThat(onlyCall().wireRequests().get(0).answer()).contains("200");
  }

  @Test
  void leavesUnattachedWhatMayBelongToEitherOfTwo() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.callStarted("ship", 1).attemptStarted("ship", 1, 1);
    tape.on("server", () -> tape.request("GET /", "200", null));
    tape.attemptSucceeded("pay", 1, 1).attemptSucceeded("ship", 1, 1);
    tape.invocation("Audit.write", "ok", null);

    Story story = tape.timeline.story();
    assertThat(story.looseWireRequests()).hasSize(1);
    assertThat(story.looseInvocations()).extracting(InvocationStory::target).hasSize(1);
    assertThat(story.wireRequests()).hasSize(1);
  }

  @Test
  void saysWhatAnErrorWas() {
    assertThat(answerTo(TRANSIENT, new IOException("Connection reset")))
        .isEqualTo("IOException (Connection reset)");
    assertThat(answerTo(TRANSIENT, new TimeoutException())).isEqualTo("TimeoutException");
    assertThat(answerTo(TRANSIENT, new CompletionException(new IOException("cut"))))
        .isEqualTo("IOException (cut)");
    assertThat(answerTo(Failure.ofStatus(404), new IOException("x"))).isEqualTo("404 Not Found");
    assertThat(answerTo(UNAVAILABLE, null)).isEqualTo("503 Service Unavailable");
    assertThat(answerTo(TRANSIENT, null)).isEqualTo("failing result");
    assertThat(answerTo(TRANSIENT, new SilentException()))
        .isEqualTo("SilentException (its message cannot be read)");
  }

  private static String answerTo(Failure failure, @Nullable Throwable e) {
    Tape tape = new Tape().callStarted("pay", 1).attemptStarted("pay", 1, 1);
    return call(tape.attemptFailed("pay", 1, 1, failure, e)).attempts().get(0).answer();
  }

  @Test
  void takesWordsFromTheInvocationOnlyIfItsErrorIsTheAttempts() {
    IOException cause = new IOException("reset by script");
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);
    tape.answered(tape.invoked("Banks.debit", null), "reset", TRANSIENT, cause);
    tape.attemptFailed("pay", 1, 1, TRANSIENT, new IllegalStateException(cause));
    tape.attemptStarted("pay", 1, 2);
    tape.answered(tape.invoked("Banks.debit", null), "reset", TRANSIENT, cause);
    tape.attemptFailed("pay", 1, 2, TRANSIENT, new IllegalStateException("a bug"));

    assertThat(onlyCall().attempts())
        .extracting(AttemptStory::answer)
        .containsExactly("reset", "IllegalStateException (a bug)");
  }

  @Test
  void tellsOfWhatIsStillUnderWay() {
    tape.callStarted("pay", 1).attemptStarted("pay", 1, 1);

    assertThat(onlyCall().attempts().get(0).answer()).isEqualTo("under way");
    assertThat(onlyCall().attempts().get(0).end()).isEmpty();
    assertThat(onlyCall().took()).isEmpty();
  }

  @Test
  void saysThatACallsEndCutAnAttemptOff() {
    tape.callStarted("pay", 1)
        .attemptStarted("pay", 1, 1)
        .callEnded("pay", 1, Outcome.ABORTED, null);

    assertThat(onlyCall().attempts().get(0).answer()).isEqualTo("cut off");
  }

  @Test
  void tellsOfACallWhoseBeginItMissed() {
    tape.attemptFailed("pay", 1, 3, TRANSIENT, null).callEnded("pay", 1, Outcome.FAILED, null);

    assertThat(onlyCall().attempts()).extracting(AttemptStory::number).containsExactly(3);
    assertThat(onlyCall().outcome()).contains(Outcome.FAILED);
  }

  @Test
  void ignoresNewCallWhereEventsSeparateCalls() {
    tape.callStarted("pay", 1);
    tape.timeline.newCall("other");
    tape.callEnded("pay", 1, Outcome.SUCCEEDED, null);

    assertThat(onlyCall().name()).isEqualTo("pay");
  }

  private static final class SilentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException();
    }
  }
}
