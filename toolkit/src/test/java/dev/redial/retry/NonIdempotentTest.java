package dev.redial.retry;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Jitter;
import dev.redial.call.CallEvent;
import dev.redial.call.CallRejectedException;
import dev.redial.call.EndReason;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import dev.redial.retry.RetryDecision.Again;
import dev.redial.retry.RetryDecision.Stop;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Guarantee 38: what must not happen twice is retried only where it did not happen once. */
class NonIdempotentTest {

  private static final RetryPolicy ONCE =
      RetryPolicy.builder()
          .jitter(Jitter.none())
          .retryOn(Exception.class)
          .retryOn(TRANSIENT)
          .nonIdempotent()
          .build();

  private final RecordingTime time = new RecordingTime();
  private final List<CallEvent> events = new ArrayList<>();

  private static RetryDecision decide(FailedAttempt failed, boolean carriesKey) {
    return RetryDecision.after(
        failed,
        ONCE,
        "pay",
        new FixedStanding(
            1,
            Duration.ZERO,
            Duration.ZERO,
            Instant.EPOCH,
            () -> {
              throw new AssertionError("drawn");
            },
            carriesKey));
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        arguments(new ConnectException("refused"), null),
        arguments(new NoRouteToHostException(), null),
        arguments(new UnknownHostException("nowhere"), null),
        arguments(new UnresolvedAddressException(), null),
        arguments(new HttpConnectTimeoutException("late"), null),
        arguments(new SSLHandshakeException("no common cipher"), null),
        arguments(new SSLHandshakeException("closed").initCause(new EOFException("closed")), null),
        arguments(new UncheckedIOException(new ConnectException("refused")), null),
        arguments(new CompletionException(new UnknownHostException("nowhere")), null),
        arguments(new IllegalStateException("client", new ConnectException("refused")), null),
        arguments(new ConnectException("late").initCause(new SocketTimeoutException()), null),
        arguments(new SocketTimeoutException("connect timed out"), "SocketTimeoutException"),
        arguments(new HttpTimeoutException("late"), "HttpTimeoutException"),
        arguments(new TimeoutException(), "TimeoutException"),
        arguments(new SocketException("reset"), "SocketException"),
        arguments(new EOFException(), "EOFException"),
        arguments(new SSLException("closed"), "SSLException"),
        arguments(new IOException("broken pipe"), "IOException"),
        arguments(new IllegalStateException(), "IllegalStateException"),
        arguments(
            new SocketTimeoutException().initCause(new ConnectException("refused")),
            "SocketTimeoutException"),
        arguments(new CompletionException(new TimeoutException()), "TimeoutException"),
        arguments(new Unavailable(new ConnectException("its own server's")), "503"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void retriesOnlyWhatProvesThatItWasNotSent(Throwable error, String unproven) {
    RetryDecision decision = decide(FailedAttempt.ofError(ONCE, error), false);
    if (unproven == null) {
      assertThat(decision).isInstanceOf(Again.class);
    } else {
      assertThat(decision)
          .isEqualTo(
              new Stop(
                  "the call is not idempotent, and "
                      + unproven
                      + " does not prove that it was not sent",
                  EndReason.NOT_RETRYABLE));
    }
  }

  /** A call that carries an idempotency key may be sent twice. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("errors")
  void retriesWhateverTheRulesSayIfTheCallCarriesAKey(Throwable error, String unproven) {
    assertThat(decide(FailedAttempt.ofError(ONCE, error), true)).isInstanceOf(Again.class);
  }

  /** Whoever answers has read the request. */
  @Test
  void takesAnyAnswerAsSent() {
    FailedAttempt limited = FailedAttempt.ofResult(ONCE, (HasStatus) () -> 503);
    assertThat(decide(limited, false))
        .isEqualTo(
            new Stop(
                "the call is not idempotent, and 503 does not prove that it was not sent",
                EndReason.NOT_RETRYABLE));

    RetryPolicy polling = ONCE.toBuilder().retryOnResult("pending"::equals).build();
    assertThat(decide(FailedAttempt.ofResult(polling, "pending"), false))
        .isEqualTo(
            new Stop(
                "the call is not idempotent, and its result does not prove that it was not sent",
                EndReason.NOT_RETRYABLE));
  }

  @Test
  void believesTheClassifierOfTheUser() {
    RetryPolicy told =
        ONCE.toBuilder()
            .classifier((result, error) -> Failure.of(TRANSIENT).beforeSending())
            .build();
    assertThat(decide(FailedAttempt.ofError(told, new IOException("pool is full")), false))
        .isInstanceOf(Again.class);
  }

  @Test
  void namesTheRuleThatWouldNotRetryAnyway() {
    RetryPolicy timeouts = RetryPolicy.CONSERVATIVE.toBuilder().nonIdempotent().build();
    FailedAttempt failed = FailedAttempt.ofError(timeouts, new IllegalStateException());
    RetryDecision.Standing standing =
        new FixedStanding(1, Duration.ZERO, Duration.ZERO, Instant.EPOCH, () -> null, false);
    assertThat(RetryDecision.after(failed, timeouts, "pay", standing))
        .isEqualTo(
            new Stop(
                "IllegalStateException is PERMANENT (policy 'pay' retries timeouts)",
                EndReason.NOT_RETRYABLE));
  }

  @ParameterizedTest
  @EnumSource
  void runsAgainUntilSomethingWasSent(Shape shape) {
    SocketTimeoutException sent = new SocketTimeoutException();
    Script script = Script.of(new ConnectException("refused"), sent, "twice");
    Retry retry = Retry.builder("pay").policy(ONCE).time(time).listener(events::add).build();

    assertThat(shape.run(retry, time, script).error()).isSameAs(sent);

    assertThat(script.runs()).isEqualTo(2);
    assertThat(events)
        .filteredOn(CallEvent.RetryStopped.class::isInstance)
        .extracting(event -> ((CallEvent.RetryStopped) event).rule())
        .containsExactly(
            "the call is not idempotent, and SocketTimeoutException does not prove that it was not"
                + " sent");
  }

  @ParameterizedTest
  @EnumSource
  void retriesARejectionWhereThatIsNamed(Shape shape) {
    RetryPolicy patient = ONCE.toBuilder().retryOn(CallRejectedException.class).build();
    Script script = Script.of(new RetryTest.Rejection(Duration.ofSeconds(9)), "ok");

    assertThat(shape.run(Retry.of(patient, time), time, script).result()).isEqualTo("ok");
    assertThat(time.waits).containsExactly(Duration.ofSeconds(9));
  }

  /** The hook for whoever hands out keys. */
  @Test
  void isIdempotentFromTheTimeItAsksForItsKey() {
    CallProgress progress = new CallProgress(Retry.of(ONCE, time), 1, false);
    progress.attemptStarts(true);
    assertThat(progress.attempt().idempotencyKey()).isNotEmpty();
    assertThat(progress.decide(progress.read(new SocketTimeoutException())))
        .isInstanceOf(Again.class);
  }

  private static final class Unavailable extends RuntimeException implements HasStatus {
    private static final long serialVersionUID = 1L;

    Unavailable(Throwable cause) {
      super(cause);
    }

    @Override
    public int status() {
      return 503;
    }
  }
}
