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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CircuitBreakerRaceTest {

  private static final List<CircuitState> STATES =
      List.of(CircuitState.CLOSED, CircuitState.OPEN, CircuitState.HALF_OPEN);

  private final BreakerTime time = new BreakerTime();

  /** Guarantee 54. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void exactlyAsManyOfAThousandRacingThreadsPassAsThereAreProbes(int probes) {
    CircuitBreaker breaker =
        CircuitBreaker.of("orders", BreakerPolicy.builder().halfOpenProbes(probes).build(), time);
    Calls.openAndWait(breaker, time);
    CompletableFuture<String> end = new CompletableFuture<>();

    // None of the probes ends before all have asked.
    int passed = passed(1000, () -> !breaker.callAsync(() -> end).isCompletedExceptionally());

    assertThat(passed).isEqualTo(probes);
    assertThat(breaker.snapshot().rejected()).isEqualTo(1000 - probes);
    end.complete("ok");
    assertThat(breaker.state()).isEqualTo(CircuitState.CLOSED);
    assertThat(breaker.snapshot().succeeded()).isEqualTo(probes);
  }

  /** The twin looks, and then takes. */
  @Test
  void aCircuitThatAsksWithoutItsLockLetsTooManyProbesPass() {
    Race.goesWrong(
        () -> {
          AtomicInteger issued = new AtomicInteger();
          return passed(
                  100,
                  () -> {
                    int seen = issued.get();
                    Race.letOthersIn();
                    if (seen >= 3) {
                      return false;
                    }
                    issued.set(seen + 1);
                    return true;
                  })
              == 3;
        });
  }

  private static int passed(int threads, BooleanSupplier ask) {
    AtomicInteger passed = new AtomicInteger();
    Race.of(
        threads,
        number -> {
          if (ask.getAsBoolean()) {
            passed.incrementAndGet();
          }
        });
    return passed.get();
  }

  /** Guarantee 59: no event is lost, doubled or out of order, whoever causes it. */
  @Test
  void everyChangeIsToldOnceAndInOrderUnderRaces() {
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

    Race.of(
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
    assertThat(isAPath(told)).isTrue();
    assertThat(told.get(told.size() - 1).to()).isEqualTo(breaker.state());
  }

  private static boolean isAPath(List<StateChanged> told) {
    for (int i = 1; i < told.size(); i++) {
      StateChanged before = told.get(i - 1);
      StateChanged change = told.get(i);
      if (change.from() != before.to()
          || change.from() == change.to()
          || change.at().since(before.at()).isNegative()) {
        return false;
      }
    }
    return true;
  }

  /** The twin changes its state atomically, too, but tells of it without a queue. */
  @Test
  void changesThatAreToldWithoutAQueueGetOutOfOrder() {
    Race.goesWrong(
        () -> {
          AtomicReference<CircuitState> state = new AtomicReference<>(CircuitState.CLOSED);
          List<StateChanged> told = Collections.synchronizedList(new ArrayList<>());
          Race.of(
              8,
              number -> {
                for (int i = 0; i < 200; i++) {
                  CircuitState next = STATES.get((i + number) % STATES.size());
                  CircuitState before = state.getAndSet(next);
                  Race.letOthersIn();
                  if (before != next) {
                    told.add(new StateChanged("twin", time.moment(), before, next, "test"));
                  }
                }
              });
          return isAPath(told);
        });
  }

  /** Guarantees 51, 53: cancelling and ending race for one permit. */
  @Test
  void aProbeThatIsCancelledWhileItEndsGivesItsPermitBackOnce() {
    for (int round = 0; round < 500; round++) {
      CircuitBreaker breaker =
          CircuitBreaker.of("orders", BreakerPolicy.builder().halfOpenProbes(2).build(), time);
      breaker.halfOpen();
      CompletableFuture<String> operation = new CompletableFuture<>();
      CompletableFuture<String> call = breaker.callAsync(operation::minimalCompletionStage);

      Race.of(
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
  void failuresThatRaceAreAllCounted() {
    CircuitBreaker breaker =
        CircuitBreaker.of("orders", BreakerPolicy.builder().failuresInARow(800).build(), time);

    Race.of(
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
