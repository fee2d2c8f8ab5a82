package dev.redial.benchmarks.cases;

import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitSnapshot;
import dev.redial.call.CircuitState;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.Retry;
import java.util.Map;

/** Fails a trial unless Redial's metrics counted exactly the operations that were run. */
final class RedialCounts {

  private RedialCounts() {}

  /** Every call succeeded, with so many attempts. */
  static void assertRetried(Retry retry, Tally tally, int attempts) {
    assertRetried(retry.metrics().snapshot(), tally, attempts);
  }

  static void assertRetried(MetricsSnapshot metrics, Tally tally, int attempts) {
    long calls = tally.sum() / attempts;
    assertEqual("calls that succeeded", metrics.succeeded(), calls);
    assertEqual("all calls", metrics.total(), calls);
    assertEqual("attempts", metrics.totalAttempts(), tally.sum());
    assertEqual("distribution", metrics.distribution(), Map.of(attempts, calls));
  }

  /** Every call passed a closed circuit. */
  static void assertPassed(CircuitBreaker breaker, Tally tally) {
    CircuitSnapshot circuit = breaker.snapshot();
    assertEqual("state", circuit.state(), CircuitState.CLOSED);
    assertEqual("changes", circuit.changeCount(), 0L);
    assertEqual("rejected calls", circuit.rejected(), 0L);
    assertEqual("failed calls", circuit.failed(), 0L);
    assertEqual("calls that succeeded", circuit.succeeded(), tally.sum());
  }

  /**
   * Every call was rejected by a circuit that opened once.
   *
   * @param before how many it had rejected before
   */
  static void assertRejected(CircuitBreaker breaker, long before, Tally tally) {
    CircuitSnapshot circuit = breaker.snapshot();
    assertEqual("state", circuit.state(), CircuitState.OPEN);
    assertEqual("changes", circuit.changeCount(), 1L);
    assertEqual("rejected calls", circuit.rejected() - before, tally.sum());
  }

  private static void assertEqual(String what, Object counted, Object ran) {
    if (!counted.equals(ran)) {
      throw new IllegalStateException(what + ": counted " + counted + ", but ran " + ran);
    }
  }
}
