package dev.redial.benchmarks.cases;

import dev.redial.benchmarks.guards.RedialGuards;
import dev.redial.retry.Retry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A retry whose operation succeeds at once, with the flight recorder's listener while nothing is
 * recorded, beside one without listeners.
 */
public class UnrecordedSuccess {

  @Benchmark
  public String bare(Work work) {
    return work.call();
  }

  @Benchmark
  public String redial(Work work, Listened guard) {
    return guard.retry.call(work::call);
  }

  @Benchmark
  public String redialWithoutListener(Work work, Unlistened guard) {
    return guard.retry.call(work::call);
  }

  @State(Scope.Benchmark)
  public static class Listened {
    final Retry retry = RedialGuards.retryOnFlightRecorder();

    @TearDown
    public void countedAll(Tally tally) {
      RedialCounts.assertRetried(retry, tally, 1);
    }
  }

  @State(Scope.Benchmark)
  public static class Unlistened {
    final Retry retry = RedialGuards.retry();
  }
}
