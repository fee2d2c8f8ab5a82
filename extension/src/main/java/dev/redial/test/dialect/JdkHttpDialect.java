package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** See {@link Dialect#jdkHttp()}. */
final class JdkHttpDialect extends ClientDialect {

  JdkHttpDialect() {
    super("JDK HttpClient");
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.answerClass() == HttpResponse.class;
  }

  @Override
  Showing timeout(TargetMethod method) {
    return Showing.throwing(
        HttpTimeoutException.class,
        call -> new HttpTimeoutException(call.message("request timed out")));
  }

  @Override
  Showing refused(TargetMethod method) {
    return Showing.throwing(
        ConnectException.class, call -> new ConnectException(call.message("Connection refused")));
  }

  @Override
  Showing reset(TargetMethod method) {
    return Showing.throwing(IOException.class, JdkHttpDialect::reset);
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return Showing.throwing(ConnectException.class, JdkHttpDialect::unknownHost);
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return Showing.throwing(SSLException.class, call -> TlsErrors.of(fault, call));
  }

  private static IOException reset(Injection call) {
    return new IOException(
        call.message("HTTP/1.1 header parser received no bytes"),
        new SocketException("Connection reset"));
  }

  private static ConnectException unknownHost(Injection call) {
    ConnectException error = new ConnectException(call.message("unknown host"));
    error.initCause(new UnresolvedAddressException());
    return error;
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    if (!speaksFor(method)) {
      return noAnswer(status, "an HttpResponse", method);
    }
    ResponseBody body = ResponseBody.of(method);
    if (body == ResponseBody.UNKNOWN && status.body().isPresent()) {
      return Showing.refused(
          "nobody knows how to make a " + method.answerContent().getSimpleName() + " of its body",
          "Leave the body out, return an HttpResponse of String, byte[], InputStream, Stream or"
              + " Void, or take a BodyHandler as an argument.");
    }
    return Showing.returning(call -> ScriptedResponse.of(status, body, call));
  }
}
