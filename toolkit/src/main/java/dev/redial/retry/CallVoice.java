package dev.redial.retry;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.EndReason;
import dev.redial.time.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells the listeners of one call: from its start, or from its first failure on. */
final class CallVoice {

  private final CallReporter reporter;
  private final String name;
  private final long call;
  private @Nullable Moment callBegan;
  private @Nullable Moment attemptBegan;

  CallVoice(CallReporter reporter, long call) {
    this.reporter = reporter;
    this.name = reporter.name();
    this.call = call;
  }

  void callStarted() {
    Moment now = reporter.now();
    callBegan = now;
    reporter.tell(new CallEvent.CallStarted(name, call, now));
  }

  void attemptStarted(int attempt) {
    Moment now = reporter.now();
    attemptBegan = now;
    reporter.tell(new CallEvent.AttemptStarted(attempt(attempt), now));
  }

  void attemptSucceeded(int attempt) {
    reporter.tell(new CallEvent.AttemptSucceeded(attempt(attempt), reporter.now(), attemptBegan));
  }

  void attemptFailed(int attempt, FailedAttempt failed) {
    reporter.tell(
        new CallEvent.AttemptFailed(
            attempt(attempt),
            reporter.now(),
            attemptBegan,
            failed.failure(),
            failed.error(),
            failed.result()));
  }

  void retryScheduled(int attempt, Duration delay, FailedAttempt failed) {
    reporter.tell(
        new CallEvent.RetryScheduled(
            attempt(attempt), reporter.now(), delay, failed.failure(), failed.error()));
  }

  void retryStopped(int attempt, String rule, FailedAttempt failed) {
    reporter.tell(
        new CallEvent.RetryStopped(
            attempt(attempt), reporter.now(), rule, failed.failure(), failed.error()));
  }

  void callEnded(EndReason reason, int attempts, @Nullable Throwable error) {
    reporter.tell(
        new CallEvent.CallEnded(name, call, reporter.now(), callBegan, reason, attempts, error));
  }

  private Attempt attempt(int number) {
    return new Attempt(name, call, number);
  }
}
