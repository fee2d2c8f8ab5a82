package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That eight threads at once lose no call and count none twice. */
@Timeout(60)
class WindowRaceTest {

  private static final int THREADS = 8;
  private static final int CALLS = 2_000;
  private static final Tally ALL =
      new Tally(THREADS * CALLS, THREADS * CALLS / 4, THREADS * CALLS / 5);

  /** What a thread's call number {@code i} is: every fourth fails, every fifth is slow. */
  private interface Recorder {
    void record(boolean failed, boolean slow);
  }

  private static void record(Recorder recorder) {
    Race.of(
        THREADS,
        number -> {
          for (int i = 0; i < CALLS; i++) {
            recorder.record(i % 4 == 0, i % 5 == 0);
          }
        });
  }

  @RepeatedTest(5)
  void aCountWindowCountsExactly() {
    CountWindow window = new CountWindow(THREADS * CALLS, Limits.NEVER);

    record((failed, slow) -> window.record(failed, slow, 0));

    assertThat(window.tally(0)).isEqualTo(ALL);
  }

  /** Old calls go out exactly as they came in: whatever the order, nothing of them remains. */
  @RepeatedTest(5)
  void aCountWindowForgetsExactly() {
    CountWindow window = new CountWindow(100, Limits.NEVER);
    record((failed, slow) -> window.record(failed, slow, 0));

    for (int i = 0; i < 100; i++) {
      window.record(false, false, 0);
    }

    assertThat(window.tally(0)).isEqualTo(new Tally(100, 0, 0));
    assertThat(window.isUnchangedBySuccess()).isTrue();
  }

  /** The twin does the same without a lock. */
  @Test
  void aCountWindowWithoutALockLosesCalls() {
    Race.goesWrong(
        () -> {
          UnlockedRing ring = new UnlockedRing(100);
          record((failed, slow) -> ring.record(failed));
          for (int i = 0; i < 100; i++) {
            ring.record(false);
          }
          return ring.failures == 0;
        });
  }

  private static final class UnlockedRing {
    private final boolean[] failed;
    private int next;
    private volatile int failures;

    UnlockedRing(int size) {
      failed = new boolean[size];
    }

    void record(boolean isFailed) {
      int slot = Math.floorMod(next, failed.length);
      next = slot + 1;
      int change = (isFailed ? 1 : 0) - (failed[slot] ? 1 : 0);
      failed[slot] = isFailed;
      int before = failures;
      if (slot % 16 == 0) {
        Race.letOthersIn();
      }
      failures = before + change;
    }
  }

  /** The clock moves on all the while, over many buckets, but not over the window. */
  @RepeatedTest(5)
  void aTimeWindowCountsExactlyWhileItsBucketsChange() {
    AtomicLong clock = new AtomicLong();
    TimeWindow window = new TimeWindow(10L * THREADS * CALLS, Limits.NEVER, 0);

    record((failed, slow) -> window.record(failed, slow, 8 * clock.incrementAndGet()));

    assertThat(window.tally(8 * clock.get())).isEqualTo(ALL);
  }

  @RepeatedTest(5)
  void aTimeWindowForgetsExactly() {
    AtomicLong clock = new AtomicLong();
    TimeWindow window = new TimeWindow(100, Limits.NEVER, 0);
    record((failed, slow) -> window.record(failed, slow, clock.incrementAndGet()));
    long later = clock.get() + 100;

    assertThat(window.tally(later)).isEqualTo(Tally.NONE);
    window.record(true, false, later);
    assertThat(window.tally(later)).isEqualTo(new Tally(1, 1, 0));
  }

  /** The twin clears one bucket for use again, as if nobody could be counting in it. */
  @Test
  void aTimeWindowThatUsesABucketAgainLosesCalls() {
    Race.goesWrong(
        () -> {
          AtomicLong clock = new AtomicLong();
          LongAdder[] buckets = {new LongAdder(), new LongAdder()};
          AtomicLong forgotten = new AtomicLong();
          record(
              (failed, slow) -> {
                long now = clock.incrementAndGet();
                LongAdder bucket = buckets[(int) (now / 64 % 2)];
                if (now % 64 == 0) {
                  forgotten.addAndGet(bucket.sum());
                  Race.letOthersIn();
                  bucket.reset();
                }
                bucket.increment();
              });
          return forgotten.get() + buckets[0].sum() + buckets[1].sum() == THREADS * CALLS;
        });
  }

  /**
   * Guarantee 63: of so many calls at once the one that reaches the threshold opens, none before.
   */
  @RepeatedTest(5)
  void theThresholdIsReachedByExactlyTheCallThatReachesIt() {
    for (Supplier<Window> kind : kinds()) {
      Window window = kind.get();
      AtomicInteger reached = new AtomicInteger();
      Race.of(
          THREADS,
          number -> {
            for (int i = 0; i < 100; i++) {
              // 800 calls, 400 failures: the rate is 50 % when the last call has ended.
              Tally tally = window.record(number % 2 == 0, false, 0);
              if (tally != null) {
                assertThat(tally).isEqualTo(new Tally(800, 400, 0));
                reached.incrementAndGet();
              }
            }
          });
      // The last two calls may both see all of them in a time window; only one can open a circuit.
      assertThat(reached).hasPositiveValue();
    }
  }

  private static Iterable<Supplier<Window>> kinds() {
    Limits half = new Limits(0.5, 1, 800);
    return List.of(() -> new CountWindow(1_000, half), () -> new TimeWindow(1_000, half, 0));
  }

  /** Through the breaker: all counts agree when all calls have ended. */
  @RepeatedTest(3)
  void aBreakerCountsExactly() {
    BreakerTime time = new BreakerTime();
    for (BreakerPolicyBuilder policy :
        List.of(
            BreakerPolicy.builder().countWindow(100_000),
            BreakerPolicy.builder().timeWindow("10s"))) {
      CircuitBreaker breaker =
          CircuitBreaker.of(
              "orders", policy.minimumCalls(100_000).slowCall(Duration.ofDays(1)).build(), time);
      Race.of(
          THREADS,
          number -> {
            for (int i = 0; i < 500; i++) {
              if (i % 4 == 0) {
                Calls.fail(breaker);
              } else {
                Calls.succeed(breaker);
              }
            }
          });

      CircuitSnapshot snapshot = breaker.snapshot();
      assertThat(snapshot.windowCalls()).isEqualTo(4_000);
      assertThat(snapshot.failureRate()).isEqualTo(0.25);
      assertThat(snapshot.succeeded()).isEqualTo(3_000);
      assertThat(snapshot.failed()).isEqualTo(1_000);
    }
  }
}
