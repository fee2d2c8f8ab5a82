package dev.redial.test.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.time.Durations;
import dev.redial.time.Scheduled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same program gives the same timeline, however the machine schedules its threads. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // long runs, on a busy machine
class FakeClockStressTest {

  private static final int RUNS = Integer.getInteger("redial.stress.runs", 500);
  private static final int CLOCKS_AT_ONCE = 8;

  private final ExecutorService network = Executors.newFixedThreadPool(4);

  @AfterEach
  void stopNetwork() {
    network.shutdownNow();
  }

  @Test
  void theSameTimelineInEveryRun() throws Exception {
    List<String> expected = scenario(true);

    for (int run = 0; run < RUNS; run++) {
      assertThat(scenario(true)).as("run %s", run).isEqualTo(expected);
    }
  }

  @Test
  void theSameTimelineWithEightClocksAtOnce() throws Exception {
    List<String> expected = scenario(true);
    ExecutorService tests = Executors.newFixedThreadPool(CLOCKS_AT_ONCE);
    try {
      Callable<List<String>> test = () -> scenario(true);
      for (Future<List<String>> run : tests.invokeAll(Collections.nCopies(RUNS, test))) {
        assertThat(run.get()).isEqualTo(expected);
      }
    } finally {
      tests.shutdownNow();
    }
  }

  /** The sabotaged twin: without telling the clock of the work in flight, it jumps ahead. */
  @Test
  void aClockThatIsNotToldOfNetworkWorkGoesWrong() throws Exception {
    List<String> expected = scenario(true);

    boolean wentWrong = false;
    for (int run = 0; run < RUNS && !wentWrong; run++) {
      wentWrong = !scenarioOrTimeout().equals(expected);
    }

    assertThat(wentWrong).isTrue();
  }

  private List<String> scenarioOrTimeout() throws Exception {
    try {
      return scenario(false);
    } catch (TimeoutException jumped) {
      return List.of("the clock jumped past the answer");
    }
  }

  private List<String> scenario(boolean tellOfNetworkWork) throws Exception {
    try (FakeClock clock = new FakeClock()) {
      Log log = new Log(clock);
      List<CompletableFuture<Void>> all = new ArrayList<>();
      IntStream.range(0, 3).forEach(i -> all.add(sleeper(clock, log, i)));
      all.add(retryOverNetwork(clock, log, tellOfNetworkWork));
      interrupted(clock, log);
      Scheduled cancelled = clock.schedule(Duration.ofSeconds(5), () -> log.add("never"));
      clock.schedule(Duration.ofSeconds(4), cancelled::cancel);
      CompletableFuture<String> tooLate = clock.newFuture();
      try {
        log.add(tooLate.get(2500, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        log.add("gave up");
      }
      for (CompletableFuture<Void> one : all) {
        one.get(10, TimeUnit.MINUTES);
      }
      log.add("end");
      return List.copyOf(log.lines);
    }
  }

  private static CompletableFuture<Void> sleeper(FakeClock clock, Log log, int number) {
    CompletableFuture<Void> done = clock.newFuture();
    clock
        .executor()
        .execute(
            () -> {
              for (int i = 0; i < 10; i++) {
                log.sleep(Duration.ofMillis(300 + 100 * number).plusNanos(number + 1));
                log.add("sleeper " + number);
              }
              done.complete(null);
            });
    return done;
  }

  /** Four attempts on foreign threads, with backoff in between. */
  private CompletableFuture<Void> retryOverNetwork(FakeClock clock, Log log, boolean tell) {
    CompletableFuture<Void> done = clock.newFuture();
    attempt(clock, log, tell, 1, done);
    return done;
  }

  private void attempt(
      FakeClock clock, Log log, boolean tell, int number, CompletableFuture<Void> done) {
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> "answer", network);
    BiConsumer<String, Throwable> next =
        (result, error) -> {
          log.add("attempt " + number + " " + result);
          if (number == 4) {
            done.complete(null);
          } else {
            clock.schedule(
                Duration.ofMillis(777L * number),
                () -> attempt(clock, log, tell, number + 1, done));
          }
        };
    if (tell) {
      clock.start(() -> answer, next);
    } else {
      var unused = answer.whenComplete(next);
    }
  }

  private static void interrupted(FakeClock clock, Log log) {
    clock
        .executor()
        .execute(
            () -> {
              Thread sleeper = Thread.currentThread();
              clock.schedule(Duration.ofMillis(1234), sleeper::interrupt);
              try {
                clock.sleep(Duration.ofHours(1));
                log.add("overslept");
              } catch (InterruptedException e) {
                log.add("interrupted");
              }
            });
  }

  private static final class Log {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    final FakeClock clock;

    Log(FakeClock clock) {
      this.clock = clock;
    }

    void add(String what) {
      lines.add(Durations.format(clock.elapsed()) + " " + what);
    }

    void sleep(Duration delay) {
      try {
        clock.sleep(delay);
      } catch (InterruptedException e) {
        add("unexpected interrupt");
      }
    }
  }
}
