package dev.redial.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import dev.redial.call.EndReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallMetricsTest {

  private final CallMetrics metrics = new CallMetrics();

  /** Guarantee 77: each call is counted in one outcome and once in the distribution. */
  @Test
  void countsEachCallOnce() {
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.AFTER_RETRY, 3);
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 3);
    metrics.ended(EndReason.GUARD, 0);
    metrics.ended(EndReason.INTERRUPTED, 2);

    MetricsSnapshot snapshot = metrics.snapshot();
    assertThat(snapshot.succeeded()).isEqualTo(3);
    assertThat(snapshot.failed()).isEqualTo(1);
    assertThat(snapshot.rejected()).isEqualTo(1);
    assertThat(snapshot.aborted()).isEqualTo(1);
    assertThat(snapshot.total()).isEqualTo(6);
    assertThat(snapshot.distribution())
        .containsExactly(entry(0, 1L), entry(1, 2L), entry(2, 1L), entry(3, 2L));
    assertThat(snapshot.totalAttempts()).isEqualTo(10);
    assertThat(snapshot.averageAttempts()).isEqualTo(10.0 / 6);
    assertThat(snapshot.successRate()).isEqualTo(0.5);
    assertThat(snapshot.failureRate()).isEqualTo(0.5);
  }

  @Test
  void countsAnEmptySuccessApart() {
    metrics.ended(EndReason.AFTER_RETRY, 0);
    assertThat(metrics.snapshot().distribution()).containsExactly(entry(0, 1L));
  }

  @Test
  void sumsUpWaitsLongerThanALongOfNanoseconds() {
    metrics.waited(Duration.ofDays(365L * 200).plusNanos(600_000_000));
    metrics.waited(Duration.ofDays(365L * 200).plusNanos(600_000_001));

    assertThat(metrics.snapshot().waited())
        .isEqualTo(Duration.ofDays(365L * 400).plusNanos(1_200_000_001));
  }

  @Test
  void countsFallbacksBesideTheOutcome() {
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 3);
    metrics.fallbackAnswered();

    assertThat(metrics.snapshot().fallbacks()).isEqualTo(1);
    assertThat(metrics.snapshot().total()).isEqualTo(1);
  }

  @Test
  void countsBudgetDenialsBesideTheOutcome() {
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 1);
    metrics.budgetDenied();

    assertThat(metrics.snapshot().budgetDenials()).isEqualTo(1);
    assertThat(metrics.snapshot().total()).isEqualTo(1);
  }

  @Test
  void hasNoRatesWithoutCalls() {
    MetricsSnapshot empty = metrics.snapshot();
    assertThat(empty.total()).isZero();
    assertThat(empty.successRate()).isZero();
    assertThat(empty.failureRate()).isZero();
    assertThat(empty.averageAttempts()).isZero();
  }

  @Test
  void startsAgainAfterReset() {
    metrics.ended(EndReason.AT_ONCE, 1);
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 2);
    metrics.fallbackAnswered();
    metrics.budgetDenied();
    metrics.waited(Duration.ofSeconds(1));
    metrics.reset();

    assertThat(metrics.snapshot()).isEqualTo(new CallMetrics().snapshot());
  }

  @Test
  void snapshotsDoNotChange() {
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 2);
    MetricsSnapshot before = metrics.snapshot();
    metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 2);

    assertThat(before.failed()).isEqualTo(1);
    assertThat(before.distribution()).isUnmodifiable().containsExactly(entry(2, 1L));
  }

  @Test
  void refusesANegativeCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, -1))
        .withMessage("attempts must be at least 0, but was -1");
  }

  @Test
  void losesNothingAmongThreadsAndNeverContradictsItself() throws Exception {
    int threads = 8;
    int rounds = 5_000;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      var done =
          IntStream.range(0, threads)
              .mapToObj(thread -> pool.submit(() -> count(start, rounds)))
              .toList();
      start.countDown();
      for (Future<?> future : done) {
        while (!future.isDone()) {
          MetricsSnapshot snapshot = metrics.snapshot();
          assertThat(snapshot.distribution().values().stream().mapToLong(n -> n).sum())
              .isEqualTo(snapshot.total());
        }
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    MetricsSnapshot snapshot = metrics.snapshot();
    assertThat(snapshot.succeeded()).isEqualTo(2L * threads * rounds);
    assertThat(snapshot.failed()).isEqualTo((long) threads * rounds);
    assertThat(snapshot.totalAttempts()).isEqualTo(6L * threads * rounds);
  }

  private Void count(CountDownLatch start, int rounds) throws InterruptedException {
    start.await();
    for (int i = 0; i < rounds; i++) {
      metrics.ended(EndReason.AT_ONCE, 1);
      metrics.ended(EndReason.AFTER_RETRY, 2);
      metrics.ended(EndReason.ATTEMPTS_EXHAUSTED, 3);
    }
    return null;
  }
}
