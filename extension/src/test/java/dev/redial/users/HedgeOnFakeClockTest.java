package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.hedge.Hedge;
import dev.redial.hedge.HedgeInterruptedException;
import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Guarantee 75, as a user of the test kit sees it. */
@Redial
class HedgeOnFakeClockTest {

  private static final HedgePolicy AFTER_200_MS = HedgePolicy.after("200ms");

  interface Search {
    CompletionStage<String> find(String query);
  }

  private static String elapsed(FakeClock clock) {
    return Durations.format(clock.elapsed());
  }

  @Test
  void theHedgeBeginsExactlyAfterTheDelayAndTheLoserIsCancelled(FakeClock clock) {
    List<CompletableFuture<String>> attempts = new CopyOnWriteArrayList<>();
    List<String> begins = new CopyOnWriteArrayList<>();

    String answer =
        Hedge.of(AFTER_200_MS, clock)
            .callAsync(
                () -> {
                  begins.add(elapsed(clock));
                  CompletableFuture<String> attempt = clock.newFuture();
                  attempts.add(attempt);
                  clock.schedule(
                      Durations.parse(attempts.size() == 1 ? "10s" : "50ms"),
                      () -> attempt.complete("answer " + attempts.size()));
                  return attempt;
                })
            .join();

    assertThat(answer).isEqualTo("answer 2");
    assertThat(begins).containsExactly("0 ms", "200 ms");
    assertThat(elapsed(clock)).isEqualTo("250 ms");
    assertThat(attempts.get(0)).isCancelled();
  }

  /** A thread that the clock cannot see holds the time until its stage is complete. */
  @RepeatedTest(20)
  void anAnswerOfAForeignThreadIsNeverHedgedByAccident(FakeClock clock) {
    ExecutorService network = Executors.newSingleThreadExecutor();
    try {
      AtomicInteger runs = new AtomicInteger();

      String answer =
          Hedge.of(AFTER_200_MS, clock)
              .callAsync(
                  () ->
                      CompletableFuture.supplyAsync(
                          () -> "answer " + runs.incrementAndGet(), network))
              .join();

      assertThat(answer).isEqualTo("answer 1");
      assertThat(elapsed(clock)).isEqualTo("0 ms");
    } finally {
      network.shutdownNow();
    }
  }

  /** Blocking attempts on foreign threads that sleep on the clock. */
  @RepeatedTest(20)
  void aSleepingLoserIsInterrupted(FakeClock clock) throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch woken = new CountDownLatch(1);
    Hedge hedge =
        Hedge.builder("search").policy(AFTER_200_MS).time(clock).executor(clock.executor()).build();

    String answer =
        hedge.call(
            () -> {
              if (runs.incrementAndGet() == 1) {
                try {
                  clock.sleep(Duration.ofHours(1));
                } catch (InterruptedException e) {
                  woken.countDown();
                  throw e;
                }
              }
              clock.sleep(Duration.ofMillis(50));
              return "fast";
            });

    assertThat(answer).isEqualTo("fast");
    assertThat(elapsed(clock)).isEqualTo("250 ms");
    woken.await();
  }

  @Test
  void anInterruptOfTheCallerEndsAllAttempts(FakeClock clock) {
    Thread caller = Thread.currentThread();
    clock.schedule(Duration.ofMillis(300), caller::interrupt);
    CountDownLatch woken = new CountDownLatch(2);
    Hedge hedge =
        Hedge.builder("search").policy(AFTER_200_MS).time(clock).executor(clock.executor()).build();

    assertThatExceptionOfType(HedgeInterruptedException.class)
        .isThrownBy(
            () ->
                hedge.run(
                    () -> {
                      try {
                        clock.sleep(Duration.ofHours(1));
                      } catch (InterruptedException e) {
                        woken.countDown();
                        throw e;
                      }
                    }));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(elapsed(clock)).isEqualTo("300 ms");
  }

  @Test
  void cancellingTheFutureLeavesNothingBehind(FakeClock clock) throws Exception {
    List<CompletableFuture<String>> attempts = new CopyOnWriteArrayList<>();
    CompletableFuture<String> call =
        Hedge.of(AFTER_200_MS.toBuilder().maxAttempts(3).build(), clock)
            .callAsync(
                () -> {
                  CompletableFuture<String> attempt = clock.newFuture();
                  attempts.add(attempt);
                  return attempt;
                });
    clock.advance("300ms");

    call.cancel(true);
    clock.advance("1h");

    assertThat(attempts).hasSize(2).allMatch(CompletableFuture::isCancelled);
  }

  @Test
  void theTimelineShowsHedgesWithinTheirAttempt(Faults faults, FakeClock clock, Timeline timeline) {
    Search search =
        faults.wrap(
            Search.class,
            query -> CompletableFuture.completedFuture("found " + query),
            "timeout(5s), timeout(100ms), timeout(3s), ok");
    Resilience guard =
        Resilience.builder("search")
            .retry(
                RetryPolicy.builder()
                    .maxAttempts(2)
                    .backoff(Backoff.fixed("1s"))
                    .jitter(Jitter.none())
                    .build())
            .hedge(AFTER_200_MS)
            .time(clock)
            .listener(timeline)
            .build();

    assertThat(guard.callAsync(() -> search.find("x")).join()).isEqualTo("found x");

    assertThat(timeline).hasAttempts(2).waited("1s").succeeded();
    assertThat(new AsciiTimeline().render(timeline.story()).stripIndent())
        .isEqualTo(
            """
            search · 2 attempts · succeeded after 6.2 s                         fake clock
               0 ms     #1  ✗ SocketTimeoutException (Rea…    step 2 of "timeout(…), time…
               200 ms         hedge 2 begins
               300 ms       ✗ hedge 2 failed (SocketTimeoutException)
               5 s          ✗ the first try failed (SocketTimeoutException)
               6 s      #2  ✓ ok                              after 1 s
               6.2 s          hedge 2 begins
               6.2 s        ✓ hedge 2 succeeded
               6.2 s          the first try cancelled""");
  }

  /** Without a policy that tells of calls, each try is an attempt, and a cancelled one no end. */
  @Test
  void aHedgeOnItsOwnSucceedsAlsoIfALaterTryIsCancelled(
      Faults faults, FakeClock clock, Timeline timeline) {
    AtomicInteger runs = new AtomicInteger();
    Search search =
        faults.wrap(
            Search.class,
            query -> {
              CompletableFuture<String> answer = clock.newFuture();
              if (runs.incrementAndGet() == 1) {
                clock.schedule(Duration.ofMillis(300), () -> answer.complete("slow"));
              }
              return answer;
            },
            "ok x2");
    Hedge hedge =
        Hedge.builder("search").policy(AFTER_200_MS).time(clock).listener(timeline).build();

    assertThat(hedge.callAsync(() -> search.find("x")).join()).isEqualTo("slow");

    assertThat(timeline).hasAttempts(2).succeeded();
    assertThat(new AsciiTimeline().render(timeline.story()).stripIndent())
        .isEqualTo(
            """
            Search.find · 2 attempts · succeeded after 300 ms · calls not separated
               0 ms     #1  ✓ ok
               200 ms         hedge 2 begins
               200 ms   #2  ✗ CancellationException    after 0 ms
               300 ms       ✓ the first try succeeded
               300 ms         hedge 2 cancelled""");
  }
}
