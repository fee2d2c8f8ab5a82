package dev.redial.retry;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.metrics.CallMetrics;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.util.List;

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
    this(name, time, !listeners.isEmpty(), CallListener.all(listeners), metrics);
  }

  private CallReporter(
      String name, TimeSource time, boolean listens, CallListener listener, CallMetrics metrics) {
    this.name = name;
    this.time = time;
    this.listens = listens;
    this.listener = listener;
    this.metrics = metrics;
  }

  /** The same for one call, which begins on this thread. */
  CallReporter forCall() {
    if (!listens) {
      return this;
    }
    CallListener own = listener.forCall();
    return own == listener ? this : new CallReporter(name, time, true, own, metrics);
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

  String name() {
    return name;
  }

  Moment now() {
    return time.moment();
  }

  void tell(CallEvent event) {
    listener.on(event);
  }
}
