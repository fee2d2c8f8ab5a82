package dev.redial.retry;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The waits of all calls that are in one, so that closing can end them. */
final class Waits {

  private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  boolean areClosed() {
    return closed;
  }

  /** A wait begins; {@code end} ends it early, and is run at once if all are closed already. */
  void begin(Runnable end) {
    ends.add(end);
    if (closed && ends.remove(end)) {
      end.run();
    }
  }

  /** A wait is over. */
  void over(Runnable end) {
    ends.remove(end);
  }

  /** Ends all waits, those that are yet to begin included. */
  void close() {
    closed = true;
    for (Runnable end : List.copyOf(ends)) {
      if (ends.remove(end)) {
        end.run();
      }
    }
  }
}
