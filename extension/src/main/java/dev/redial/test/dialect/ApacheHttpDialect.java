package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.jspecify.annotations.Nullable;

/** See {@link Dialect#apacheHttp()}. */
final class ApacheHttpDialect extends ClientDialect {

  ApacheHttpDialect() {
    super("Apache HttpClient 5");
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return HttpResponse.class.isAssignableFrom(method.answerClass())
        || takes(method, HttpClientResponseHandler.class);
  }

  private static boolean takes(TargetMethod method, Class<?> parameter) {
    return Arrays.asList(method.method().getParameterTypes()).contains(parameter);
  }

  @Override
  Showing timeout(TargetMethod method) {
    return failing(
        method,
        Showing.throwing(
            SocketTimeoutException.class,
            call -> new SocketTimeoutException(call.message("Read timed out"))));
  }

  @Override
  Showing refused(TargetMethod method) {
    return failing(
        method,
        Showing.throwing(
            HttpHostConnectException.class,
            call -> new HttpHostConnectException(call.message("Connection refused"))));
  }

  @Override
  Showing reset(TargetMethod method) {
    return failing(
        method,
        Showing.throwing(
            SocketException.class, call -> new SocketException(call.message("Connection reset"))));
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return failing(
        method,
        Showing.throwing(
            UnknownHostException.class,
            call -> new UnknownHostException(call.message("unknown.invalid"))));
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return failing(
        method,
        Showing.throwing(SSLException.class, call -> TlsErrors.ofComparingClient(fault, call)));
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    if (takes(method, HttpClientResponseHandler.class)) {
      return Showing.returning(call -> handled(status, call));
    }
    if (method.answersWith(CloseableHttpResponse.class)) {
      return Showing.returning(call -> CloseableHttpResponse.adapt(classic(status, call)));
    }
    return method.answersWith(SimpleHttpResponse.class)
        ? failing(method, Showing.returning(call -> simple(status, call)))
        : noAnswer(status, "a ClassicHttpResponse", method);
  }

  /** Refuses what would only be told to a callback. */
  private static Showing failing(TargetMethod method, Showing showing) {
    return takes(method, FutureCallback.class)
        ? Showing.refused(
            "its caller may wait for a FutureCallback, which no script calls",
            "Wrap a method that only returns its future.")
        : showing;
  }

  private static ClassicHttpResponse classic(Fault.Status status, Injection call) {
    BasicClassicHttpResponse response =
        new BasicClassicHttpResponse(status.code(), ReasonPhrase.of(status.code()));
    addHeaders(response, status, call);
    status
        .body()
        .ifPresent(text -> response.setEntity(new StringEntity(text, contentType(response))));
    return response;
  }

  private static SimpleHttpResponse simple(Fault.Status status, Injection call) {
    SimpleHttpResponse response =
        new SimpleHttpResponse(status.code(), ReasonPhrase.of(status.code()));
    addHeaders(response, status, call);
    status.body().ifPresent(text -> response.setBody(text, contentType(response)));
    return response;
  }

  private static void addHeaders(HttpResponse response, Fault.Status status, Injection call) {
    status.headers().forEach(it -> response.addHeader(it.name(), it.value().at(call.now())));
  }

  private static ContentType contentType(HttpResponse response) {
    org.apache.hc.core5.http.Header type = response.getFirstHeader("Content-Type");
    return type == null
        ? ContentType.create("text/plain", StandardCharsets.UTF_8)
        : ContentType.parseLenient(type.getValue());
  }

  /** As the client does it, which wraps what is not about input and output. */
  private static @Nullable Object handled(Fault.Status status, Injection call) throws IOException {
    HttpClientResponseHandler<?> handler =
        call.argument(HttpClientResponseHandler.class).orElseThrow();
    try (ClassicHttpResponse response = CloseableHttpResponse.adapt(classic(status, call))) {
      return handler.handleResponse(response);
    } catch (HttpException error) {
      throw new ClientProtocolException(error);
    }
  }
}
