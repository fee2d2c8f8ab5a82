package dev.redial.test.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.redial.call.CallEvent;
import dev.redial.time.Durations;
import dev.redial.time.Moment;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private final SetTime time = new SetTime();

  @Test
  void numbersEntriesInTheOrderOfRecording() {
    Timeline timeline = new Timeline(time);
    timeline.newCall("first");
    time.advance(Duration.ofSeconds(2));
    timeline.newCall("second");

    assertThat(timeline.entries())
        .extracting(TimelineEntry::sequence, TimelineEntry::elapsed, TimelineEntry::event)
        .containsExactly(
            tuple(1L, Duration.ZERO, new TimelineEvent.NewCall("first")),
            tuple(2L, Duration.ofSeconds(2), new TimelineEvent.NewCall("second")));
  }

  @Test
  void countsElapsedTimeFromItsOwnBegin() {
    time.set(Duration.ofHours(5));
    Timeline timeline = new Timeline(time);
    time.advance(Duration.ofMillis(3));
    timeline.newCall("late");

    assertThat(timeline.entries().get(0).elapsed()).isEqualTo(Duration.ofMillis(3));
  }

  @Test
  void ordersByTheClockWhereAnEventArrivesLate() {
    Timeline timeline = new Timeline(time);
    Moment earlier = time.moment();
    time.advance(Duration.ofSeconds(1));
    timeline.newCall("later");
    timeline.on(new CallEvent.CallStarted("pay", 1, earlier));

    assertThat(timeline.entries())
        .extracting(TimelineEntry::event)
        .containsExactly(
            new TimelineEvent.Told(new CallEvent.CallStarted("pay", 1, earlier)),
            new TimelineEvent.NewCall("later"));
  }

  @Test
  void keepsTheOrderOfArrivalWithinOneInstant() {
    Timeline timeline = new Timeline(time);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      names.add("call " + i);
      timeline.newCall("call " + i);
    }

    assertThat(timeline.entries())
        .extracting(entry -> ((TimelineEvent.NewCall) entry.event()).name())
        .isEqualTo(names);
  }

  /** Expectation 44: one order for all that is recorded. */
  @Test
  void agreesOnOrderAndInstantsUnderConcurrency() throws InterruptedException {
    Timeline timeline = new Timeline(TimeSource.system());
    int perThread = 2_000;
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(new Thread(() -> recordNumbered(timeline, perThread, go), "recorder-" + i));
    }
    threads.forEach(Thread::start);
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }

    List<TimelineEntry> entries = timeline.entries();
    assertThat(entries).hasSize(8 * perThread);
    Map<String, Integer> next = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      TimelineEntry entry = entries.get(i);
      assertThat(entry.sequence()).isEqualTo(i + 1L);
      if (i > 0) {
        assertThat(entry.elapsed()).isGreaterThanOrEqualTo(entries.get(i - 1).elapsed());
      }
      int number = next.merge(entry.thread(), 1, Integer::sum) - 1;
      assertThat(entry.event()).isEqualTo(new TimelineEvent.NewCall(String.valueOf(number)));
    }
  }

  private static void recordNumbered(Timeline timeline, int count, CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    for (int i = 0; i < count; i++) {
      timeline.newCall(String.valueOf(i));
    }
  }

  @Test
  void givesASnapshotThatLaterEntriesDoNotChange() {
    Timeline timeline = new Timeline(time);
    timeline.newCall("first");
    List<TimelineEntry> before = timeline.entries();
    Story storyBefore = timeline.story();
    timeline.on(new CallEvent.CallStarted("pay", 1, time.moment()));

    assertThat(before).hasSize(1);
    assertThat(storyBefore.calls()).isEmpty();
    assertThat(timeline.story().calls()).hasSize(1);
  }

  /** A clock may wait for a thread that records: it is read outside of any lock. */
  @Test
  void readsTheClockOutsideOfAnyLock() {
    WaitingTime waiting = new WaitingTime();
    Timeline timeline = new Timeline(waiting);
    waiting.timeline = timeline;
    timeline.newCall("outer");

    assertThat(timeline.entries())
        .extracting(TimelineEntry::event)
        .containsExactly(
            new TimelineEvent.NewCall("by the clock"), new TimelineEvent.NewCall("outer"));
  }

  @Test
  void numbersAreUnique() {
    Timeline timeline = new Timeline(time);

    assertThat(List.of(timeline.nextNumber(), timeline.nextNumber(), timeline.nextNumber()))
        .containsExactly(1L, 2L, 3L);
  }

  /** Its first reading for a timeline waits until another thread has recorded. */
  private static final class WaitingTime implements TimeSource {

    private volatile @Nullable Timeline timeline;

    @Override
    public long nanoTime() {
      Timeline once = timeline;
      timeline = null;
      if (once != null) {
        CompletableFuture.runAsync(() -> once.newCall("by the clock"))
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
      }
      return 0;
    }

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public void sleep(Duration delay) {
      throw new UnsupportedOperationException(Durations.format(delay));
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
      throw new UnsupportedOperationException(Durations.format(delay));
    }
  }
}
