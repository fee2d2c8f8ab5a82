package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitOpenException;
import dev.redial.call.AsyncOperation;
import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.AttemptFailed;
import dev.redial.call.CallEvent.AttemptStarted;
import dev.redial.call.CallEvent.AttemptSucceeded;
import dev.redial.call.CallEvent.CallEnded;
import dev.redial.call.CallEvent.HedgeEnded;
import dev.redial.call.CallEvent.HedgeStarted;
import dev.redial.call.CallEvent.Rejected;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.hedge.HedgeInterruptedException;
import dev.redial.hedge.HedgePolicy;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.Durations;
import dev.redial.time.ManualTime;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Retry ← hedge ← circuit breaker ← operation. */
class ResilienceHedgeTest {

  private final ManualTime time = new ManualTime();
  private final List<String> story = new ArrayList<>();
  private final List<CompletableFuture<String>> stages = new ArrayList<>();
  private final ResilienceBuilder builder =
      Resilience.builder("search")
          .retry(
              RetryPolicy.builder()
                  .maxAttempts(2)
                  .backoff(Backoff.fixed("1s"))
                  .jitter(Jitter.none())
                  .build())
          .hedge(HedgePolicy.after("100ms"))
          .time(time)
          .listener(event -> tell(event));

  private void tell(CallEvent event) {
    String at = Durations.format(Duration.ofNanos(event.at().nanoTime())) + " ";
    if (event instanceof AttemptStarted e) {
      story.add(at + "attempt " + e.attempt().number());
    } else if (event instanceof AttemptSucceeded e) {
      story.add(at + "attempt " + e.attempt().number() + " succeeded");
    } else if (event instanceof AttemptFailed e) {
      story.add(at + "attempt " + e.attempt().number() + " failed");
    } else if (event instanceof HedgeStarted e) {
      story.add(at + "hedge " + e.number());
    } else if (event instanceof HedgeEnded e) {
      story.add(at + "try " + e.number() + " " + e.outcome());
    } else if (event instanceof Rejected) {
      story.add(at + "rejected");
    } else if (event instanceof StateChanged e) {
      story.add(at + e.to());
    } else if (event instanceof CallEnded e) {
      story.add(at + e.outcome() + " after " + e.attempts());
    }
  }

