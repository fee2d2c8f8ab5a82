package dev.redial.retry;

import static dev.redial.failure.FailureKind.PERMANENT;
import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.call.CallRejectedException;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is retried, by tables: the policy, how the attempt ended, and the rule if it stops. */
class RuleOrderTest {

  private static final String RETRIED = null;

  private static final class StatusException extends RuntimeException implements HasStatus {
    private static final long serialVersionUID = 1L;
    private final int status;

    StatusException(int status) {
      super("status " + status);
      this.status = status;
    }

    @Override
    public int status() {
      return status;
    }
  }

  private static final class AnError extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static HasStatus result(int status) {
    return () -> status;
  }

  private static Throwable rejection() {
    return new RetryTest.Rejection(Duration.ZERO);
  }

  private static RetryPolicyBuilder policy() {
    return RetryPolicy.builder();
  }

  static Stream<Arguments> never() {
    RetryPolicyBuilder all =
        policy().retryOn(Throwable.class).retryOn(TRANSIENT, RATE_LIMITED, PERMANENT);
    return Stream.of(
        arguments(all, new IOException(), RETRIED),
        arguments(
            all,
            new InterruptedException(),
            "an interrupt (InterruptedException) is never retried"),
        arguments(
            all,
            new ClosedByInterruptException(),
            "an interrupt (ClosedByInterruptException) is never retried"),
        arguments(
            all,
            new UncheckedIOException(new ClosedByInterruptException()),
            "an interrupt (ClosedByInterruptException) is never retried"),
        arguments(
            all, new AnError(), "AnError is not retried unless retryOn names it, like any Error"),
        arguments(
            all,
            new ExecutionException(new AnError()),
            "AnError is not retried unless retryOn names it, like any Error"),
        arguments(
            all,
            new CancellationException(),
            "CancellationException is not retried unless retryOn names it"),
        arguments(all, rejection(), "Rejection is not retried unless retryOn names it"),
        arguments(
            policy().retryIf(error -> true),
            rejection(),
            "Rejection is not retried unless retryOn names it"),
        arguments(policy().retryOn(AnError.class), new AnError(), RETRIED),
        arguments(policy().retryOn(Error.class), new AnError(), RETRIED),
        arguments(
            policy().retryOn(OutOfMemoryError.class),
            new AnError(),
            "AnError is not retried unless retryOn names it, like any Error"),
        arguments(
            policy().retryOn(CancellationException.class), new CancellationException(), RETRIED),
        arguments(policy().retryOn(CallRejectedException.class), rejection(), RETRIED));
  }

  /** Guarantees 30 and 36. */
  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("never")
  void leavesSomeErrorsAlone(RetryPolicyBuilder policy, Throwable error, String rule) {
    assertThat(refusal(policy, error)).isEqualTo(rule);
  }

  static Stream<Arguments> aborts() {
    String byPredicate = ": an abort predicate of policy 'pay' matches";
    return Stream.of(
        arguments(
            policy().retryOn(IOException.class).abortOn(FileNotFoundException.class),
            new FileNotFoundException(),
            "FileNotFoundException: policy 'pay' aborts on FileNotFoundException"),
        arguments(
            policy().retryOn(IOException.class).abortOn(FileNotFoundException.class),
            new ConnectException(),
            RETRIED),
        arguments(
            policy().retryOn(SocketTimeoutException.class).abortOn(IOException.class),
            new SocketTimeoutException(),
            RETRIED),
        arguments(
            policy().retryOn(SocketTimeoutException.class).abortOn(IOException.class),
            new ConnectException(),
            "ConnectException: policy 'pay' aborts on IOException"),
        arguments(
            policy().retryOn(SocketException.class).abortOn(SocketException.class),
            new ConnectException(),
            "ConnectException: policy 'pay' aborts on SocketException"),
        arguments(
            policy()
                .retryOn(SocketException.class)
                .abortOn(IOException.class, ConnectException.class),
            new ConnectException(),
            "ConnectException: policy 'pay' aborts on ConnectException"),
        arguments(
            policy().retryOn(TRANSIENT).abortOn(SocketException.class),
            new IOException(new SocketException()),
            "SocketException: policy 'pay' aborts on SocketException"),
        arguments(
            policy().retryOn(SocketTimeoutException.class).abortIf(error -> true),
            new SocketTimeoutException(),
            "SocketTimeoutException" + byPredicate),
        arguments(
            policy().abortIf(SocketTimeoutException.class::isInstance),
            new CompletionException(new SocketTimeoutException()),
            "SocketTimeoutException" + byPredicate));
  }

