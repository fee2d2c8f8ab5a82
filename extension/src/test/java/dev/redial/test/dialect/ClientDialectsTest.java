package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.TlsFlaw;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.Response;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClientResponseException;

/** Where the dialects of clients say no, and what a wire does not show. */
class ClientDialectsTest {

  interface Methods {
    String plain() throws IOException;

    ResponseEntity<String> text();

    ResponseEntity<byte[]> bytes();

    ResponseEntity<Void> nothing();

    ResponseEntity<Thread> odd();

    Response okhttp() throws IOException;

    ClassicHttpResponse apache() throws IOException;

    Future<SimpleHttpResponse> apacheLater(FutureCallback<SimpleHttpResponse> callback);
  }

  private final Faults faults = new Faults(new Timeline(TimeSource.system()), TimeSource.system());

  private static TargetMethod method(String name) {
    return Arrays.stream(Methods.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> TargetMethod.of(Methods.class, method))
        .findFirst()
        .orElseThrow();
  }

  private static RestClientResponseException spring(String script) {
    Fault fault = Script.parse(script).steps().get(0).fault();
    return (RestClientResponseException)
        Targets.error(Dialect.springWeb().show(fault, method("text")));
  }

  static Stream<Dialect> dialects() {
    return Stream.concat(BuiltIn.present(), Stream.of(Dialect.plainJava()));
  }

