package dev.redial.observe;

import static dev.redial.observe.FlightRecorderListener.classOf;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.AttemptFailed;
import dev.redial.call.CallEvent.AttemptStarted;
import dev.redial.call.CallEvent.AttemptSucceeded;
import dev.redial.call.CallEvent.CallEnded;
import dev.redial.call.CallEvent.CallStarted;
import dev.redial.call.CallEvent.HedgeEnded;
import dev.redial.call.CallEvent.HedgeStarted;
import dev.redial.call.CallEvent.RetryScheduled;
import dev.redial.call.CallEvent.RetryStopped;
import dev.redial.call.CallListener;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.time.Durations;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call, or one hedged call, and what of it has begun but not ended. An event is begun only
 * while its type is enabled, so that what ends in a recording but began before it is left out.
 */
final class FlightRecorderCall implements CallListener {

  private final CallListener others;

  private @Nullable RecordedCall call;
  private @Nullable RecordedAttempt attempt;
  private @Nullable RecordedWait wait;
  private @Nullable Map<Integer, RecordedHedge> hedges;

  /**
   * A call that begins.
   *
   * @param others hears what is of no concern here
   */
  FlightRecorderCall(CallListener others) {
    this.others = others;
  }

  @Override
  public void on(CallEvent event) {
    if (event instanceof CallStarted) {
      begin();
    } else if (event instanceof AttemptStarted started) {
      begin(started.attempt());
    } else if (event instanceof AttemptSucceeded) {
      endAttempt(Outcome.SUCCEEDED);
    } else if (event instanceof AttemptFailed failed) {
      end(failed);
    } else if (event instanceof RetryScheduled scheduled) {
      begin(scheduled);
    } else if (event instanceof RetryStopped stopped) {
      stop(stopped.rule());
    } else if (event instanceof CallEnded ended) {
      end(ended);
    } else if (event instanceof HedgeStarted started) {
      begin(started);
    } else if (event instanceof HedgeEnded ended) {
      end(ended);
    } else {
      others.on(event);
    }
  }

  private void begin() {
    RecordedCall begun = new RecordedCall();
    if (begun.isEnabled()) {
      begun.caller = Thread.currentThread();
      begun.begin();
      call = begun;
    }
  }

  private void begin(Attempt started) {
    endWait(false);
    RecordedAttempt begun = new RecordedAttempt();
    if (begun.isEnabled()) {
      begun.name = started.name();
      begun.call = started.call();
      begun.attempt = started.number();
      begun.begin();
      attempt = begun;
    }
  }

  private void end(AttemptFailed failed) {
    if (attempt != null) {
      Failure failure = failed.failure();
      attempt.failureKind = failure.kind().name();
      attempt.status = failure.status().orElse(0);
      attempt.errorClass = classOf(failed.error());
      endAttempt(Outcome.FAILED);
    }
  }

  private void endAttempt(Outcome outcome) {
    if (attempt != null) {
      attempt.outcome = outcome.name();
      attempt.commit();
      attempt = null;
    }
  }

  /** An attempt that has not ended by now was rejected, and did not run. */
  private void begin(RetryScheduled scheduled) {
    attempt = null;
    RecordedWait begun = new RecordedWait();
    if (begun.isEnabled() && !scheduled.delay().isZero()) {
      begun.name = scheduled.name();
      begun.call = scheduled.attempt().call();
      begun.attempt = scheduled.attempt().number();
      begun.delay = Durations.saturatedNanos(scheduled.delay());
      begun.failureKind = scheduled.failure().kind().name();
      begun.status = scheduled.failure().status().orElse(0);
      begun.errorClass = classOf(scheduled.error());
      begun.begin();
      wait = begun;
    }
  }

  private void endWait(boolean isCutShort) {
    if (wait != null) {
      wait.cutShort = isCutShort;
      wait.commit();
      wait = null;
    }
  }

  private void stop(String rule) {
    if (call != null) {
      call.rule = rule;
    }
  }

  private void end(CallEnded ended) {
    endWait(true);
    if (ended.reason() != EndReason.GUARD) {
      endAttempt(ended.outcome());
    }
    RecordedCall over = call == null && ended.attempts() == 0 ? new RecordedCall() : call;
    if (over != null) {
      over.name = ended.name();
      over.call = ended.call();
      over.outcome = ended.outcome().name();
      over.reason = ended.reason().name();
      over.attempts = ended.attempts();
      over.errorClass = classOf(ended.error());
      over.commit();
    }
    call = null;
    attempt = null;
  }

  private void begin(HedgeStarted started) {
    RecordedHedge begun = new RecordedHedge();
    if (begun.isEnabled()) {
      begun.name = started.name();
      begun.call = started.call();
      begun.number = started.number();
      begun.begin();
      hedges = hedges == null ? new HashMap<>() : hedges;
      hedges.put(started.number(), begun);
    }
  }

  private void end(HedgeEnded ended) {
    RecordedHedge over = hedges == null ? null : hedges.remove(ended.number());
    if (over != null) {
      over.outcome = ended.outcome().name();
      over.errorClass = classOf(ended.error());
      over.commit();
    }
  }
}