  /** Guarantee 32: a subclass rule beats a superclass rule; of equals, abort wins. */
  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("aborts")
  void asksAbortRulesFirst(RetryPolicyBuilder policy, Throwable error, String rule) {
    assertThat(refusal(policy, error)).isEqualTo(rule);
  }

  static Stream<Arguments> statuses() {
    return Stream.of(
        arguments(
            policy().retryOn(Exception.class),
            404,
            "404 is PERMANENT (policy 'pay' retries Exception)"),
        arguments(
            policy().retryOn(PERMANENT), 404, "404 is PERMANENT (policy 'pay' retries PERMANENT)"),
        arguments(
            policy().retryIf(error -> true).retryOnResult(result -> true),
            404,
            "404 is PERMANENT (policy 'pay' retries errors that match a predicate and results"
                + " that match a predicate)"),
        arguments(policy().retryOnStatus(404), 404, RETRIED),
        arguments(
            policy().retryOnStatus(404, 409),
            503,
            "503 is TRANSIENT (policy 'pay' retries status 404 and status 409)"),
        arguments(policy().retryOn(TRANSIENT), 503, RETRIED),
        arguments(
            policy().retryOn(TRANSIENT),
            429,
            "429 is RATE_LIMITED (policy 'pay' retries TRANSIENT)"),
        arguments(policy().retryOnStatus(429), 429, RETRIED));
  }

  /** A status is judged the same, whether it is thrown or returned. */
  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("statuses")
  void judgesAStatus(RetryPolicyBuilder policy, int status, String rule) {
    assertThat(refusal(policy, new StatusException(status))).isEqualTo(rule);
    assertThat(refusalOfResult(policy, result(status))).isEqualTo(rule);
  }

  /** A rule for results is asked of results only, and of those that are failures anyway, too. */
  @Test
  void asksARuleForResultsOfResultsOnly() {
    RetryPolicyBuilder anyResult = policy().retryOnlyOnResult(result -> true);

    assertThat(refusalOfResult(anyResult, result(503))).isEqualTo(RETRIED);
    assertThat(refusal(anyResult, new StatusException(503)))
        .isEqualTo("503 is TRANSIENT (policy 'pay' retries results that match a predicate)");
  }

  @Test
  void asksARuleForResultsOnce() {
    AtomicInteger asked = new AtomicInteger();
    RetryPolicyBuilder counting = policy().retryOnResult(result -> asked.incrementAndGet() > 0);

    assertThat(refusalOfResult(counting, "pending")).isEqualTo(RETRIED);
    assertThat(asked).hasValue(1);
  }

  @Test
  void namesAResultThatIsAFailureWithoutAStatus() {
    RetryPolicyBuilder own = policy().classifier((result, error) -> Failure.of(PERMANENT));

    assertThat(refusalOfResult(own, "broken"))
        .isEqualTo("the result is PERMANENT (policy 'pay' retries timeouts and connection errors)");
    assertThat(
            RuleOrder.refusal(RetryRules.NOTHING, "pay", FailedAttempt.ofResult(own.build(), "")))
        .isEqualTo("the result is PERMANENT (policy 'pay' retries nothing)");
  }

