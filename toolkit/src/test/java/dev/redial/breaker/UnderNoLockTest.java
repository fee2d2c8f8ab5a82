package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.backoff.Backoff;
import dev.redial.call.CallEvent;
import dev.redial.call.CircuitState;
import dev.redial.failure.Classifier;
import dev.redial.failure.FailureKind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Guarantee 49: wherever the breaker runs the user's code, another thread can use the breaker
 * meanwhile, and the user's code can wait for it. A lock that the same thread may take again would
 * not show in one thread.
 */
class UnderNoLockTest {

  private final BreakerTime time = new BreakerTime();
  private final ExecutorService pool = Executors.newSingleThreadExecutor();
  private final AtomicInteger uses = new AtomicInteger();
  private CircuitBreaker breaker;

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  /** Takes the circuit's lock on another thread, and waits for that. */
  private void useElsewhere() {
    if (breaker == null) {
      return;
    }
    try {
      pool.submit(breaker::snapshot).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("another thread could not use the breaker", e);
    }
    uses.incrementAndGet();
  }

  private void build(BreakerPolicyBuilder policy) {
    breaker = CircuitBreaker.of("orders", policy.failuresInARow(1).build(), time);
  }

  @ParameterizedTest
  @EnumSource
  void anOperationRuns(Shape shape) throws Exception {
    build(BreakerPolicy.builder());
    for (int i = 0; i < 2; i++) {
      shape.call(breaker, () -> useAndReturn("ok"));
      breaker.halfOpen();
    }
    assertThat(uses).hasValue(2);
  }

  private String useAndReturn(String result) {
    useElsewhere();
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void aClassifierReads(Shape shape) throws Exception {
    Classifier asking =
        (result, error) -> {
          useElsewhere();
          return Classifier.standard().classify(result, error);
        };
    build(BreakerPolicy.builder().classifier(asking).countedKinds(FailureKind.TRANSIENT));
    shape.call(breaker, () -> "ok");
    breaker.halfOpen();
    assertThat(catchThrowable(() -> shape.call(breaker, CircuitBreakerTest.throwing(error()))))
        .isInstanceOf(IOException.class);
    assertThat(uses).hasValue(2);
  }

  private static IOException error() {
    return new IOException("down");
  }

  @ParameterizedTest
  @EnumSource
  void anOpenWaitIsComputed(Shape shape) {
    build(
        BreakerPolicy.builder()
            .openWait(
                Backoff.custom(
                    opening -> {
                      useElsewhere();
                      return Duration.ofSeconds(1);
                    })));
    assertThat(catchThrowable(() -> shape.call(breaker, CircuitBreakerTest.throwing(error()))))
        .isInstanceOf(IOException.class);
    assertThat(breaker.state()).isEqualTo(CircuitState.OPEN);
    assertThat(uses).hasPositiveValue();
  }

  @ParameterizedTest
  @EnumSource
  void aListenerHears(Shape shape) {
    breaker =
        CircuitBreaker.builder("orders")
            .policy(BreakerPolicy.builder().failuresInARow(1).build())
            .time(time)
            .listener((CallEvent event) -> useElsewhere())
            .build();
    assertThat(catchThrowable(() -> shape.call(breaker, CircuitBreakerTest.throwing(error()))))
        .isInstanceOf(IOException.class);
    assertThat(catchThrowable(() -> shape.call(breaker, () -> "ok")))
        .isInstanceOf(CircuitOpenException.class);
    time.advance(Duration.ofSeconds(60));
    assertThat(catchThrowable(() -> shape.call(breaker, () -> "ok"))).isNull();
    // Opened, rejected, half-opened, closed.
    assertThat(uses).hasValue(4);
  }

  @Test
  void aStageIsCancelled() {
    build(BreakerPolicy.builder());
    breaker.halfOpen();
    CompletableFuture<String> stage =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            useElsewhere();
            return super.cancel(mayInterruptIfRunning);
          }
        };
    breaker.callAsync(() -> stage).cancel(true);
    assertThat(stage).isCancelled();
    assertThat(uses).hasValue(1);
  }
}
