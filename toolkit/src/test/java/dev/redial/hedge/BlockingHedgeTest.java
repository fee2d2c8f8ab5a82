package dev.redial.hedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redial.call.CallEvent;
import dev.redial.call.Outcome;
import dev.redial.time.ManualTime;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What threads do: who is interrupted, and who is not. Where time matters, none passes. */
class BlockingHedgeTest {

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final List<CallEvent> events = new CopyOnWriteArrayList<>();
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch firstInterrupt = new CountDownLatch(1);
  private final CountDownLatch bothInterrupts = new CountDownLatch(2);
  private final AtomicInteger runs = new AtomicInteger();
  private final Hedge together =
      Hedge.builder("search")
          .policy(HedgePolicy.after("0ms"))
          .executor(threads)
          .listener(events::add)
          .build();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
    Thread.interrupted();
  }

  private void hang() throws InterruptedException {
    try {
      never.await();
    } catch (InterruptedException e) {
      firstInterrupt.countDown();
      bothInterrupts.countDown();
      throw e;
    }
  }

  @Test
  void theThreadOfALoserIsInterrupted() throws Exception {
    CountDownLatch loserRuns = new CountDownLatch(1);

    String answer =
        together.call(
            () -> {
              if (runs.incrementAndGet() == 1) {
                loserRuns.countDown();
                hang();
              }
              loserRuns.await();
              return "won";
            });

    assertThat(answer).isEqualTo("won");
    firstInterrupt.await();
    assertThat(flagsOfThreads()).containsOnly(false);
  }

  /** Both threads of the pool meet, so that both are asked. */
  private List<Boolean> flagsOfThreads() throws Exception {
    CyclicBarrier meet = new CyclicBarrier(2);
    List<Boolean> flags = new CopyOnWriteArrayList<>();
    Runnable ask = () -> flags.add(Thread.currentThread().isInterrupted());
    Future<?> one = threads.submit(() -> meetAnd(meet, ask));
    Future<?> other = threads.submit(() -> meetAnd(meet, ask));
    one.get();
    other.get();
    return flags;
  }

  private static Void meetAnd(CyclicBarrier meet, Runnable ask) throws Exception {
    ask.run();
    meet.await();
    return null;
  }

  @Test
  void anInterruptOfTheCallerCancelsAllAttempts() throws Exception {
    Thread caller = Thread.currentThread();

    assertThatExceptionOfType(HedgeInterruptedException.class)
        .isThrownBy(
            () ->
                together.call(
                    () -> {
                      if (runs.incrementAndGet() == 2) {
                        caller.interrupt();
                      }
                      hang();
                      return "never";
                    }))
        .withMessage(
            "The thread was interrupted while it waited for hedge 'search'; all attempts are"
                + " cancelled.");

    assertThat(Thread.interrupted()).isTrue();
    bothInterrupts.await();
    assertThat(events)
        .filteredOn(CallEvent.HedgeEnded.class::isInstance)
        .extracting(event -> ((CallEvent.HedgeEnded) event).outcome())
        .containsExactly(Outcome.ABORTED, Outcome.ABORTED);
  }

  @Test
  void anInterruptedThreadStartsNothing() {
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(HedgeInterruptedException.class)
        .isThrownBy(() -> together.run(runs::incrementAndGet))
        .withMessage("The thread was interrupted before hedge 'search' started an attempt.");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(0);
  }

  /** The error of another thread arrives as it was thrown, and a checked one needs no wrapping. */
  @Test
  void theErrorOfAnAttemptIsTheErrorOfTheCall() {
    IOException down = new IOException("down");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                together.call(
                    () -> {
                      throw down;
                    }))
        .isSameAs(down);
  }

  /** Guarantee 30: whoever interrupts the thread of an executor finds it interrupted. */
  @Test
  void anInterruptFromElsewhereStaysWithTheThread() {
    AtomicBoolean flag = new AtomicBoolean();
    Hedge hedge =
        Hedge.builder("search")
            .policy(HedgePolicy.after("1s"))
            .time(new ManualTime())
            .executor(
                task -> {
                  task.run();
                  flag.set(Thread.interrupted());
                })
            .build();

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(
            () ->
                hedge.run(
                    () -> {
                      throw new InterruptedException("from elsewhere");
                    }));

    assertThat(flag).isTrue();
  }

  private static String takeTime(int spins) {
    for (int i = 0; i < spins; i++) {
      Thread.onSpinWait();
    }
    return "quick";
  }

  private interface Attempt extends Runnable {
    void cancel();
  }

  private Attempt real() {
    AtomicReference<Runnable> task = new AtomicReference<>();
    BlockingAttempt<String> attempt =
        BlockingAttempt.start(together, task::set, () -> takeTime(2_000));
    return new Attempt() {
      @Override
      public void run() {
        task.get().run();
      }

      @Override
      public void cancel() {
        attempt.cancel(true);
      }
    };
  }

  private static final class Naive implements Attempt {
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private volatile Thread runner;

    @Override
    public void run() {
      runner = Thread.currentThread();
      end.complete(takeTime(2_000));
      runner = null;
    }

    @Override
    public void cancel() {
      Thread thread = runner;
      if (thread != null && !end.isDone()) {
        thread.interrupt();
      }
    }
  }

  private boolean interruptLeaks(int round, Attempt attempt) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    CountDownLatch over = new CountDownLatch(1);
    Future<Boolean> runner =
        threads.submit(
            () -> {
              start.await();
              attempt.run();
              try {
                over.await();
                return Thread.interrupted();
              } catch (InterruptedException leak) {
                return true;
              }
            });
    start.await();
    takeTime(round * 37 % 4_000);
    attempt.cancel();
    over.countDown();
    return runner.get();
  }

  /** Guarantee 47. */
  @Test
  void theInterruptNeverOutlivesTheAttempt() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      assertThat(interruptLeaks(round, real())).as("round %s", round).isFalse();
    }
  }

  /** The sabotaged twin: an interrupt that does not care whether the attempt still runs. */
  @Test
  void aNaiveInterruptLeaks() throws Exception {
    boolean leaked = false;
    for (int round = 0; round < 20_000 && !leaked; round++) {
      leaked = interruptLeaks(round, new Naive());
    }
    assertThat(leaked).isTrue();
  }
}