  private CompletableFuture<String> stage() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    stages.add(stage);
    return stage;
  }

  private void at(String duration, Runnable action) {
    time.advance(Durations.parse(duration).minusNanos(time.nanoTime()));
    action.run();
  }

  /** Guarantee 20: of the time left when it begins, not when the attempt did that it belongs to. */
  @Test
  void aHedgeIsCutToTheTimeThatIsLeft() {
    List<Duration> timesLeft = new ArrayList<>();
    Resilience guard =
        builder
            .retry(RetryPolicy.builder().maxAttempts(1).deadline("1s").build())
            .hedge(HedgePolicy.after("400ms"))
            .attemptTimeout("1min")
            .build();
    CompletableFuture<String> call =
        guard.callAsync(
            AsyncOperation.withAttempt(
                attempt -> {
                  timesLeft.add(attempt.timeLeft().orElseThrow());
                  return stage();
                }));

    time.advance(Duration.ofSeconds(1));

    assertThat(call).isCompletedExceptionally();
    assertThat(stages).hasSize(2).allMatch(CompletableFuture::isCancelled);
    assertThat(timesLeft).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(600));
  }

  @Test
  void theRetrySeesWhatBecameOfAllHedgesOfAnAttempt() {
    Resilience guard = builder.build();
    CompletableFuture<String> call = guard.callAsync(this::stage);
    at("150ms", () -> stages.get(1).completeExceptionally(new TimeoutException("second")));
    at("200ms", () -> stages.get(0).completeExceptionally(new TimeoutException("first")));
    at("1250ms", () -> stages.get(2).complete("third"));

    assertThat(call).isCompletedWithValue("third");
    assertThat(story)
        .containsExactly(
            "0 ms attempt 1",
            "100 ms hedge 2",
            "150 ms try 2 FAILED",
            "200 ms try 1 FAILED",
            "200 ms attempt 1 failed",
            "1.2 s attempt 2",
            "1.25 s try 1 SUCCEEDED",
            "1.25 s attempt 2 succeeded",
            "1.25 s SUCCEEDED after 2");
    MetricsSnapshot metrics = guard.metrics().snapshot();
    assertThat(metrics.hedges()).isEqualTo(1);
    assertThat(metrics.totalAttempts()).isEqualTo(2);
    assertThat(guard.report()).contains("  hedges          1");
  }

  @Test
  void theCircuitSeesEachHedge() {
    Resilience guard = builder.breaker(BreakerPolicy.builder().failuresInARow(2).build()).build();
    CompletableFuture<String> call = guard.callAsync(this::stage);
    at("150ms", () -> stages.get(1).completeExceptionally(new TimeoutException("second")));
    at("200ms", () -> stages.get(0).completeExceptionally(new TimeoutException("first")));
    time.advance(Duration.ofSeconds(2));

    assertThat(stages).hasSize(2);
    assertThat(call.handle((result, error) -> error).join())
        .isInstanceOf(CircuitOpenException.class);
    assertThat(story)
        .contains(
            "200 ms OPEN", "1.2 s rejected", "1.2 s try 1 REJECTED", "1.2 s REJECTED after 1");
  }

  @Test
  void aHalfOpenCircuitLetsTheProbeGoOnWithoutHedges() {
    Resilience guard = builder.breaker(BreakerPolicy.DEFAULT).build();
    guard.breaker().halfOpen();
    CompletableFuture<String> call = guard.callAsync(this::stage);

    at("300ms", () -> stages.get(0).complete("slow"));

    assertThat(call).isCompletedWithValue("slow");
    assertThat(story).contains("100 ms rejected", "100 ms try 2 REJECTED", "300 ms CLOSED");
    assertThat(guard.metrics().snapshot().succeeded()).isEqualTo(1);
  }

  @Test
  void losersCountAsNothingForTheCircuit() {
    Resilience guard = builder.breaker(BreakerPolicy.builder().failuresInARow(1).build()).build();
    CompletableFuture<String> call = guard.callAsync(this::stage);
    at("150ms", () -> stages.get(1).complete("fast"));

    assertThat(call).isCompletedWithValue("fast");
    assertThat(stages.get(0)).isCancelled();
    assertThat(story).noneMatch(line -> line.endsWith("OPEN"));
  }

  @Test
  void cancellingTheCallCancelsAllHedges() {
    CompletableFuture<String> call = builder.build().callAsync(this::stage);
    time.advance(Duration.ofMillis(150));

    call.cancel(true);

    assertThat(stages).hasSize(2).allMatch(CompletableFuture::isCancelled);
    assertThat(time.scheduledTasks()).isZero();
    assertThat(story).contains("150 ms ABORTED after 1");
  }

  @Test
  void blockingCallsNeedAnExecutor() {
    Resilience anyException = builder.retry(RetryPolicy.RATE_LIMIT).build();

    assertThatIllegalStateException()
        .isThrownBy(() -> anyException.call(() -> "a"))
        .withMessageStartingWith("Resilience 'search' hedges its attempts")
        .withMessageContaining("hedge(policy, executor)");
    assertThatIllegalStateException().isThrownBy(() -> anyException.run(() -> {}));
    assertThat(story).isEmpty();
  }

  @Test
  void blockingCallsRunOnTheExecutor() {
    List<String> ran = new ArrayList<>();
    Resilience guard =
        builder
            .hedge(
                HedgePolicy.after("100ms"),
                task -> {
                  ran.add("on executor");
                  task.run();
                })
            .build();

    assertThat(guard.call(() -> "a")).isEqualTo("a");
    guard.run(() -> ran.add("action"));

    assertThat(ran).containsExactly("on executor", "on executor", "action");
    assertThat(guard.toString())
        .contains(" ← HedgePolicy(maxAttempts 2, delay 100 ms)")
        .startsWith("Resilience 'search': RetryPolicy(");
  }

  @Test
  void hedgesRunInTheContextOfTheCaller() {
    String[] current = {"request 7"};
    List<String> seen = new ArrayList<>();
    Resilience guard =
        builder
            .context(
                () -> {
                  String mine = current[0];
                  return task ->
                      () -> {
                        String before = current[0];
                        current[0] = mine;
                        task.run();
                        current[0] = before;
                      };
                })
            .build();

    CompletableFuture<String> call =
        guard.callAsync(
            () -> {
              seen.add(current[0]);
              CompletableFuture<String> stage = new CompletableFuture<>();
              stages.add(stage);
              return stage;
            });
    current[0] = "other work";
    time.advance(Duration.ofMillis(100));
    stages.get(1).complete("done");

    assertThat(call).isCompletedWithValue("done");
    assertThat(seen).containsExactly("request 7", "request 7");
    assertThat(current[0]).isEqualTo("other work");
  }

  /** An interrupted call is aborted, whatever the retry policy retries. */
  @Test
  void anInterruptOfTheCallerEndsTheCall() {
    Thread caller = Thread.currentThread();
    Resilience guard =
        builder
            .retry(RetryPolicy.RATE_LIMIT)
            .hedge(HedgePolicy.after("1h"), task -> caller.interrupt())
            .time(TimeSource.system())
            .build();

    assertThatExceptionOfType(HedgeInterruptedException.class)
        .isThrownBy(() -> guard.call(() -> "never"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(guard.metrics().snapshot().aborted()).isEqualTo(1);
    assertThat(guard.metrics().snapshot().totalAttempts()).isEqualTo(1);
  }

  @Test
  void refusesToHedgeWhatMustNotHappenTwice() {
    RetryPolicy once = RetryPolicy.DEFAULT.toBuilder().nonIdempotent().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.retry(once).build())
        .withMessage(
            "hedge must not be set for 'search', whose retry policy is nonIdempotent(): a hedge runs"
                + " the operation twice on purpose.");
  }
}
