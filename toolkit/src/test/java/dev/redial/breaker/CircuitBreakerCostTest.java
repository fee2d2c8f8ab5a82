package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redial.call.Operation;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a call costs where it costs most: on the way that nearly all calls take. */
class CircuitBreakerCostTest {

  private final BreakerTime time = new BreakerTime();
  private final CircuitBreaker breaker = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT, time);

  @Test
  void aSuccessReadsNoClock() {
    long readings = time.nanoTimeReads() + time.instantReads();

    Calls.succeed(breaker);
    breaker.run(() -> {});

    assertThat(time.nanoTimeReads() + time.instantReads()).isEqualTo(readings);
  }

  @Test
  void aSuccessAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Operation<String, RuntimeException> operation = () -> "ok";
    callOften(operation);

    long before = threads.getCurrentThreadAllocatedBytes();
    callOften(operation);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // One byte a call would be 10,000.
    assertThat(allocated).isLessThan(10_000);
  }

  private void callOften(Operation<String, RuntimeException> operation) {
    for (int i = 0; i < 10_000; i++) {
      breaker.call(operation);
    }
  }

  @Test
  void aRejectionReadsOneClockOnce() {
    breaker.forceOpen();
    long nanoTimeReads = time.nanoTimeReads();
    long instantReads = time.instantReads();

    Calls.reject(breaker);

    assertThat(time.nanoTimeReads() - nanoTimeReads).isEqualTo(1);
    assertThat(time.instantReads()).isEqualTo(instantReads);
  }
}
