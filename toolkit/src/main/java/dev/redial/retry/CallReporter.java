package dev.redial.retry;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.EndReason;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners, and has what counts. An event is only to be built where somebody listens.
 */
final class CallReporter {

  private final String name;
  private final TimeSource time;
  private final boolean listens;
  private final CallListener listener;
  private final CallMetrics metrics;

  CallReporter(String name, TimeSource time, List<CallListener> listeners, CallMetrics metrics) {
    this.name = name;
    this.time = time;
    this.listens = !listeners.isEmpty();
    this.listener = CallListener.all(listeners);
    this.metrics = metrics;
  }

  boolean listens() {
    return listens;
  }

  /** Whether somebody follows a call that now begins, even if nothing fails in it. */
  boolean follows() {
    return listens && listener.followsSuccess();
  }

  CallMetrics metrics() {
    return metrics;
  }

  void callStarted(long call) {
    tell(new CallEvent.CallStarted(name, call, time.moment()));
  }

  void attemptStarted(long call, int attempt) {
    tell(new CallEvent.AttemptStarted(attempt(call, attempt), time.moment()));
  }

  void attemptSucceeded(long call, int attempt) {
    tell(new CallEvent.AttemptSucceeded(attempt(call, attempt), time.moment()));
  }

  void attemptFailed(long call, int attempt, FailedAttempt failed) {
    tell(
        new CallEvent.AttemptFailed(
            attempt(call, attempt),
            time.moment(),
            failed.failure(),
            failed.error(),
            failed.result()));
  }

  void retryScheduled(long call, int attempt, Duration delay, FailedAttempt failed) {
    tell(
        new CallEvent.RetryScheduled(
            attempt(call, attempt), time.moment(), delay, failed.failure(), failed.error()));
  }

  void retryStopped(long call, int attempt, String rule, FailedAttempt failed) {
    tell(
        new CallEvent.RetryStopped(
            attempt(call, attempt), time.moment(), rule, failed.failure(), failed.error()));
  }

  void callEnded(long call, EndReason reason, int attempts, @Nullable Throwable error) {
    tell(new CallEvent.CallEnded(name, call, time.moment(), reason, attempts, error));
  }

  private Attempt attempt(long call, int number) {
    return new Attempt(name, call, number);
  }

  private void tell(CallEvent event) {
    listener.on(event);
  }
}
