package dev.redial.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.CallListener;
import dev.redial.call.EndReason;
import dev.redial.metrics.MetricsSnapshot;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Many calls at once, of guards that share a name and a listener. */
class RecordedUnderLoadTest {

  private static final int THREADS = 8;
  private static final int CALLS_OF_EACH = 300;

  private final CallListener listener = FlightRecorderEvents.listener();

  private Resilience guard(String backoff) {
    return Resilience.builder("ocr")
        .retry(
            RetryPolicy.builder()
                .maxAttempts(3)
                .backoff(Backoff.fixed(backoff))
                .jitter(Jitter.none())
                .build())
        .listener(listener)
        .build();
  }

  @Test
  void eachEventIsRecordedOnceWhateverTheThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    ExecutorService workers = Executors.newFixedThreadPool(2);
    try {
      recordsWhatIsCounted(threads, workers);
    } finally {
      threads.shutdown();
      workers.shutdown();
    }
  }

  /** Virtual threads change their carriers in the waits of a call. */
  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void eachEventIsRecordedOnceOnVirtualThreads() throws Throwable {
    ExecutorService threads =
        (ExecutorService)
            MethodHandles.publicLookup()
                .findStatic(
                    Executors.class,
                    "newVirtualThreadPerTaskExecutor",
                    MethodType.methodType(ExecutorService.class))
                .invoke();
    try {
      recordsWhatIsCounted(threads, threads);
    } finally {
      threads.shutdown();
    }
  }

  private void recordsWhatIsCounted(ExecutorService threads, ExecutorService workers)
      throws Exception {
    Resilience blocking = guard("1ms");
    Resilience asynchronous = guard("1ms");
    try (Flight flight = Flight.of("Call", "Attempt", "Wait")) {
      List<Future<?>> callers = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        callers.add(threads.submit(() -> callOften(blocking, asynchronous, workers)));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
      List<RecordedEvent> events = flight.events();
      assertCounted(events, blocking.metrics().snapshot(), asynchronous.metrics().snapshot());
      assertWhole(events);
    }
  }

  /** A third of the calls succeed at once, a third later, a third fail. */
  private static void callOften(
      Resilience blocking, Resilience asynchronous, ExecutorService workers) {
    List<CompletableFuture<Object>> pending = new ArrayList<>();
    for (int i = 0; i < CALLS_OF_EACH; i++) {
      TimeoutException timeout = new TimeoutException();
      Callable<Object> steps =
          switch (i % 3) {
            case 0 -> Style.steps("ok");
            case 1 -> Style.steps(timeout, "ok");
            default -> Style.steps(timeout);
          };
      if (i % 2 == 0) {
        Style.SYNC.run(blocking, steps);
      } else {
        pending.add(
            asynchronous.callAsync(
                () ->
                    CompletableFuture.supplyAsync(() -> Style.stage(steps), workers)
                        .thenCompose(stage -> stage)));
      }
    }
    pending.forEach(call -> call.handle((result, error) -> "ended").join());
  }

  private static void assertCounted(List<RecordedEvent> events, MetricsSnapshot... metrics) {
    long calls = THREADS * (long) CALLS_OF_EACH;
    assertThat(Flight.only("Call", events)).hasSize((int) calls);
    Map<String, Long> byReason =
        count(Flight.only("Call", events), call -> call.getString("reason"));
    for (EndReason reason : EndReason.values()) {
      assertThat(byReason.getOrDefault(reason.name(), 0L))
          .isEqualTo(Stream.of(metrics).mapToLong(each -> each.calls(reason)).sum());
    }
    assertThat(byReason).hasSize(3);
    long attempts = Stream.of(metrics).mapToLong(MetricsSnapshot::totalAttempts).sum();
    assertThat(Flight.only("Attempt", events)).hasSize((int) attempts);
    long retries = Stream.of(metrics).mapToLong(MetricsSnapshot::retries).sum();
    assertThat(Flight.only("Wait", events)).hasSize((int) retries);
  }

  /** Numbers are of two guards: each is there twice, with the attempts of two calls. */
  private static void assertWhole(List<RecordedEvent> events) {
    assertThat(events).allSatisfy(event -> assertThat(event.getLong("call")).isPositive());
    Map<Long, Integer> attemptsOfCalls =
        Flight.only("Call", events).stream()
            .collect(
                Collectors.toMap(
                    call -> call.getLong("call"), call -> call.getInt("attempts"), Integer::sum));
    Map<Long, Long> attempts =
        count(Flight.only("Attempt", events), attempt -> attempt.getLong("call"));
    assertThat(attemptsOfCalls)
        .allSatisfy((call, number) -> assertThat(attempts.get(call)).isEqualTo((long) number));
  }

  private static <K> Map<K, Long> count(
      List<RecordedEvent> events, Function<RecordedEvent, K> key) {
    return events.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  /** What is known of a call under way is known to nobody but the call. */
  @Test
  void nothingIsKeptOfACallThatNeverEnds() throws Exception {
    Kept kept = new Kept(listener);
    try (Flight flight = Flight.ofAll()) {
      Retry retry = Retry.builder("ocr").listener(kept).build();
      for (int i = 0; i < 10; i++) {
        var unused = retry.callAsync(() -> new CompletableFuture<>());
      }

      kept.assertThatNothingIsLeftOf(10);
      assertThat(flight.events()).isEmpty();
    }
  }
}
