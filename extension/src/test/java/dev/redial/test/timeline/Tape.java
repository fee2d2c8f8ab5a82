package dev.redial.test.timeline;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records events by hand, as policies and seams would. */
public final class Tape {

  private static final Failure FAILED = Failure.of(FailureKind.TRANSIENT);

  public final SetTime time = new SetTime();
  public final Timeline timeline = new Timeline(time);

  /** Lets time pass. */
  public Tape after(String duration) {
    time.advance(Durations.parse(duration));
    return this;
  }

  public Tape callStarted(String name, long call) {
    return told(new CallEvent.CallStarted(name, call, time.moment()));
  }

  public Tape attemptStarted(String name, long call, int attempt) {
    return told(new CallEvent.AttemptStarted(new Attempt(name, call, attempt), time.moment()));
  }

  public Tape attemptSucceeded(String name, long call, int attempt) {
    return told(
        new CallEvent.AttemptSucceeded(new Attempt(name, call, attempt), time.moment(), null));
  }

  public Tape attemptFailed(
      String name, long call, int attempt, Failure failure, @Nullable Throwable error) {
    return told(
        new CallEvent.AttemptFailed(
            new Attempt(name, call, attempt), time.moment(), null, failure, error, null));
  }

  public Tape retryScheduled(String name, long call, int attempt, String delay) {
    Duration wait = Durations.parse(delay);
    return told(
        new CallEvent.RetryScheduled(
            new Attempt(name, call, attempt), time.moment(), wait, FAILED, null));
  }

  public Tape retryStopped(String name, long call, int attempt, String rule) {
    return told(
        new CallEvent.RetryStopped(
            new Attempt(name, call, attempt), time.moment(), rule, FAILED, null));
  }

  public Tape callEnded(String name, long call, Outcome outcome, @Nullable Throwable error) {
    return told(
        new CallEvent.CallEnded(name, call, time.moment(), null, reason(outcome), 0, error));
  }

  private static EndReason reason(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> EndReason.AFTER_RETRY;
      case FAILED -> EndReason.ATTEMPTS_EXHAUSTED;
      case REJECTED -> EndReason.GUARD;
      case ABORTED -> EndReason.INTERRUPTED;
    };
  }

  public Tape rejected(String circuit, CircuitState state, String remaining) {
    return told(new CallEvent.Rejected(circuit, time.moment(), state, Durations.parse(remaining)));
  }

  public Tape changed(String circuit, CircuitState from, CircuitState to, String reason) {
    return told(new CallEvent.StateChanged(circuit, time.moment(), from, to, reason));
  }

  public Tape fallbackAnswered(String name, @Nullable Throwable error) {
    return told(new CallEvent.FallbackAnswered(name, time.moment(), error));
  }

  public Tape hedgeStarted(String name, long call, int number) {
    return told(new CallEvent.HedgeStarted(name, call, number, time.moment()));
  }

  public Tape hedgeEnded(
      String name, long call, int number, Outcome outcome, @Nullable Throwable error) {
    return told(new CallEvent.HedgeEnded(name, call, number, time.moment(), outcome, error));
  }

  public Tape told(CallEvent event) {
    timeline.on(event);
    return this;
  }

  public long invoked(String target, @Nullable FaultLabel fault) {
    long number = timeline.nextNumber();
    timeline.record(new TimelineEvent.InvocationStarted(number, target, fault));
    return number;
  }

  public Tape answered(
      long invocation, String answer, @Nullable Failure failure, @Nullable Throwable error) {
    timeline.record(new TimelineEvent.InvocationEnded(invocation, answer, failure, error));
    return this;
  }

  /** An invocation that answers at once. */
  public Tape invocation(String target, String answer, @Nullable Failure failure) {
    return answered(invoked(target, null), answer, failure, null);
  }

  public long requested(String server, String line) {
    long number = timeline.nextNumber();
    timeline.record(new TimelineEvent.WireRequest(number, server, line, null));
    return number;
  }

  /** A request that is answered at once. */
  public Tape request(String line, String answer, @Nullable Failure failure) {
    long number = requested("orders", line);
    timeline.record(new TimelineEvent.WireAnswer(number, answer, failure));
    return this;
  }

  /** Runs this on a thread of its own, to its end. */
  public Tape on(String thread, Runnable events) {
    Thread other = new Thread(events, thread);
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return this;
  }
}
