package dev.redial.benchmarks.cases;

import dev.redial.benchmarks.guards.SmallRyeGuards;
import io.smallrye.faulttolerance.api.TypedGuard;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An asynchronous retry whose operation returns a stage that has succeeded already. */
public class CompletedStage {

  @Benchmark
  public String bare(Work work) {
    return work.stage().toCompletableFuture().join();
  }

  @Benchmark
  public String redial(Work work, RetrySuccess.Redial guard) {
    return guard.retry.callAsync(work::stage).join();
  }

  @Benchmark
  public String resilience4j(Work work, RetrySuccess.Resilience4j guard, Scheduler scheduler) {
    return guard
        .retry
        .executeCompletionStage(scheduler.executor, work::stage)
        .toCompletableFuture()
        .join();
  }

  @Benchmark
  public String failsafe(Work work, RetrySuccess.Failsafe guard) {
    return guard.executor.getStageAsync(work::stage).join();
  }

  @Benchmark
  public String smallRye(Work work, SmallRye guard) {
    return guard.guard.get(work::stage).toCompletableFuture().join();
  }

  /** What Resilience4j would wait with. */
  @State(Scope.Benchmark)
  public static class Scheduler {
    final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

    @TearDown
    public void stop() {
      executor.shutdown();
    }
  }

  @State(Scope.Benchmark)
  public static class SmallRye {
    final TypedGuard<CompletionStage<String>> guard = SmallRyeGuards.asyncRetry();
  }
}
