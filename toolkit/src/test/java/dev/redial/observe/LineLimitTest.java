package dev.redial.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineLimitTest {

  private static final long SECOND = 1_000_000_000;

  private final LineLimit limit = new LineLimit(2, Duration.ofSeconds(10));

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE - SECOND, Long.MIN_VALUE})
  void letsSoManyPassAndTellsHowManyItLeftOut(long start) {
    assertThat(limit.pass(start)).isZero();
    assertThat(limit.pass(start)).isZero();
    assertThat(limit.pass(start)).isEqualTo(-1);
    assertThat(limit.pass(start + 10 * SECOND - 1)).isEqualTo(-1);
    assertThat(limit.pass(start + 10 * SECOND)).isEqualTo(2);
    assertThat(limit.pass(start + 10 * SECOND)).isZero();
    assertThat(limit.pass(start + 11 * SECOND)).isEqualTo(-1);
    assertThat(limit.pass(start + 99 * SECOND)).isEqualTo(1);
  }

  @Test
  void letsAllPassThatComeSlowly() {
    for (long i = 0; i < 100; i++) {
      assertThat(limit.pass(i * 5 * SECOND)).isZero();
    }
  }

  @Test
  void losesNoneAmongThreads() throws Exception {
    int threads = 4;
    int rounds = 20_000;
    AtomicLong passed = new AtomicLong();
    AtomicLong told = new AtomicLong();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      var done =
          IntStream.range(0, threads)
              .mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            start.await();
                            for (int i = 0; i < rounds; i++) {
                              long leftOut = limit.pass(i * SECOND / 100);
                              passed.addAndGet(leftOut < 0 ? 0 : 1);
                              told.addAndGet(Math.max(leftOut, 0));
                            }
                            return null;
                          }))
              .toList();
      start.countDown();
      for (Future<?> future : done) {
        future.get();
      }
    } finally {
      pool.shutdownNow();
    }
    long last = limit.pass(rounds * SECOND);

    assertThat(passed.get() + told.get() + last).isEqualTo((long) threads * rounds);
  }
}
