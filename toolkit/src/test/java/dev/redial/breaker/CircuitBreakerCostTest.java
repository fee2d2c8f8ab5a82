package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.redial.call.Operation;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call costs where it costs most: on the way that nearly all calls take. */
class CircuitBreakerCostTest {

  private final BreakerTime time = new BreakerTime();

  private CircuitBreaker of(BreakerPolicyBuilder policy) {
    CircuitBreaker breaker = CircuitBreaker.of("orders", policy.build(), time);
    for (int i = 0; i < 200; i++) {
      Calls.succeed(breaker);
    }
    return breaker;
  }

  private long readings() {
    return time.nanoTimeReads() + time.instantReads();
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        Arguments.of("failures in a row", 0, BreakerPolicy.builder()),
        Arguments.of("count window", 0, BreakerPolicy.builder().countWindow(100)),
        Arguments.of("both", 0, BreakerPolicy.builder().countWindow(100).failuresInARow(5)),
        Arguments.of("time window", 1, BreakerPolicy.builder().timeWindow("10s")),
        Arguments.of("slow calls", 2, BreakerPolicy.builder().countWindow(100).slowCall("2s")),
        Arguments.of("all", 2, BreakerPolicy.builder().timeWindow("10s").slowCall("2s")));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("policies")
  void aSuccessReadsNoClockUnlessAskedForTime(
      String trigger, int expected, BreakerPolicyBuilder policy) {
    CircuitBreaker breaker = of(policy);
    long before = readings();

    Calls.succeed(breaker);
    breaker.run(() -> {});

    assertThat(readings() - before).isEqualTo(2L * expected);
  }

  /** Where calls are timed, their permits hold when they began. */
  static Stream<Arguments> policiesThatTimeNoCalls() {
    return policies().filter(policy -> (int) policy.get()[1] < 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policiesThatTimeNoCalls")
  void aSuccessAllocatesNothing(String trigger, int readings, BreakerPolicyBuilder policy) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Operation<String, RuntimeException> operation = () -> "ok";
    CircuitBreaker breaker = of(policy);
    callOften(breaker, operation);

    long before = threads.getCurrentThreadAllocatedBytes();
    callOften(breaker, operation);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // One byte a call would be 10,000.
    assertThat(allocated).isLessThan(10_000);
  }

  private static void callOften(
      CircuitBreaker breaker, Operation<String, RuntimeException> operation) {
    for (int i = 0; i < 10_000; i++) {
      breaker.call(operation);
    }
  }

  /** Also with a window that is not full of successes: a failure that does not open costs none. */
  @Test
  void aFailureThatDoesNotOpenReadsNoClock() {
    CircuitBreaker breaker = of(BreakerPolicy.builder().countWindow(100));
    long before = readings();

    Calls.fail(breaker);
    Calls.succeed(breaker);

    assertThat(readings()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRejectionReadsOneClockOnceAndNoneWithATimer(boolean byTimer) {
    CircuitBreaker breaker = of(BreakerPolicy.builder().halfOpenByTimer(byTimer));
    breaker.forceOpen();
    long nanoTimeReads = time.nanoTimeReads();
    long instantReads = time.instantReads();

    rejectQuietly(breaker);

    assertThat(time.nanoTimeReads() - nanoTimeReads).isEqualTo(byTimer ? 0 : 1);
    assertThat(time.instantReads()).isEqualTo(instantReads);
  }

  /** Guarantee 69. */
  @Test
  void whatIsThrownTakesNoMoreThanSixtyFourBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Refusal refusal = new State.Open(new State.Entry(1, 0, 1, "test"), State.Open.FOREVER, true);
    Object[] kept = new Object[1];
    for (int i = 0; i < 100; i++) {
      kept[0] = new CircuitOpenException("orders", refusal, 0);
    }

    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 10_000; i++) {
      kept[0] = new CircuitOpenException("orders", refusal, 0);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(kept[0]).isNotNull();
    assertThat(allocated / 10_000).isLessThanOrEqualTo(64);
  }

  private static void rejectQuietly(CircuitBreaker breaker) {
    try {
      breaker.run(() -> {});
      throw new AssertionError("the call passed");
    } catch (CircuitOpenException expected) {
      // Not by way of AssertJ, which reads the message.
    }
  }
}
