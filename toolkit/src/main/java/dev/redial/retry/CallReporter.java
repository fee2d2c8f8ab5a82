package dev.redial.retry;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.Outcome;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts, and tells the listeners. An event is only built where somebody listens. */
final class CallReporter {

  private static final Logger LOG = System.getLogger("dev.redial");

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

  CallMetrics metrics() {
    return metrics;
  }

  void callStarted(long call) {
    if (listens()) {
      tell(new CallEvent.CallStarted(name, call, time.moment()));
    }
  }

  void attemptStarted(long call, int attempt) {
    if (listens()) {
      tell(new CallEvent.AttemptStarted(attempt(call, attempt), time.moment()));
    }
  }

  void attemptSucceeded(long call, int attempt) {
    if (listens()) {
      tell(new CallEvent.AttemptSucceeded(attempt(call, attempt), time.moment()));
    }
  }

  void attemptFailed(long call, int attempt, FailedAttempt failed) {
    if (listens()) {
      tell(
          new CallEvent.AttemptFailed(
              attempt(call, attempt),
              time.moment(),
              failed.failure(),
              failed.error(),
              failed.result()));
    }
  }

  void retryScheduled(long call, int attempt, Duration delay) {
    if (listens()) {
      tell(new CallEvent.RetryScheduled(attempt(call, attempt), time.moment(), delay));
    }
  }

  void retryStopped(long call, int attempt, String rule) {
    LOG.log(
        Level.DEBUG,
        () -> "'" + name + "' makes no further attempt after attempt " + attempt + ": " + rule);
    if (listens()) {
      tell(new CallEvent.RetryStopped(attempt(call, attempt), time.moment(), rule));
    }
  }

  void callEnded(long call, Outcome outcome, int attempts, @Nullable Throwable error) {
    switch (outcome) {
      case SUCCEEDED -> metrics.succeeded(attempts);
      case FAILED -> metrics.failed(attempts);
      case REJECTED -> metrics.rejected(attempts);
      case ABORTED -> metrics.aborted(attempts);
    }
    if (listens()) {
      tell(new CallEvent.CallEnded(name, call, time.moment(), outcome, attempts, error));
    }
  }

  private Attempt attempt(long call, int number) {
    return new Attempt(name, call, number);
  }

  private void tell(CallEvent event) {
    listener.on(event);
  }
}
