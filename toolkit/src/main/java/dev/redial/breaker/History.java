package dev.redial.breaker;

import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CircuitState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The latest changes of a circuit, and how many there were. Not for more than one thread. */
final class History {

  private static final int REMEMBERED = 32;

  private final Deque<StateChanged> latest = new ArrayDeque<>();
  private final Map<CircuitState, Long> entered = new EnumMap<>(CircuitState.class);
  private long count;

  void add(StateChanged change) {
    count++;
    entered.merge(change.to(), 1L, Long::sum);
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

  /** How often each state was entered; a copy. */
  Map<CircuitState, Long> entered() {
    return new EnumMap<>(entered);
  }
}
