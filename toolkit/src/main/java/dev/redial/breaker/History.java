package dev.redial.breaker;

import dev.redial.call.CallEvent.StateChanged;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest changes of a circuit, and how many there were. Not for more than one thread. */
final class History {

  private static final int REMEMBERED = 32;

  private final Deque<StateChanged> latest = new ArrayDeque<>();
  private long count;

  void add(StateChanged change) {
    count++;
    latest.addLast(change);
    if (latest.size() > REMEMBERED) {
      latest.removeFirst();
    }
  }

  /** Oldest first; unmodifiable. */
  List<StateChanged> latest() {
    return List.copyOf(latest);
  }

  long count() {
    return count;
  }
}
