package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The response of a script.
 *
 * @param request the request that the method was given, or a placeholder where it was given none
 */
record ScriptedResponse(
    int statusCode, HttpHeaders headers, @Nullable Object body, HttpRequest request)
    implements HttpResponse<@Nullable Object>, ResponseInfo {

  private static final HttpRequest UNKNOWN_REQUEST =
      HttpRequest.newBuilder(URI.create("http://unknown.invalid/")).build();

  static ScriptedResponse of(Fault.Status fault, ResponseBody form, Injection call) {
    HttpHeaders headers = HttpHeaders.of(Headers.at(fault, call.now()), (name, value) -> true);
    HttpRequest request = call.argument(HttpRequest.class).orElse(UNKNOWN_REQUEST);
    String text = fault.body().orElse("");
    ScriptedResponse response =
        new ScriptedResponse(fault.code(), headers, form.make(text), request);
    return call.argument(BodyHandler.class)
        .map(handler -> response.readBy((BodyHandler<?>) handler, text))
        .orElse(response);
  }

  private ScriptedResponse readBy(BodyHandler<?> handler, String text) {
    BodySubscriber<?> subscriber = handler.apply(this);
    subscriber.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {}

          @Override
          public void cancel() {}
        });
    subscriber.onNext(List.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    subscriber.onComplete();
    Object read = subscriber.getBody().toCompletableFuture().join();
    return new ScriptedResponse(statusCode, headers, read, request);
  }

  @Override
  public Optional<HttpResponse<@Nullable Object>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public Version version() {
    return Version.HTTP_1_1;
  }

  /** As the JDK's own response prints itself. */
  @Override
  public String toString() {
    return "(" + request.method() + " " + uri() + ") " + statusCode;
  }
}
