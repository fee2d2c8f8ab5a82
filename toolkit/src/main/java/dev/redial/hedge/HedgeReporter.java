package dev.redial.hedge;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.Outcome;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts, and tells the listeners. An event is only built where somebody listens. */
final class HedgeReporter {

  private final String name;
  private final TimeSource time;
  private final boolean listens;
  private final CallListener listener;
  private final CallMetrics metrics;
  private final AtomicLong calls;

  HedgeReporter(String name, TimeSource time, List<CallListener> listeners, CallMetrics metrics) {
    this.name = name;
    this.time = time;
    this.listens = !listeners.isEmpty();
    this.listener = CallListener.all(listeners);
    this.metrics = metrics;
    this.calls = new AtomicLong();
  }

  private HedgeReporter(HedgeReporter whole, CallListener listener) {
    this.name = whole.name;
    this.time = whole.time;
    this.listens = whole.listens;
    this.listener = listener;
    this.metrics = whole.metrics;
    this.calls = whole.calls;
  }

  /** The same for one hedged call, which begins on this thread. */
  HedgeReporter forCall() {
    if (!listens) {
      return this;
    }
    CallListener own = listener.forCall();
    return own == listener ? this : new HedgeReporter(this, own);
  }

  /** The number of a new call, from 1; 0 if no one would see it. */
  long nextCall() {
    return listens ? calls.incrementAndGet() : 0;
  }

  void hedgeStarted(long call, int number) {
    if (listens) {
      listener.on(new CallEvent.HedgeStarted(name, call, number, time.moment()));
    }
  }

  void hedgeRuns() {
    metrics.hedgeStarted();
  }

  void attemptEnded(long call, int number, Outcome outcome, @Nullable Throwable error) {
    if (listens) {
      listener.on(new CallEvent.HedgeEnded(name, call, number, time.moment(), outcome, error));
    }
  }
}
