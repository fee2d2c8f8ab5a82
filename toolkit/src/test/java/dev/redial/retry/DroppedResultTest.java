package dev.redial.retry;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.HasStatus;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guarantee 37. */
class DroppedResultTest {

  private static final String EXPECTED = "close always throws; its log entry is expected";

  private final RecordingTime time = new RecordingTime();
  private final RetryPolicy policy =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.fixed("1s"))
          .jitter(Jitter.none())
          .retryOn(TRANSIENT)
          .closeDroppedResults()
          .build();

  /** A 503 that can be closed. */
  @SuppressWarnings("try") // its close may throw what no close should
  private final class Page implements HasStatus, AutoCloseable {
    private final Throwable thrown;
    int closed;
    Duration closedAt = Duration.ZERO;

    Page() {
      this(null);
    }

    Page(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public int status() {
      return 503;
    }

    @Override
    public void close() throws Exception {
      closed++;
      closedAt = time.elapsed();
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown != null) {
        throw (Exception) thrown;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void closesWhatIsRetriedAndNotWhatIsReturned(Shape shape) {
    Page first = new Page();
    Page second = new Page();
    Page last = new Page();

    assertThat(shape.run(Retry.of(policy, time), time, Script.of(first, second, last)).result())
        .isSameAs(last);

    assertThat(first.closed).isEqualTo(1);
    assertThat(second.closed).isEqualTo(1);
    assertThat(last.closed).isZero();
    assertThat(first.closedAt).as("before the wait").isZero();
    assertThat(second.closedAt).hasSeconds(1);
  }

  @ParameterizedTest
  @EnumSource
  void leavesResultsAloneUnlessAsked(Shape shape) {
    Page page = new Page();
    RetryPolicy plain = RetryPolicy.builder().retryOn(TRANSIENT).backoff(Backoff.none()).build();

    assertThat(shape.run(Retry.of(plain, time), time, Script.of(page, "ok")).result())
        .isEqualTo("ok");

    assertThat(page.closed).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void goesOnIfClosingThrows(Shape shape) {
    for (Throwable thrown :
        new Throwable[] {new IllegalStateException(EXPECTED), new AssertionError(EXPECTED)}) {
      Page page = new Page(thrown);

      assertThat(shape.run(Retry.of(policy, time), time, Script.of(page, "ok")).result())
          .isEqualTo("ok");
      assertThat(page.closed).isEqualTo(1);
    }
  }

  /** A response is not closeable; what holds its connection is its body. */
  @ParameterizedTest
  @EnumSource
  void closesTheBodyOfAResponse(Shape shape) {
    boolean[] closed = new boolean[1];
    InputStream body =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThat(shape.run(Retry.of(policy, time), time, Script.of(response(body), "ok")).result())
        .isEqualTo("ok");

    assertThat(closed[0]).isTrue();
  }

  private static HttpResponse<?> response(InputStream body) {
    Map<String, Object> answers =
        Map.of(
            "statusCode", 503, "body", body, "headers", HttpHeaders.of(Map.of(), (n, v) -> true));
    return (HttpResponse<?>)
        Proxy.newProxyInstance(
            DroppedResultTest.class.getClassLoader(),
            new Class<?>[] {HttpResponse.class},
            (proxy, method, arguments) -> answers.get(method.getName()));
  }

  /** Nobody gets the result of a call that is interrupted instead of waiting. */
  @Test
  void closesTheResultOfACallThatIsInterruptedBeforeItWaits() {
    Page page = new Page();
    Shape.Ended ended =
        Shape.SYNC.run(
            Retry.of(policy, time),
            time,
            () -> {
              Thread.currentThread().interrupt();
              return page;
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.error()).isInstanceOf(RetryInterruptedException.class);
    assertThat(page.closed).isEqualTo(1);
  }

  /** Interrupted in closing, a thread does not wait any more. */
  @Test
  void keepsTheInterruptOfAClose() {
    Page page = new Page(new InterruptedException(EXPECTED));

    Shape.Ended ended = Shape.SYNC.run(Retry.of(policy, time), time, Script.of(page, "ok"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(ended.error()).isInstanceOf(RetryInterruptedException.class);
  }
}
