package dev.redial.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.time.Durations;
import dev.redial.time.ManualTime;
import dev.redial.time.Scheduled;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 73. */
class RatioBudgetTest {

  private static final Duration TTL = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime();

  private RetryBudget budget(double share, int minRetriesPerSecond) {
    return RetryBudget.ratio(share, minRetriesPerSecond, TTL, time);
  }

  private static void start(RetryBudget budget, int calls) {
    for (int i = 0; i < calls; i++) {
      budget.callStarted();
    }
  }

  /** How many retries in a row are granted. */
  private static int drain(RetryBudget budget) {
    int granted = 0;
    while (budget.tryRetry()) {
      granted++;
    }
    return granted;
  }

  @Test
  void letsAFewCallsRetryWithoutAnyCallBefore() {
    RetryBudget budget = budget(0.2, 10);
    assertThat(budget.remaining()).isEqualTo(100);
    assertThat(drain(budget)).isEqualTo(100);
    assertThat(budget.remaining()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0.2, 10, 2", "0.2, 9, 1", "0.2, 4, 0", "1, 7, 7", "2.5, 2, 5", "0.001, 999, 0"})
  void grantsTheShareOfTheCalls(double share, int calls, int retries) {
    RetryBudget budget = budget(share, 0);
    start(budget, calls);
    assertThat(drain(budget)).isEqualTo(retries);
  }

  @Test
  void addsFloorAndShare() {
    RetryBudget budget = budget(0.2, 10);
    start(budget, 50);
    assertThat(budget.remaining()).isEqualTo(110);
  }

  /** The clock may read anything, and overflow on the way. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE - 5_000_000_000L, Long.MIN_VALUE, -1})
  void forgetsACallAfterItsTime(long nanoTime) {
    Ticks odd = new Ticks(nanoTime);
    RetryBudget budget = RetryBudget.ratio(1, 0, TTL, odd);
    start(budget, 7);

    odd.nanoTime += TTL.toNanos() - 1;
    assertThat(budget.remaining()).isEqualTo(7);
    odd.nanoTime++;
    assertThat(budget.remaining()).isZero();
  }

  @Test
  void givesBackWhatARetryTookAfterItsTime() {
    RetryBudget budget = budget(0, 10);
    drain(budget);

    time.advance(TTL.minusNanos(1));
    assertThat(budget.remaining()).isZero();
    time.advance(Duration.ofNanos(1));
    assertThat(drain(budget)).isEqualTo(100);
  }

  /** A retry outlives the calls that paid for it: nothing is owed, nothing is granted early. */
  @Test
  void neverGoesBelowZero() {
    RetryBudget budget = budget(1, 0);
    start(budget, 5);
    time.advance(Duration.ofSeconds(5));
    drain(budget);
    time.advance(Duration.ofSeconds(5));
    start(budget, 3);

    assertThat(budget.remaining()).isZero();
    time.advance(Duration.ofSeconds(5));
    assertThat(budget.remaining()).isEqualTo(3);
  }

  @Test
  void forgetsEverythingInALongPause() {
    RetryBudget budget = budget(1, 1);
    start(budget, 1_000);
    drain(budget);
    time.advance(Duration.ofDays(400));
    assertThat(budget.remaining()).isEqualTo(10);
    start(budget, 1);
    assertThat(budget.remaining()).isEqualTo(11);
  }

  /** An outage: 100 calls a second, all of which fail and want to retry. */
  @Test
  void boundsRetriesInAnOutageToItsShare() {
    RetryBudget budget = budget(0.2, 10);
    Deque<Long> granted = new ArrayDeque<>();
    int total = 0;
    for (int call = 0; call < 6_000; call++) {
      budget.callStarted();
      if (budget.tryRetry()) {
        granted.add(time.nanoTime());
        total++;
      }
      while (!granted.isEmpty() && time.nanoTime() - granted.peek() >= 9_000_000_000L) {
        granted.remove();
      }
      // Nine tenths of ttl are counted in full, wherever they begin.
      assertThat(granted).hasSizeLessThanOrEqualTo(200 + 100);
      time.advance(Duration.ofMillis(10));
    }
    // A fifth of 6,000 calls, and ten for each of 60 seconds.
    assertThat(total).isBetween(1_600, 1_800 + 100);
  }

  @Test
  void saysWhatIsLeft() {
    RetryBudget budget = budget(0.2, 10);
    drain(budget);
    assertThat(budget).hasToString("0 retries left: 20 % of the calls and 10 a second, over 10 s");
    assertThat(RetryBudget.ratio()).asString().startsWith("100 retries left: 20 % of the calls");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-0.1 | 10 | 10s | share must be from 0 to 1000, but was -0.1",
        "NaN | 10 | 10s | share must be from 0 to 1000, but was NaN",
        "1001 | 10 | 10s | share must be from 0 to 1000, but was 1001.0",
        "0.2 | -1 | 10s | minRetriesPerSecond must be at least 0, but was -1",
        "0.2 | 10 | 999ms | ttl must be from 1 s to 1 h, but was 999 ms",
        "0.2 | 10 | 61min | ttl must be from 1 s to 1 h, but was 1 h 1 min",
        "0 | 0 | 10s | share must be at least 0.001 if minRetriesPerSecond is 0, but was 0.0: no"
            + " retry would ever be granted"
      })
  void refusesWhatDoesNotFit(double share, int min, String ttl, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryBudget.ratio(share, min, Durations.parse(ttl)))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"1s, 1", "1h, 3600"})
  void takesTheShortestAndTheLongestTime(String ttl, int retries) {
    assertThat(RetryBudget.ratio(0, 1, Durations.parse(ttl)).remaining()).isEqualTo(retries);
  }

  @Test
  void theLargestNumbersDoNotOverflow() {
    RatioRule rule = RatioRule.of(1_000, Integer.MAX_VALUE, Duration.ofHours(1));
    assertThat(rule.retries(Slice.COUNT * 0xFFFF_FFFFL, 0)).isPositive();
  }

  @Test
  void aSliceCountsNoFurtherThanItCan() {
    long full = 0xFFFF_FFFFL;
    assertThat(Slice.count(Slice.plusOne(full, 0), 0)).isEqualTo(full);
    assertThat(Slice.count(Slice.plusOne(full, 10), 10)).isEqualTo(1);
  }

  @Test
  void whatComesLateCountsInTheNewerSlice() {
    long newer = Slice.plusOne(0, 20);
    long both = Slice.plusOne(newer, 10);
    assertThat(Slice.count(both, 10)).isEqualTo(2);
    assertThat(Slice.count(both, 29)).isEqualTo(2);
    assertThat(Slice.count(both, 30)).isZero();
  }

  /** A clock that overflows as the real one may, where {@link ManualTime} would stop. */
  private static final class Ticks implements TimeSource {
    long nanoTime;

    Ticks(long nanoTime) {
      this.nanoTime = nanoTime;
    }

    @Override
    public long nanoTime() {
      return nanoTime;
    }

    @Override
    public Instant instant() {
      throw new AssertionError("a budget reads no wall clock");
    }

    @Override
    public void sleep(Duration delay) {
      throw new AssertionError("a budget never waits");
    }

    @Override
    public Scheduled schedule(Duration delay, Runnable task) {
      throw new AssertionError("a budget never waits");
    }
  }
}
