package dev.redial.timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.failure.TimedOutException;
import dev.redial.time.ManualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** What becomes of the timer of a timeout, and on whom it depends. */
class TimeoutTimersTest {

  private final ManualTime time = new ManualTime();
  private final Timeout timeout = Timeout.builder("ocr").limit("2s").time(time).build();

  /** Guarantee 47. */
  @Test
  void theTimerOfABlockingOperationEndsWithIt() {
    int whileItRuns = timeout.call(time::scheduledTasks);
    assertThat(whileItRuns).isEqualTo(1);
    assertThat(time.scheduledTasks()).isZero();

    assertThatThrownBy(
            () ->
                timeout.run(
                    () -> {
                      throw new IOException("down");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(time.scheduledTasks()).isZero();
  }

  /** Guarantee 47. */
  @Test
  void theTimerOfAStageEndsWithIt() {
    CompletableFuture<String> good = new CompletableFuture<>();
    CompletableFuture<String> bad = new CompletableFuture<>();
    CompletableFuture<String> first = timeout.callAsync(() -> good);
    CompletableFuture<String> second = timeout.callAsync(() -> bad);
    CompletableFuture<String> third = timeout.callAsync(CompletableFuture::new);
    assertThat(time.scheduledTasks()).isEqualTo(3);

    good.complete("done");
    bad.completeExceptionally(new IOException("down"));
    third.cancel(true);

    assertThat(first).isCompletedWithValue("done");
    assertThat(second).isCompletedExceptionally();
    assertThat(time.scheduledTasks()).isZero();
  }

  /** Guarantee 47: the thread of a pool does other work when the time would have been up. */
  @Test
  void nothingIsInterruptedOnceTheOperationHasEnded() {
    timeout.run(() -> {});
    time.advance(Duration.ofSeconds(5));
    assertThat(Thread.interrupted()).isFalse();
  }

  /** Guarantee 48: the pool takes the work and never comes to it. */
  @Test
  void firesThoughThePoolIsFull() {
    Executor full = task -> {};
    CompletableFuture<String> future =
        timeout.callAsync(() -> CompletableFuture.supplyAsync(() -> "never", full));

    time.advance(Duration.ofSeconds(2));

    assertThat(future.handle((result, error) -> error).join())
        .isInstanceOf(TimedOutException.class);
  }
}
