package dev.redial.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Real time, and the only tests that let any pass: a few milliseconds, of which they say that they
 * were not fewer. How slow the machine is does not matter.
 */
class SystemTimeSourceTest {

  private static final Duration BELOW_A_MILLISECOND = Duration.ofNanos(900_000);
  private static final int ROUNDS = 20;

  private final TimeSource time = TimeSource.system();

  /** Guarantees 10 and 27; defect D4 of other libraries: no part of a millisecond is lost. */
  @Test
  void aSleepIsNeverTooShort() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      long start = time.nanoTime();
      time.sleep(BELOW_A_MILLISECOND);
      assertThat(time.nanoTime() - start).isGreaterThanOrEqualTo(BELOW_A_MILLISECOND.toNanos());
    }
  }

  /** Guarantees 10 and 27, for calls that do not block. */
  @Test
  void aTaskNeverRunsTooEarly() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      long start = time.nanoTime();
      CompletableFuture<Long> ran = new CompletableFuture<>();
      time.schedule(BELOW_A_MILLISECOND, () -> ran.complete(time.nanoTime()));
      assertThat(ran.get(30, TimeUnit.SECONDS) - start)
          .isGreaterThanOrEqualTo(BELOW_A_MILLISECOND.toNanos());
    }
  }

  /** Guarantee 41: a wait that is given up is not kept until it would have been over. */
  @Test
  void aCancelledTaskIsForgotten() {
    Duration far = Duration.ofDays(12_345);
    Scheduled task = time.schedule(far, () -> {});
    assertThat(tasksDueAfter(far.minusDays(1))).isEqualTo(1);

    assertThat(task.cancel()).isTrue();

    assertThat(tasksDueAfter(far.minusDays(1))).isZero();
  }

  /** Of other tests, too, but none of them waits that long. */
  private static long tasksDueAfter(Duration delay) {
    return SystemTimeSource.SchedulerHolder.SCHEDULER.getQueue().stream()
        .map(Delayed.class::cast)
        .filter(task -> task.getDelay(TimeUnit.NANOSECONDS) > delay.toNanos())
        .count();
  }

  /** Guarantee 40. */
  @Test
  void aSleepOfAnInterruptedThreadThrowsAtOnce() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time.sleep(Duration.ofDays(1)))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("interrupted before a wait of 1 d");

    assertThat(Thread.interrupted()).isFalse();
  }

  /** Guarantee 2: the longest delay overflows nothing, and is not over at once. */
  @Test
  void theLongestDelayIsLong() {
    Scheduled task = time.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> {});

    assertThat(tasksDueAfter(Duration.ofDays(36_500))).isEqualTo(1);
    assertThat(task.cancel()).isTrue();
  }
}
