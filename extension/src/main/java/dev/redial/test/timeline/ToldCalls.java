package dev.redial.test.timeline;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.Outcome;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls and attempts as Redial's policies tell them. */
final class ToldCalls {

  private final StoryDraft story;
  private final ToldHedges hedges;
  private final Map<CallKey, CallDraft> calls = new HashMap<>();

  /** The last call of each guard on each thread, and (without a thread) on any. */
  private final Map<GuardKey, CallDraft> lastCalls = new HashMap<>();

  ToldCalls(StoryDraft story) {
    this.story = story;
    hedges = new ToldHedges(story);
  }

  void on(CallEvent event, PlacedEntry at) {
    if (event instanceof CallEvent.CallStarted e) {
      begin(e.name(), e.call(), at);
    } else if (event instanceof CallEvent.AttemptStarted e) {
      attemptStarted(e.attempt(), at);
    } else if (event instanceof CallEvent.AttemptSucceeded e) {
      AttemptDraft attempt = attempt(e.attempt(), at);
      attempt.end(at.entry(), null, null);
      story.openAttempts.close(attempt);
    } else if (event instanceof CallEvent.AttemptFailed e) {
      AttemptDraft attempt = attempt(e.attempt(), at);
      attempt.end(at.entry(), e.failure(), e.error());
      attempt.result = e.result();
      story.openAttempts.close(attempt);
    } else if (event instanceof CallEvent.RetryScheduled e) {
      retryScheduled(e, at);
    } else if (event instanceof CallEvent.RetryStopped e) {
      afterRejection(call(e.attempt(), at)).stoppedBy = e.rule();
    } else if (event instanceof CallEvent.CallEnded e) {
      callEnded(e, at);
    } else {
      besidesAttempts(event, at);
    }
  }

  private void besidesAttempts(CallEvent event, PlacedEntry at) {
    if (event instanceof CallEvent.Rejected e) {
      if (!calls.isEmpty()) {
        story.openCalls.find(at.thread()).ifPresent(ToldCalls::rejectLastAttempt);
      }
      story.addCircuitPart(
          new Rejection(e.name(), at.elapsed(), e.state(), e.remainingWait()), at.thread());
    } else if (event instanceof CallEvent.StateChanged e) {
      story.addCircuitPart(
          new Transition(e.name(), at.elapsed(), e.from(), e.to(), e.reason()), at.thread());
    } else if (event instanceof CallEvent.FallbackAnswered e) {
      fallbackAnswered(new FallbackAnswer(e.name(), at.elapsed(), e.error()), at.thread());
    } else if (event instanceof CallEvent.HedgeStarted e) {
      hedges.on(e, at);
    } else if (event instanceof CallEvent.HedgeEnded e) {
      hedges.on(e, at);
    }
  }

  private CallDraft begin(String name, long number, PlacedEntry at) {
    CallDraft call = story.beginCall(name, number, at);
    calls.put(new CallKey(name, number), call);
    touch(call, at);
    return call;
  }

  private void attemptStarted(Attempt attempt, PlacedEntry at) {
    CallDraft call = afterRejection(call(attempt, at));
    story.openAttempts.open(call.beginAttempt(attempt.number(), at.entry()), at.thread());
  }

  /** An attempt that is followed by another without having ended never ran. */
  private void retryScheduled(CallEvent.RetryScheduled event, PlacedEntry at) {
    CallDraft call = call(event.attempt(), at);
    AttemptDraft last = call.lastAttempt();
    if (last != null && last.number == event.attempt().number() && last.ended == null) {
      reject(call, last);
    }
    afterRejection(call).nextWait = event.delay();
  }

  /** The call an event speaks of; begun by it where its begin was not recorded. */
  private CallDraft call(Attempt attempt, PlacedEntry at) {
    return call(attempt.name(), attempt.call(), at);
  }

  private CallDraft call(String name, long number, PlacedEntry at) {
    CallDraft known = calls.get(new CallKey(name, number));
    CallDraft call = known == null ? begin(name, number, at) : known;
    touch(call, at);
    return call;
  }

  private AttemptDraft attempt(Attempt attempt, PlacedEntry at) {
    CallDraft call = call(attempt, at);
    AttemptDraft known = call.attempt(attempt.number());
    return known == null ? call.beginAttempt(attempt.number(), at.entry()) : known;
  }

  private void touch(CallDraft call, PlacedEntry at) {
    story.openCalls.touch(call, at.thread());
    lastCalls.put(new GuardKey(call.name, at.thread()), call);
    lastCalls.put(new GuardKey(call.name, null), call);
  }

  private static void rejectLastAttempt(CallDraft call) {
    AttemptDraft attempt = call.lastAttempt();
    if (attempt != null && attempt.ended == null) {
      reject(call, attempt);
    }
  }

  private static void reject(CallDraft call, AttemptDraft attempt) {
    attempt.rejected = true;
    call.rejected = attempt;
  }

  /** The call goes on, so that an attempt which was rejected is over. */
  private CallDraft afterRejection(CallDraft call) {
    if (call.rejected != null) {
      story.openAttempts.close(call.rejected);
      call.rejected = null;
    }
    return call;
  }

  private void callEnded(CallEvent.CallEnded event, PlacedEntry at) {
    CallDraft call = call(event.name(), event.call(), at);
    call.end = at.elapsed();
    call.outcome = event.outcome();
    call.error = event.error();
    if (event.outcome() == Outcome.REJECTED) {
      rejectLastAttempt(call);
    }
    for (AttemptDraft attempt : call.attempts()) {
      attempt.cutOff = attempt.ended == null;
      story.openAttempts.close(attempt);
    }
    story.openCalls.close(call);
  }

  /** A fallback answers the last call of its guard, which has often ended by then. */
  private void fallbackAnswered(FallbackAnswer answer, long thread) {
    CallDraft onThread = lastCalls.get(new GuardKey(answer.guard(), thread));
    CallDraft call =
        onThread != null ? onThread : lastCalls.get(new GuardKey(answer.guard(), null));
    if (call == null) {
      story.add(answer, thread);
    } else {
      call.add(answer);
    }
  }

  private record CallKey(String name, long number) {}

  private record GuardKey(String name, @Nullable Long thread) {}
}
