package dev.redial.test.timeline;

import dev.redial.call.CircuitState;
import dev.redial.call.Outcome;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.RetryAfter;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Recordings that several tests tell of. */
public final class Tapes {

  public static final Failure TRANSIENT = Failure.of(FailureKind.TRANSIENT);
  public static final Failure UNAVAILABLE = Failure.ofStatus(503);

  private static final Failure RATE_LIMITED =
      Failure.ofStatus(429).withRetryAfter(RetryAfter.ofDelay(Duration.ofSeconds(7)));

  private Tapes() {}

  /** Two timeouts, a rate limit that is not heeded, and a success; told by a policy. */
  public static Tape impatient() {
    Tape tape = new Tape();
    tape.callStarted("pay", 1);
    payAttempt(tape, 1, "timeout", TRANSIENT);
    tape.retryScheduled("pay", 1, 1, "1s").after("1s");
    payAttempt(tape, 2, "timeout", TRANSIENT);
    tape.retryScheduled("pay", 1, 2, "2s").after("2s");
    payAttempt(tape, 3, "429", RATE_LIMITED);
    tape.retryScheduled("pay", 1, 3, "4s").after("4s");
    payAttempt(tape, 4, "ok", null);
    return tape.callEnded("pay", 1, Outcome.SUCCEEDED, null);
  }

  private static void payAttempt(Tape tape, int attempt, String answer, @Nullable Failure failure) {
    String script = "timeout x2, 429(Retry-After: 7), ok";
    int step = attempt <= 2 ? 1 : attempt - 1;
    FaultLabel fault = new FaultLabel("charge#" + attempt, step, answer, script);
    tape.attemptStarted("pay", 1, attempt);
    long invocation = tape.invoked("PaymentGateway.charge", fault);
    Throwable error = failure == null ? null : new TimeoutException();
    tape.answered(invocation, answer, failure, error);
    if (failure == null) {
      tape.attemptSucceeded("pay", 1, attempt);
    } else {
      tape.attemptFailed("pay", 1, attempt, failure, error);
    }
  }

  /** One attempt that met a 404, which no rule retries. */
  public static Tape notFound() {
    return new Tape()
        .callStarted("pay", 1)
        .attemptStarted("pay", 1, 1)
        .attemptFailed("pay", 1, 1, Failure.ofStatus(404), new IOException("no such order"))
        .retryStopped(
            "pay", 1, 1, "404 is PERMANENT (policy 'pay' retries TRANSIENT and RATE_LIMITED)")
        .callEnded("pay", 1, Outcome.FAILED, new IOException("no such order"));
  }

  /** Two attempts through the JDK's client, each of which sent its request twice. */
  public static Tape resent() {
    Tape tape = new Tape();
    IOException reset = new IOException("Connection reset");
    reset.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("jdk.internal.net.http.HttpClientImpl", "send", null, 586)
        });
    tape.callStarted("fetch", 1).attemptStarted("fetch", 1, 1);
    tape.on("server", () -> tape.request("GET /orders/42", "reset", TRANSIENT));
    tape.on("server", () -> tape.request("GET /orders/42", "reset", TRANSIENT));
    tape.attemptFailed("fetch", 1, 1, TRANSIENT, reset).retryScheduled("fetch", 1, 1, "1s");
    tape.after("1s").attemptStarted("fetch", 1, 2);
    tape.on("server", () -> tape.request("GET /orders/42", "reset", TRANSIENT));
    tape.on("server", () -> tape.request("GET /orders/42", "200", null));
    return tape.attemptSucceeded("fetch", 1, 2).callEnded("fetch", 1, Outcome.SUCCEEDED, null);
  }

  /** A circuit that opens, rejects the third attempt and leaves the answer to a fallback. */
  public static Tape rejected() {
    TimeoutException timeout = new TimeoutException("no answer");
    return new Tape()
        .callStarted("pay", 1)
        .attemptStarted("pay", 1, 1)
        .attemptFailed("pay", 1, 1, TRANSIENT, timeout)
        .retryScheduled("pay", 1, 1, "1s")
        .after("1s")
        .attemptStarted("pay", 1, 2)
        .changed("orders", CircuitState.CLOSED, CircuitState.OPEN, "5 failures in a row")
        .attemptFailed("pay", 1, 2, TRANSIENT, timeout)
        .retryScheduled("pay", 1, 2, "2s")
        .after("2s")
        .attemptStarted("pay", 1, 3)
        .rejected("orders", CircuitState.OPEN, "58s")
        .callEnded("pay", 1, Outcome.REJECTED, new IllegalStateException("rejected"))
        .fallbackAnswered("pay", new IllegalStateException("rejected"));
  }
}
