package dev.redial.observe;

import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.call.Operation;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.Moment;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallLogTest {

  private final RecordingLogger logger = new RecordingLogger();
  private final SteppedTime time = new SteppedTime();
  private final CallLog log = CallLog.to(logger);
  private final RetryPolicy policy =
      RetryPolicy.builder()
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(TRANSIENT)
          .build();

  private Retry retry(RetryPolicy newPolicy) {
    return Retry.builder("pay").policy(newPolicy).time(time).listener(log).build();
  }

  private static Operation<Object, IOException> ends(Object... steps) {
    Queue<Object> left = new ArrayDeque<>(List.of(steps));
    return () -> {
      Object step = left.size() > 1 ? left.remove() : left.element();
      if (step instanceof IOException error) {
        throw error;
      }
      if (step instanceof RuntimeException error) {
        throw error;
      }
      return step;
    };
  }

  @Test
  void tellsEachRetryBeforeItsWaitAndWhatStoppedIt() {
    assertThatThrownBy(() -> retry(policy).call(ends(new SocketTimeoutException("Read timed out"))))
        .isInstanceOf(SocketTimeoutException.class);

    String failed = " failed (SocketTimeoutException: Read timed out); attempt ";
    assertThat(logger.lines)
        .containsExactly(
            "WARNING 'pay' attempt 1" + failed + "2 in 1 s",
            "WARNING 'pay' attempt 2" + failed + "3 in 2 s",
            "WARNING 'pay' stops after attempt 3 (SocketTimeoutException: Read timed out):"
                + " maxAttempts 3 reached");
  }

  @Test
  void tellsWhatAResultMeans() throws IOException {
    HasStatus unavailable = () -> 503;
    retry(policy).call(ends(unavailable, "ok"));
    retry(policy.toBuilder().retryOnResult("empty"::equals).build()).call(ends("empty", "ok"));

    assertThat(logger.lines)
        .containsExactly(
            "WARNING 'pay' attempt 1 failed (503); attempt 2 in 1 s",
            "WARNING 'pay' attempt 1 failed (a result that is TRANSIENT); attempt 2 in 1 s");
  }

  /** Nothing was retried: the caller sees the error, and this says why it was alone. */
  @Test
  void isCalmAboutWhatIsNotRetried() throws IOException {
    HasStatus missing = () -> 404;
    retry(policy).call(ends(missing));

    assertThat(logger.lines)
        .containsExactly(
            "INFO 'pay' stops after attempt 1 (404): 404 is PERMANENT (policy 'pay' retries"
                + " TRANSIENT)");
  }

  @Test
  void saysNothingOfSuccess() throws IOException {
    assertThat(retry(policy).call(ends("ok"))).isEqualTo("ok");

    assertThat(log.followsSuccess()).isFalse();
    assertThat(logger.lines).isEmpty();
  }

  @Test
  void tellsOfARejectionThatIsTriedAgain() throws IOException {
    retry(policy.toBuilder().retryOn(CallRejectedException.class).build())
        .call(ends(new Full(), "ok"));

    assertThat(logger.lines)
        .containsExactly(
            "WARNING 'pay' attempt 1 was rejected (Full: all busy); tried again in 1 s");
  }

  @Test
  void tellsThatARejectionEndsTheRetrying() {
    assertThatThrownBy(() -> retry(policy).call(ends(new SocketTimeoutException(), new Full())))
        .isInstanceOf(Full.class);
    assertThatThrownBy(() -> retry(policy).call(ends(new Full()))).isInstanceOf(Full.class);

    assertThat(logger.lines)
        .containsExactly(
            "WARNING 'pay' attempt 1 failed (SocketTimeoutException); attempt 2 in 1 s",
            "WARNING 'pay' stops after attempt 1: rejected (Full: all busy)");
  }

  private static final class Full extends CallRejectedException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("all busy", false);
    }
  }

  @Test
  void tellsEachChangeOfACircuit() throws IOException {
    CircuitBreaker circuit =
        CircuitBreaker.builder("ocr")
            .policy(BreakerPolicy.builder().failuresInARow(1).openWait("60s").build())
            .time(time)
            .listener(log)
            .build();
    assertThatThrownBy(() -> circuit.call(ends(new IOException("down"))))
        .isInstanceOf(IOException.class);
    time.sleep(Duration.ofSeconds(60));
    circuit.call(ends("ok"));

    assertThat(logger.lines)
        .containsExactly(
            "WARNING circuit 'ocr' CLOSED → OPEN: 1 failure",
            "INFO circuit 'ocr' OPEN → HALF_OPEN: the open wait of 1 min is over",
            "INFO circuit 'ocr' HALF_OPEN → CLOSED: the probe succeeded");
  }

  @Test
  void leavesOutLinesThatRepeat() throws IOException {
    Retry retry = retry(policy);
    for (int i = 0; i < 9; i++) {
      time.advance(Duration.ofSeconds(-1)); // that the wait is no time
      retry.call(ends(new SocketTimeoutException(), "ok"));
    }
    time.advance(Duration.ofSeconds(10));
    retry.call(ends(new SocketTimeoutException(), "ok"));

    String line = "WARNING 'pay' attempt 1 failed (SocketTimeoutException); attempt 2 in 1 s";
    assertThat(logger.lines)
        .containsExactly(
            line, line, line, line, line, line + " (4 such lines were left out before)");
  }

  @Test
  void limitsEachGuardAndEachKindOfLineOnItsOwn() {
    CallLog one = log.atMost(1, Duration.ofDays(1));
    for (int i = 0; i < 2; i++) {
      one.on(scheduled("a", new IOException("x")));
      one.on(scheduled("b", new IOException("x")));
      one.on(
          new CallEvent.RetryStopped(
              new Attempt("a", 0, 2), moment(), "no", Failure.of(TRANSIENT), null));
    }

    assertThat(logger.lines).hasSize(3).doesNotHaveDuplicates();
  }

  private static CallEvent.RetryScheduled scheduled(String name, @Nullable Throwable error) {
    return new CallEvent.RetryScheduled(
        new Attempt(name, 0, 1), moment(), Duration.ofSeconds(1), Failure.of(TRANSIENT), error);
  }

  private static Moment moment() {
    return new Moment(0, Instant.EPOCH);
  }

  @Test
  void neitherCountsNorBuildsLinesThatNobodyReads() {
    logger.least = System.Logger.Level.ERROR;
    for (int i = 0; i < 9; i++) {
      log.on(scheduled("pay", new Unreadable()));
    }
    logger.least = System.Logger.Level.ALL;
    log.on(scheduled("pay", new IOException()));

    assertThat(logger.lines)
        .containsExactly("WARNING 'pay' attempt 1 failed (IOException); attempt 2 in 1 s");
  }

  private static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("nobody reads this");
    }
  }

  @Test
  void keepsMessagesOnOneBoundedLine() {
    log.on(scheduled("pay", new IOException("a\r\nWARNING forged\u2028line")));
    log.on(scheduled("pay", new IOException("x".repeat(100_000))));

    assertThat(logger.lines.get(0)).contains("(IOException: a WARNING forged line)");
    assertThat(logger.lines.get(1)).contains("x…)").hasSizeLessThan(300);
  }

  @Test
  void keepsWhateverElseItIsToldOnOneLine() {
    log.on(scheduled("pay\nWARNING forged\u001b[31m", new IOException()));
    log.on(
        new CallEvent.RetryStopped(
            new Attempt("pay", 0, 1), moment(), "a\nb", Failure.of(TRANSIENT), null));
    log.on(
        new CallEvent.StateChanged(
            "o\u0085cr", moment(), CircuitState.CLOSED, CircuitState.OPEN, "\u202eesrever"));

    assertThat(logger.lines)
        .containsExactly(
            "WARNING 'pay WARNING forged [31m' attempt 1 failed (IOException); attempt 2 in 1 s",
            "INFO 'pay' stops after attempt 1 (a result that is TRANSIENT): a b",
            "WARNING circuit 'o cr' CLOSED → OPEN:  esrever");
  }

  @Test
  void cutsNoCharacterInTwo() {
    log.on(scheduled("pay", new IOException("x".repeat(199) + "\uD83D\uDE00 and more")));

    assertThat(logger.lines.get(0)).contains("x…)");
  }

  @Test
  void anErrorThatCannotSayItsMessageIsToldWithoutIt() {
    log.on(scheduled("pay", new Unreadable()));

    assertThat(logger.lines)
        .containsExactly("WARNING 'pay' attempt 1 failed (Unreadable); attempt 2 in 1 s");
  }

  /** Else a flood of what is never retried would hide what was retried in vain. */
  @Test
  void limitsWarningsByThemselves() {
    for (int number : new int[] {1, 1, 1, 1, 1, 1, 1, 3}) {
      log.on(
          new CallEvent.RetryStopped(
              new Attempt("pay", 0, number), moment(), "no", Failure.of(TRANSIENT), null));
    }

    assertThat(logger.lines).hasSize(6).last().asString().startsWith("WARNING 'pay' stops after");
  }

  @Test
  void refusesALimitThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.atMost(0, Duration.ofSeconds(1)))
        .withMessage("lines must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> log.atMost(1, Duration.ZERO))
        .withMessage("period must be above zero, but was 0 ms");
  }

  @Test
  void hearsAllThatAGuardTells() {
    Resilience pay =
        Resilience.builder("pay")
            .retry(policy.toBuilder().maxAttempts(2).build())
            .breaker(BreakerPolicy.builder().failuresInARow(2).build())
            .time(time)
            .listener(log)
            .build();

    assertThatThrownBy(() -> pay.call(ends(new SocketTimeoutException())))
        .isInstanceOf(SocketTimeoutException.class);

    assertThat(logger.lines)
        .containsExactly(
            "WARNING 'pay' attempt 1 failed (SocketTimeoutException); attempt 2 in 1 s",
            "WARNING circuit 'pay' CLOSED → OPEN: 2 failures in a row",
            "WARNING 'pay' stops after attempt 2 (SocketTimeoutException): maxAttempts 2 reached");
  }
}
