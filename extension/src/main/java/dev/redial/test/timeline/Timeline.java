package dev.redial.test.timeline;

import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recording of calls, attempts, faults and wire requests in one order, on one clock.
 *
 * <p>Entries are ordered by the monotonic clock; what happens at the same instant keeps the order
 * in which it arrived. Everything that records here must therefore be given the same time source. A
 * timeline may be used by any number of threads, and takes no lock.
 */
public final class Timeline implements CallListener {

  private final TimeSource time;
  private final Moment start;
  private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
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

  /** The time since it began. */
  public Duration elapsed() {
    return time.moment().since(start);
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
    return placed().stream().map(PlacedEntry::entry).toList();
  }

  /** What was recorded so far, told as calls and their attempts. */
  public Story story() {
    return StoryBuilder.tell(placed(), onFakeClock());
  }

  /**
   * The story as a text that is the same for every run that did the same: without thread names,
   * with calls in the order of their names, and with times only if they come from a fake clock.
   */
  public String canonical() {
    return CanonicalForm.of(story());
  }

  private boolean onFakeClock() {
    return time != TimeSource.system();
  }

  private void append(Moment at, TimelineEvent event) {
    Thread thread = Thread.currentThread();
    arrivals.add(new Arrival(at, thread.getId(), thread.getName(), event));
  }

  private List<PlacedEntry> placed() {
    List<Arrival> ordered = new ArrayList<>(arrivals);
    ordered.sort(Comparator.comparingLong(arrival -> arrival.at.nanoTime() - start.nanoTime()));
    List<PlacedEntry> placed = new ArrayList<>(ordered.size());
    for (Arrival arrival : ordered) {
      placed.add(
          new PlacedEntry(
              new TimelineEntry(
                  placed.size() + 1L,
                  arrival.at,
                  arrival.at.since(start),
                  arrival.thread,
                  arrival.event),
              arrival.threadId));
    }
    return List.copyOf(placed);
  }

  private record Arrival(Moment at, long threadId, String thread, TimelineEvent event) {}
}
