package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.EndReason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryCloseTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder().backoff(Backoff.fixed("1s")).jitter(Jitter.none()).build();

  private final RecordingTime time = new RecordingTime();
  private final Retry retry = Retry.builder("pay").policy(POLICY).time(time).build();
  private final AtomicInteger runs = new AtomicInteger();
  private final TimeoutException failure = new TimeoutException("slow");

  @AfterEach
  void leavesNoFlag() {
    assertThat(Thread.interrupted()).isFalse();
  }

  private String fail() throws TimeoutException {
    runs.incrementAndGet();
    throw failure;
  }

  @Test
  void endsTheWaitOfACallThatBlocks() {
    time.beforeSleep = retry::close;

    assertThatThrownBy(() -> retry.call(this::fail))
        .isInstanceOf(RetryClosedException.class)
        .hasMessage(
            "Retry 'pay' was closed during the wait of 1 s before attempt 2; no further attempt is"
                + " made.")
        .hasCause(failure);
    assertThat(runs).hasValue(1);
    assertThat(retry.metrics().snapshot().aborted()).isEqualTo(1);
  }

  @Test
  void endsTheWaitOfACallThatDoesNot() {
    CompletableFuture<Object> future =
        retry.callAsync(() -> CompletableFuture.failedFuture(failure));
    assertThat(time.scheduled()).isEqualTo(1);

    retry.close();

    assertThat(future.handle((result, error) -> error).join())
        .isInstanceOf(RetryClosedException.class)
        .hasCause(failure);
    assertThat(time.scheduled()).isZero();
    assertThat(retry.metrics().snapshot().aborted()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anAttemptUnderWayEndsAndIsNotRetried(Shape shape) {
    Shape.Ended ended =
        shape.run(
            retry,
            time,
            () -> {
              retry.close();
              return fail();
            });

    assertThat(ended.error()).isSameAs(failure);
    assertThat(runs).hasValue(1);
    assertThat(retry.metrics().snapshot().calls(EndReason.CLOSED)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void aLaterCallRunsNothing(Shape shape) {
    retry.close();

    Shape.Ended ended = shape.run(retry, time, this::fail);

    assertThat(ended.error())
        .isInstanceOf(RetryClosedException.class)
        .hasMessage("Retry 'pay' is closed; the operation was not run.");
    assertThat(runs).hasValue(0);
    assertThat(retry.metrics().snapshot().rejected()).isEqualTo(1);
  }

  /** The interrupt that ends a wait is taken back, and one of the caller's is not. */
  @Test
  void tellsACallersInterruptFromItsOwn() {
    time.beforeSleep = () -> Thread.currentThread().interrupt();

    assertThatThrownBy(() -> retry.call(this::fail)).isInstanceOf(RetryInterruptedException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsACallersInterruptThatCameBeforeTheWait() {
    RetryPolicy delayed = POLICY.toBuilder().initialDelay("1h").build();
    Retry closing = Retry.builder("pay").policy(delayed).time(time).build();
    time.beforeSleep = closing::close;
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> closing.call(this::fail)).isInstanceOf(RetryClosedException.class);

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void keepsNoWaitThatIsOver() {
    Waits waits = new Waits();
    AtomicInteger ended = new AtomicInteger();
    Runnable first = ended::incrementAndGet;
    Runnable second = () -> ended.addAndGet(10);
    waits.begin(first);
    waits.begin(second);
    waits.over(first);

    waits.close();
    waits.close();
    assertThat(ended).hasValue(10);

    waits.begin(first);
    assertThat(ended).hasValue(11);
  }
}