  /** As with a fault that comes to the language later. */
  @ParameterizedTest
  @MethodSource("dialects")
  void refusesAFaultThatItDoesNotKnow(Dialect dialect) {
    for (Fault unknown : new Fault[] {Fault.hang(), Fault.lost(), Fault.returning("x")}) {
      assertThat(dialect.show(unknown, method("plain")))
          .isEqualTo(
              Showing.refused(
                  "the dialect " + dialect.name() + " does not know how to show it",
                  "Use a dialect that does: faults.into(…).dialect(…)."));
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void makesANewErrorEachTimeWithItsMark(Dialect dialect) {
    for (Fault fault : new Fault[] {Fault.timeout(), Fault.refused(), Fault.reset(), Fault.dns()}) {
      Showing showing = dialect.show(fault, method("plain"));

      assertThat(Targets.error(showing)).isNotSameAs(Targets.error(showing));
      assertThat(FaultMark.of(Targets.error(showing))).contains("charge#2");
      assertThat(Targets.error(showing)).isInstanceOf(((Showing.Throwing) showing).type());
    }
  }

  @ParameterizedTest
  @EnumSource(TlsFlaw.class)
  void marksABrokenHandshakeToo(TlsFlaw flaw) {
    assertThat(dialects())
        .allSatisfy(
            dialect ->
                assertThat(
                        FaultMark.of(Targets.error(dialect.show(Fault.tls(flaw), method("plain")))))
                    .contains("charge#2"));
  }

  @Test
  void tellsAHostThatTheClientItselfCompares() {
    Fault host = Fault.tls(TlsFlaw.HOST);

    assertThat(Targets.error(Dialect.okHttp().show(host, method("okhttp"))))
        .isExactlyInstanceOf(SSLPeerUnverifiedException.class);
    assertThat(Targets.error(Dialect.apacheHttp().show(host, method("apache"))))
        .isExactlyInstanceOf(SSLPeerUnverifiedException.class);
    assertThat(Targets.error(Dialect.springWeb().show(host, method("text"))))
        .hasCauseExactlyInstanceOf(SSLHandshakeException.class);
  }

  @Test
  void refusesAnAnswerThatTheMethodCannotReturn() {
    Fault fault = Fault.status(200);

    assertThat(Dialect.okHttp().show(fault, method("plain")))
        .isEqualTo(
            Showing.refused(
                "OkHttp shows 200 as an okhttp3.Response, and it returns String",
                "Wrap the object that returns such answers, or use another dialect:"
                    + " faults.into(…).dialect(…)."));
    assertThat(Dialect.apacheHttp().show(fault, method("okhttp")))
        .isInstanceOf(Showing.Refused.class);
    assertThat(Dialect.jdkHttp().show(fault, method("apache"))).isInstanceOf(Showing.Refused.class);
    assertThat(Dialect.springWeb().show(fault, method("plain")))
        .isInstanceOf(Showing.Refused.class);
  }

  @Test
  void throwsSpringsExceptionOfEachStatus() {
    assertThat(spring("429")).isExactlyInstanceOf(HttpClientErrorException.TooManyRequests.class);
    assertThat(spring("503"))
        .isExactlyInstanceOf(HttpServerErrorException.ServiceUnavailable.class);
    assertThat(spring("418")).isExactlyInstanceOf(HttpClientErrorException.class);
    assertThat(spring("599")).isExactlyInstanceOf(HttpServerErrorException.class);
    assertThat(spring("429(Retry-After: 7) 'slow down'"))
        .hasMessage("429 Too Many Requests: \"slow down\" [fault charge#2]");
    assertThat(spring("599")).hasMessage("599: [no body] [fault charge#2]");
  }

  @Test
  void letsSpringReadTheBodyAsTheTestWants() {
    RestClientResponseException error =
        spring("429(Content-Type: 'text/plain;charset=utf-8') 'grüße'");

    assertThat(error.getResponseBodyAs(String.class)).isEqualTo("grüße");
    assertThat(error.getResponseBodyAs(byte[].class))
        .isEqualTo("grüße".getBytes(StandardCharsets.UTF_8));
    assertThat(error.getResponseBodyAsString()).isEqualTo("grüße");
  }

  @Test
  void makesTheEntityThatTheMethodPromises() {
    Fault fault = Fault.status(200).header("X-Shard", "b").body("fine");
    ResponseEntity<String> text = Targets.answer(Dialect.springWeb().show(fault, method("text")));
    ResponseEntity<byte[]> bytes = Targets.answer(Dialect.springWeb().show(fault, method("bytes")));
    ResponseEntity<Void> nothing =
        Targets.answer(Dialect.springWeb().show(fault, method("nothing")));

    assertThat(text.getBody()).isEqualTo("fine");
    assertThat(text.getHeaders().getFirst("x-shard")).isEqualTo("b");
    assertThat(bytes.getBody()).asString().isEqualTo("fine");
    assertThat(nothing.getBody()).isNull();
    assertThat(Dialect.springWeb().show(fault, method("odd")))
        .isEqualTo(
            Showing.refused(
                "nobody knows how to make a Thread of its body",
                "Leave the body out, or return a ResponseEntity of String, byte[] or Void."));
  }

  @Test
  void refusesACallbackThatNobodyWouldCall() {
    for (Fault fault : new Fault[] {Fault.timeout(), Fault.status(503), Fault.dns()}) {
      assertThat(Dialect.apacheHttp().show(fault, method("apacheLater")))
          .isEqualTo(
              Showing.refused(
                  "its caller may wait for a FutureCallback, which no script calls",
                  "Wrap a method that only returns its future."));
    }
  }

  /** As the client does: what is not about input and output becomes a protocol error. */
  @Test
  void letsAHandlerThrow() throws IOException {
    HttpClient client =
        faults
            .into(HttpClient.class, HttpClients.createDefault())
            .on("execute(ClassicHttpRequest, HttpClientResponseHandler)", "503 x3")
            .wrap();
    HttpGet request = new HttpGet("http://orders.test/");
    IllegalStateException own = new IllegalStateException("unread");

    assertThat(
            catchThrowable(
                () ->
                    client.execute(
                        request,
                        response -> {
                          throw new HttpException("odd");
                        })))
        .isExactlyInstanceOf(ClientProtocolException.class)
        .hasRootCauseInstanceOf(HttpException.class);
    assertThat(
            catchThrowable(
                () ->
                    client.execute(
                        request,
                        response -> {
                          throw own;
                        })))
        .isSameAs(own);
    Integer code = client.execute(request, response -> response.getCode());
    assertThat(code).isEqualTo(503);
  }
}
