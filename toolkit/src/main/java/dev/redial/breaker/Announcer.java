package dev.redial.breaker;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells listeners what happened. Events that must keep their order are {@linkplain #add added}
 * under the caller's lock and {@linkplain #deliver delivered} after it: by one thread at a time, so
 * that a listener which changes the circuit hears of that change after the present one.
 */
final class Announcer {

  private final boolean hasListeners;
  private final CallListener listeners;
  private final Queue<CallEvent> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean delivering = new AtomicBoolean();

  Announcer(List<CallListener> listeners) {
    hasListeners = !listeners.isEmpty();
    this.listeners = CallListener.all(listeners);
  }

  boolean hasListeners() {
    return hasListeners;
  }

  void add(CallEvent event) {
    if (hasListeners) {
      queue.add(event);
    }
  }

  void deliver() {
    // Asked again after the flag is down: an event may have been added since the last poll.
    while (!queue.isEmpty() && delivering.compareAndSet(false, true)) {
      try {
        for (CallEvent event = queue.poll(); event != null; event = queue.poll()) {
          tell(event);
        }
      } finally {
        delivering.set(false);
      }
    }
  }

  void tell(CallEvent event) {
    listeners.on(event);
  }
}