  static Stream<Arguments> errors() {
    String byDefault = " (policy 'pay' retries timeouts and connection errors)";
    return Stream.of(
        arguments(policy(), new TimeoutException(), RETRIED),
        arguments(policy(), new SocketTimeoutException(), RETRIED),
        arguments(policy(), new HttpTimeoutException("late"), RETRIED),
        arguments(policy(), new ConnectException(), RETRIED),
        arguments(policy(), new UnknownHostException(), RETRIED),
        arguments(policy(), new ClosedChannelException(), RETRIED),
        arguments(policy(), new CompletionException(new TimeoutException()), RETRIED),
        arguments(policy(), new ExecutionException(new SocketException()), RETRIED),
        arguments(policy(), new UncheckedIOException(new SocketException()), RETRIED),
        arguments(policy(), new IOException("reset", new SocketException()), RETRIED),
        arguments(
            policy(),
            new ExecutionException(
                new UncheckedIOException(new IOException(new ConnectException()))),
            RETRIED),
        arguments(
            policy(),
            new RuntimeException(new TimeoutException()),
            "RuntimeException is TRANSIENT" + byDefault),
        arguments(policy(), new IOException(), "IOException is PERMANENT" + byDefault),
        arguments(
            policy().classifier((result, error) -> null),
            new IOException(),
            "IOException is PERMANENT" + byDefault),
        arguments(
            policy(),
            new IOException() {},
            RuleOrderTest.class.getName() + "$1 is PERMANENT" + byDefault),
        arguments(
            policy(),
            new InterruptedIOException(),
            "InterruptedIOException is PERMANENT" + byDefault),
        arguments(
            policy(),
            new CompletionException(null),
            "CompletionException is PERMANENT" + byDefault),
        arguments(
            policy(),
            new CompletionException(new IllegalStateException()),
            "IllegalStateException is PERMANENT" + byDefault),
        arguments(
            policy().retryOn(TRANSIENT), new RuntimeException(new TimeoutException()), RETRIED),
        arguments(
            policy().retryIf(IllegalStateException.class::isInstance),
            new ExecutionException(new IllegalStateException()),
            RETRIED),
        arguments(
            policy().retryIf(IllegalStateException.class::isInstance),
            new IllegalArgumentException(),
            "IllegalArgumentException is PERMANENT"
                + " (policy 'pay' retries errors that match a predicate)"),
        arguments(
            policy().retryOn(IllegalStateException.class),
            new TimeoutException(),
            "TimeoutException is TRANSIENT (policy 'pay' retries IllegalStateException)"),
        arguments(
            policy().retryOn(IllegalStateException.class).retryOn(TRANSIENT),
            new TimeoutException(),
            RETRIED),
        arguments(
            policy().retryOnlyOnResult("pending"::equals),
            new TimeoutException(),
            "TimeoutException is TRANSIENT (policy 'pay' retries results that match a predicate)"),
        arguments(policy().retryOnResult("pending"::equals), new TimeoutException(), RETRIED));
  }

  /** Guarantee 31: wrappers are opened before matching, and a missing cause does no harm. */
  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("errors")
  void retriesErrorsThatARuleNames(RetryPolicyBuilder policy, Throwable error, String rule) {
    assertThat(refusal(policy, error)).isEqualTo(rule);
  }

  static Stream<Arguments> presets() {
    return Stream.of(
        arguments("timeout", new SocketTimeoutException(), "yes", "yes", "yes", "yes", "yes"),
        arguments("reset", new SocketException(), "yes", "yes", "yes", "no", "yes"),
        arguments("other I/O", new IOException(), "no", "yes", "yes", "no", "no"),
        arguments("a bug", new IllegalStateException(), "no", "no", "yes", "no", "no"),
        arguments("503 thrown", new StatusException(503), "no", "yes", "yes", "no", "yes"),
        arguments("503 returned", result(503), "no", "yes", "yes", "no", "yes"),
        arguments("429 thrown", new StatusException(429), "no", "no", "yes", "no", "yes"),
        arguments("429 returned", result(429), "no", "no", "yes", "no", "yes"),
        arguments("404 thrown", new StatusException(404), "no", "no", "no", "no", "no"),
        arguments("404 returned", result(404), "no", "no", "no", "no", "no"),
        arguments("an Error", new AnError(), "no", "no", "no", "no", "no"),
        arguments("a rejection", rejection(), "no", "no", "no", "no", "no"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("presets")
  void presetsRetry(
      String name,
      Object end,
      String byDefault,
      String aggressive,
      String rateLimit,
      String conservative,
      String adaptive) {
    assertThat(
            Stream.of(
                    RetryPolicy.DEFAULT,
                    RetryPolicy.AGGRESSIVE,
                    RetryPolicy.RATE_LIMIT,
                    RetryPolicy.CONSERVATIVE,
                    RetryPolicy.ADAPTIVE)
                .map(RetryPolicy::toBuilder)
                .map(
                    policy ->
                        end instanceof Throwable error
                            ? refusal(policy, error)
                            : refusalOfResult(policy, end))
                .map(rule -> rule == null ? "yes" : "no"))
        .containsExactly(byDefault, aggressive, rateLimit, conservative, adaptive);
  }

  private static String refusal(RetryPolicyBuilder settings, Throwable error) {
    RetryPolicy policy = settings.build();
    return RuleOrder.refusal(policy.rules(), "pay", FailedAttempt.ofError(policy, error));
  }

  private static String refusalOfResult(RetryPolicyBuilder settings, Object result) {
    RetryPolicy policy = settings.build();
    FailedAttempt failed = FailedAttempt.ofResult(policy, result);
    assertThat(failed).as("a failed result").isNotNull();
    return RuleOrder.refusal(policy.rules(), "pay", failed);
  }
}
