package dev.redial.test.timeline;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A recording of calls, attempts, faults and wire requests in one order, on one clock. */
public final class Timeline implements CallListener {

  private final TimeSource time;
  private final Moment start;
  private final List<TimelineEntry> entries = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();

  /** An empty recording that takes its instants from {@code time} and begins now. */
  public Timeline(TimeSource time) {
    this.time = time;
    this.start = time.moment();
  }

  /** Records what a policy of Redial tells. */
  @Override
  public void on(CallEvent event) {
    append(event.at(), new TimelineEvent.Told(event));
  }

  /** Records something that happens now. */
  public void record(TimelineEvent event) {
    append(time.moment(), event);
  }

  /** A number for the next invocation or wire request; unique on this timeline. */
  public long nextNumber() {
    return numbers.incrementAndGet();
  }

  /**
   * Says that what follows is another call. It is needed only for code that retries without
   * Redial's events: all it does to a wrapped object is otherwise taken as one call.
   */
  public void newCall(String name) {
    record(new TimelineEvent.NewCall(name));
  }

  /** What was recorded so far, in order. */
  public List<TimelineEntry> entries() {
    synchronized (entries) {
      return List.copyOf(entries);
    }
  }

  private void append(Moment at, TimelineEvent event) {
    String thread = Thread.currentThread().getName();
    synchronized (entries) {
      entries.add(new TimelineEntry(entries.size() + 1L, at, at.since(start), thread, event));
    }
  }
}
