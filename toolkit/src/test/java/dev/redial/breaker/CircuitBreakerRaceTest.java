package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.call.CallEvent;
import dev.redial.call.CallEvent.StateChanged;
import dev.redial.call.CircuitState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CircuitBreakerRaceTest {

  private final BreakerTime time = new BreakerTime();

  /** Runs the work on that many threads at once, and waits for all of them. */
  private static void race(int threads, IntConsumer work) throws InterruptedException {
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> racers = new ArrayList<>();
    List<Throwable> errors = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < threads; i++) {
      int number = i;
      Thread racer =
          new Thread(
              () -> {
                try {
                  start.await();
                  work.accept(number);
                } catch (Throwable error) {
                  errors.add(error);
                }
              });
      racers.add(racer);
      racer.start();
    }
    start.countDown();
    for (Thread racer : racers) {
      racer.join();
    }
    assertThat(errors).isEmpty();
  }

  /** Guarantee 54. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void exactlyAsManyOfAThousandRacingThreadsPassAsThereAreProbes(int probes) throws Exception {
    CircuitBreaker breaker =
        CircuitBreaker.of("orders", BreakerPolicy.builder().halfOpenProbes(probes).build(), time);
    Calls.openAndWait(breaker, time);
    AtomicInteger passed = new AtomicInteger();
    CountDownLatch decided = new CountDownLatch(1000 - probes);

    race(
        1000,
        i -> {
          try {
            breaker.run(
                () -> {
                  passed.incrementAndGet();
                  // Until all others are rejected, the probe is under way.
                  decided.await();
                });
          } catch (CircuitOpenException rejection) {
            decided.countDown();
          } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
          }
        });

    assertThat(passed).hasValue(probes);
    assertThat(breaker.snapshot().rejected()).isEqualTo(1000 - probes);
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
  }

  /** Guarantee 59: no event is lost, doubled or out of order, whoever causes it. */
  @Test
  void everyChangeIsToldOnceAndInOrderUnderRaces() throws Exception {
    List<StateChanged> told = new ArrayList<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    CircuitBreaker breaker =
        CircuitBreaker.builder("orders")
            .policy(BreakerPolicy.builder().failuresInARow(1).openWait(Duration.ofNanos(1)).build())
            .time(time)
            .listener(
                (CallEvent event) -> {
                  if (event instanceof StateChanged change) {
                    if (inside.getAndIncrement() != 0) {
                      overlaps.incrementAndGet();
                    }
                    told.add(change);
                    inside.decrementAndGet();
                  }
                })
            .build();

    race(
        8,
        number -> {
          for (int i = 0; i < 2_000; i++) {
            int turn = i + number;
            time.advance(Duration.ofNanos(1));
            Calls.start(
                breaker,
                () ->
                    turn % 3 == 0
                        ? CompletableFuture.failedFuture(new IOException("down"))
                        : CompletableFuture.completedFuture("ok"));
            if (turn % 100 == 0) {
              breaker.reset();
            }
          }
        });

    assertThat(overlaps).hasValue(0);
    assertThat((long) told.size()).isEqualTo(breaker.snapshot().changeCount());
    for (int i = 1; i < told.size(); i++) {
      assertThat(told.get(i).from()).isEqualTo(told.get(i - 1).to());
      assertThat(told.get(i).from()).isNotEqualTo(told.get(i).to());
      assertThat(told.get(i).at().since(told.get(i - 1).at()))
          .isGreaterThanOrEqualTo(Duration.ZERO);
    }
    assertThat(told.get(told.size() - 1).to()).isEqualTo(breaker.state());
  }

  /** Guarantees 51, 53: cancelling and ending race for one permit. */
  @Test
  void aProbeThatIsCancelledWhileItEndsGivesItsPermitBackOnce() throws Exception {
    for (int round = 0; round < 500; round++) {
      CircuitBreaker breaker =
          CircuitBreaker.of("orders", BreakerPolicy.builder().halfOpenProbes(2).build(), time);
      breaker.halfOpen();
      CompletableFuture<String> operation = new CompletableFuture<>();
      CompletableFuture<String> call = breaker.callAsync(operation::minimalCompletionStage);

      race(
          2,
          number -> {
            if (number == 0) {
              call.cancel(true);
            } else {
              operation.complete("ok");
            }
          });

      Calls.succeed(breaker);
      boolean counted = breaker.state() == CircuitState.CLOSED;
      if (!counted) {
        Calls.succeed(breaker);
      }
      assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    }
  }

  @Test
  void failuresThatRaceAreAllCounted() throws Exception {
    CircuitBreaker breaker =
        CircuitBreaker.of("orders", BreakerPolicy.builder().failuresInARow(800).build(), time);

    race(
        8,
        number -> {
          for (int i = 0; i < 100; i++) {
            assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
            Calls.fail(breaker);
          }
        });

    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(breaker.snapshot().changes().get(0).reason()).isEqualTo("800 failures in a row");
  }
}
