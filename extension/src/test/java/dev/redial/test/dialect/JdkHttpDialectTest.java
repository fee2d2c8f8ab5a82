package dev.redial.test.dialect;

import static dev.redial.test.dialect.Targets.answer;
import static dev.redial.test.dialect.Targets.error;
import static dev.redial.test.dialect.Targets.method;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.Classifier;
import dev.redial.test.script.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkHttpDialectTest {

  private final Dialect dialect = Dialect.jdkHttp();

  @Test
  void throwsWhatTheClientThrows() {
    assertThat(error(dialect.show(Fault.timeout(), method("text"))))
        .isExactlyInstanceOf(HttpTimeoutException.class)
        .hasMessage("request timed out [fault charge#2]");
    assertThat(error(dialect.show(Fault.refused(), method("text"))))
        .isExactlyInstanceOf(ConnectException.class);
    assertThat(error(dialect.show(Fault.reset(), method("text"))))
        .isExactlyInstanceOf(IOException.class)
        .hasCauseExactlyInstanceOf(SocketException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 302, 404, 429, 599})
  void makesEveryStatusAResponse(int status) {
    HttpResponse<String> response = answer(dialect.show(Fault.status(status), method("text")));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void fillsTheResponseWithWhatTheScriptSays() {
    Fault fault = Fault.status(429).retryAfter("7s").header("retry-after", "8").body("slow down");

    HttpResponse<String> response = answer(dialect.show(fault, method("text")));

    assertThat(response.headers().allValues("Retry-After")).containsExactly("7", "8");
    assertThat(response.body()).isEqualTo("slow down");
    assertThat(Classifier.standard().classify(response, null))
        .hasToString("429 RATE_LIMITED, Retry-After: 7 s");
  }

  /** Expectation 7: a date is reckoned from the moment of the answer. */
  @Test
  void datesAHeaderOnTheWallClock() {
    Fault fault =
        dev.redial.test.script.Script.parse("503(Retry-After: date(+7s))").steps().get(0).fault();

    HttpResponse<String> response = answer(dialect.show(fault, method("text")));

    assertThat(response.headers().firstValue("Retry-After"))
        .contains("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void answersWhatANullSafeCallerAsks() {
    HttpResponse<String> response = answer(dialect.show(Fault.status(200), method("text")));

    assertThat(response.request()).isNotNull();
    assertThat(response.uri()).isEqualTo(response.request().uri());
    assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(response.previousResponse()).isEmpty();
    assertThat(response.sslSession()).isEmpty();
    assertThat(response).hasToString("(GET http://unknown.invalid/) 200");
  }

  @Test
  void makesTheBodyThatTheMethodPromises() throws IOException {
    Fault fault = Fault.status(200).body("a\nb");

    HttpResponse<byte[]> bytes = answer(dialect.show(fault, method("bytes")));
    HttpResponse<InputStream> stream = answer(dialect.show(fault, method("stream")));
    HttpResponse<Stream<String>> lines = answer(dialect.show(fault, method("lines")));
    HttpResponse<Void> nothing = answer(dialect.show(fault, method("nothing")));

    assertThat(bytes.body()).asString().isEqualTo("a\nb");
    assertThat(stream.body()).hasContent("a\nb");
    assertThat(lines.body()).containsExactly("a", "b");
    assertThat(nothing.body()).isNull();
  }

  @Test
  void letsTheCallersHandlerMakeTheBody() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://orders.test/42")).DELETE().build();
    Showing showing = dialect.show(Fault.status(200).body("a\nb"), method("send"));

    HttpResponse<Stream<String>> response = answer(showing, request, BodyHandlers.ofLines());

    assertThat(response.body()).containsExactly("a", "b");
    assertThat(response.request()).isSameAs(request);
    assertThat(response.uri()).isEqualTo(request.uri());
  }

  @Test
  void refusesABodyOfATypeItDoesNotKnow() {
    assertThat(dialect.show(Fault.status(200).body("x"), method("odd")))
        .isInstanceOfSatisfying(
            Showing.Refused.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo("nobody knows how to make a Thread of its body"));
    HttpResponse<Thread> response = answer(dialect.show(Fault.status(503), method("odd")));
    assertThat(response.body()).isNull();
  }

  @Test
  void speaksForResponsesNowAndLater() {
    assertThat(Stream.of("text", "odd", "send", "later", "vaguelyLater"))
        .allMatch(name -> dialect.speaksFor(method(name)));
    assertThat(Stream.of("silent", "io", "stage", "publisher"))
        .noneMatch(name -> dialect.speaksFor(method(name)));
  }

  @Test
  void isTheStandardWhereItSpeaks() {
    assertThat(error(Dialect.standard().show(Fault.timeout(), method("later"))))
        .isExactlyInstanceOf(HttpTimeoutException.class);
  }

  @Test
  void makesTheBodyOfALaterResponse() {
    HttpResponse<String> response =
        answer(dialect.show(Fault.status(200).body("x"), method("vaguelyLater")));

    assertThat(response.body()).isEqualTo("x");
  }
}
