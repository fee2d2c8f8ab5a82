package dev.redial.test.clock;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Timers ordered by when they are due, then by the order in which they were added: a four-ary heap
 * in which each timer knows its place, so that cancelling one takes it out at once. Not safe for
 * use by several threads.
 */
final class DueQueue {

  private static final int CHILDREN = 4;

  private @Nullable Timer[] heap = new @Nullable Timer[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The timer due first, or {@code null} if there is none. */
  @Nullable Timer peek() {
    return size == 0 ? null : heap[0];
  }

  void add(Timer timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    siftUp(timer, size++);
  }

  /** Takes a timer out; {@code false} if it is not in. */
  boolean remove(Timer timer) {
    if (!timer.isQueued()) {
      return false;
    }
    int hole = timer.index;
    timer.leaveQueue();
    Timer last = at(--size);
    heap[size] = null;
    if (last != timer) {
      siftDown(last, hole);
      if (last.index == hole) {
        siftUp(last, hole);
      }
    }
    return true;
  }

  private void siftUp(Timer timer, int start) {
    int place = start;
    while (place > 0) {
      int parent = (place - 1) / CHILDREN;
      if (!timer.isBefore(at(parent))) {
        break;
      }
      put(at(parent), place);
      place = parent;
    }
    put(timer, place);
  }

  private void siftDown(Timer timer, int start) {
    int place = start;
    while (true) {
      int child = firstOfChildren(place);
      if (child < 0 || !at(child).isBefore(timer)) {
        break;
      }
      put(at(child), place);
      place = child;
    }
    put(timer, place);
  }

  /** The child of a place that is due first, or -1 if it has none. */
  private int firstOfChildren(int place) {
    int first = place * CHILDREN + 1;
    int end = Math.min(first + CHILDREN, size);
    int best = first < size ? first : -1;
    for (int child = first + 1; child < end; child++) {
      if (at(child).isBefore(at(best))) {
        best = child;
      }
    }
    return best;
  }

  private void put(Timer timer, int place) {
    heap[place] = timer;
    timer.index = place;
  }

  private Timer at(int place) {
    return Objects.requireNonNull(heap[place], "a place below size is taken");
  }
}
