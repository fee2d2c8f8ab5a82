package dev.redial.failure;

import static dev.redial.failure.FailureKind.PERMANENT;
import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StandardClassifierTest {

  private final Classifier classifier = Classifier.standard();

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new TimeoutException(), TRANSIENT),
        Arguments.of(new SocketTimeoutException(), TRANSIENT),
        Arguments.of(new HttpTimeoutException("late"), TRANSIENT),
        Arguments.of(new HttpConnectTimeoutException("late"), TRANSIENT),
        Arguments.of(new ConnectException("refused"), TRANSIENT),
        Arguments.of(new SocketException("reset"), TRANSIENT),
        Arguments.of(new UnknownHostException("nowhere"), TRANSIENT),
        Arguments.of(new ClosedChannelException(), TRANSIENT),
        Arguments.of(new EOFException(), TRANSIENT),
        Arguments.of(new IOException("reset", new SocketException("reset")), TRANSIENT),
        Arguments.of(new UncheckedIOException(new SocketTimeoutException()), TRANSIENT),
        Arguments.of(new CompletionException(new TimeoutException()), TRANSIENT),
        Arguments.of(new ExecutionException(new StatusException(429, null)), RATE_LIMITED),
        Arguments.of(new StatusException(503, null), TRANSIENT),
        Arguments.of(new StatusException(404, null), PERMANENT),
        Arguments.of(new RuntimeException(new StatusException(503, null)), TRANSIENT),
        Arguments.of(new IOException("disk full"), PERMANENT),
        Arguments.of(new FileNotFoundException(), PERMANENT),
        Arguments.of(new IllegalStateException(), PERMANENT),
        Arguments.of(new CompletionException(null), PERMANENT),
        Arguments.of(new OutOfMemoryError(), PERMANENT),
        Arguments.of(circle(), PERMANENT));
  }

  /** Guarantee 31: wrapped errors are found, missing and circular causes do no harm. */
  @ParameterizedTest(name = "{0} is {1}")
  @MethodSource("errors")
  void readsErrors(Throwable error, FailureKind kind) {
    assertThat(classifier.classify(null, error)).extracting(Failure::kind).isEqualTo(kind);
  }

  @Test
  void asksTheFirstCauseThatSaysMore() {
    Throwable error = new StatusException(404, new SocketTimeoutException());
    assertThat(classifier.classify(null, error)).isEqualTo(Failure.ofStatus(404));
  }

  @Test
  void looksPastAStatusThatIsNoFailure() {
    Throwable error = new StatusException(200, new SocketTimeoutException());
    assertThat(classifier.classify(null, error)).isEqualTo(Failure.of(TRANSIENT));
  }

  @Test
  void takesOrdinaryResultsAsSuccess() {
    assertThat(classifier.classify("text", null)).isNull();
    assertThat(classifier.classify(null, null)).isNull();
    assertThat(classifier.classify(response(204, Map.of()), null)).isNull();
    assertThat(classifier.classify(response(399, Map.of()), null)).isNull();
  }

  @Test
  void readsResponses() {
    assertThat(classifier.classify(response(503, Map.of()), null)).isEqualTo(Failure.ofStatus(503));
    assertThat(classifier.classify(response(400, Map.of()), null)).isEqualTo(Failure.ofStatus(400));
    assertThat(classifier.classify(response(429, Map.of("retry-after", List.of("7"))), null))
        .isEqualTo(Failure.ofStatus(429).withRetryAfter(RetryAfter.ofDelay(Duration.ofSeconds(7))));
  }

  /** Guarantee 28: the server's clock is an hour ahead. */
  @Test
  void readsTheFieldsOfAResponse() {
    Map<String, List<String>> headers =
        Map.of(
            "Retry-After", List.of("Sun, 06 Nov 1994 09:49:37 GMT"),
            "Date", List.of("Sun, 06 Nov 1994 09:49:30 GMT"));
    assertThat(classifier.classify(response(503, headers), null))
        .isEqualTo(Failure.ofStatus(503).withRetryAfter(RetryAfter.ofDelay(Duration.ofSeconds(7))));
    assertThat(classifier.classify(response(429, Map.of("Retry-After-Ms", List.of("20"))), null))
        .isEqualTo(Failure.ofStatus(429).withRetryAfter(RetryAfter.ofDelay(Duration.ofMillis(20))));
  }

  @Test
  void readsSixtyFourErrorsOfAChainAtMost() {
    Throwable error = new ConnectException("refused");
    for (int i = 1; i < 64; i++) {
      error = new IllegalStateException(error);
    }
    assertThat(classifier.classify(null, error)).isEqualTo(Failure.of(TRANSIENT).beforeSending());
    assertThat(classifier.classify(null, new IllegalStateException(error)))
        .isEqualTo(Failure.of(PERMANENT));
  }

  /** Guarantee 38; the retry's tests have the whole table. */
  @Test
  void saysWhatFailedBeforeSending() {
    assertThat(classifier.classify(null, new ConnectException("refused")))
        .isEqualTo(Failure.of(TRANSIENT).beforeSending());
    assertThat(classifier.classify(null, new SSLHandshakeException("no common cipher")))
        .isEqualTo(Failure.of(PERMANENT).beforeSending());
    assertThat(classifier.classify(null, new SocketTimeoutException("connect timed out")))
        .isEqualTo(Failure.of(TRANSIENT));
    assertThat(classifier.classify(null, new IOException(new ConnectException("refused"))))
        .isEqualTo(Failure.of(TRANSIENT).beforeSending());
    assertThat(classifier.classify(null, new SocketException().initCause(new ConnectException())))
        .isEqualTo(Failure.of(TRANSIENT));
    assertThat(classifier.classify(null, new IllegalStateException()))
        .isEqualTo(Failure.of(PERMANENT));
    assertThat(classifier.classify(null, new StatusException(503, new ConnectException())))
        .isEqualTo(Failure.ofStatus(503));
  }

  /** Guarantee 23: garbage is ignored. */
  @Test
  void ignoresARetryAfterThatIsNone() {
    assertThat(classifier.classify(response(503, Map.of("Retry-After", List.of("soon"))), null))
        .isEqualTo(Failure.ofStatus(503));
  }

  @Test
  void readsAnythingWithAStatus() {
    for (int status : new int[] {400, 502, 599}) {
      HasStatus answer = () -> status;
      assertThat(classifier.classify(answer, null)).isEqualTo(Failure.ofStatus(status));
    }
    for (int status : new int[] {0, 200, 399}) {
      HasStatus fine = () -> status;
      assertThat(classifier.classify(fine, null)).isNull();
    }
  }

  /** With a memory of its own, since what the classifier's knows lasts as long as the program. */
  @Test
  void knowsWhatHasAStatusByItsClass() {
    StatusCarriers carriers = new StatusCarriers();
    HasStatus answer = () -> 502;
    assertThat(carriers.include(answer)).isTrue();
    assertThat(carriers.include(response(200, Map.of()))).isTrue();
    assertThat(carriers.include("text")).isFalse();
    assertThat(carriers.include(new IOException())).isFalse();
  }

  private static Throwable circle() {
    RuntimeException a = new RuntimeException("a");
    RuntimeException b = new RuntimeException("b", a);
    a.initCause(b);
    return b;
  }

  private static final class StatusException extends RuntimeException implements HasStatus {
    private static final long serialVersionUID = 1L;
    private final int status;

    StatusException(int status, Throwable cause) {
      super("status " + status, cause);
      this.status = status;
    }

    @Override
    public int status() {
      return status;
    }
  }

  private static HttpResponse<String> response(int status, Map<String, List<String>> headers) {
    return new HttpResponse<>() {
      @Override
      public int statusCode() {
        return status;
      }

      @Override
      public HttpHeaders headers() {
        return HttpHeaders.of(headers, (name, value) -> true);
      }

      @Override
      public HttpRequest request() {
        return HttpRequest.newBuilder(uri()).build();
      }

      @Override
      public Optional<HttpResponse<String>> previousResponse() {
        return Optional.empty();
      }

      @Override
      public String body() {
        return "";
      }

      @Override
      public Optional<SSLSession> sslSession() {
        return Optional.empty();
      }

      @Override
      public URI uri() {
        return URI.create("http://localhost/");
      }

      @Override
      public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
      }
    };
  }
}
