package dev.redial.test.timeline;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What has begun and not ended, and on which threads it was last at work.
 *
 * @param <T> a call or an attempt, compared by identity
 */
final class OpenOnThreads<T> {

  private final Set<T> open = new LinkedHashSet<>();
  private final Map<Long, Deque<T>> byThread = new HashMap<>();

  void open(T item, long thread) {
    open.add(item);
    touch(item, thread);
  }

  /** It is at work on this thread now. */
  void touch(T item, long thread) {
    Deque<T> stack = byThread.computeIfAbsent(thread, any -> new ArrayDeque<>());
    if (stack.peek() != item) {
      stack.push(item);
    }
  }

  void close(T item) {
    open.remove(item);
  }

  void closeAll() {
    open.clear();
  }

  /** The one last at work on the thread, or else the only one there is. */
  Optional<T> find(long thread) {
    Deque<T> stack = byThread.getOrDefault(thread, new ArrayDeque<>());
    while (!stack.isEmpty() && !open.contains(stack.peek())) {
      stack.pop();
    }
    if (!stack.isEmpty()) {
      return Optional.of(stack.peek());
    }
    return open.size() == 1 ? Optional.of(open.iterator().next()) : Optional.empty();
  }
}
