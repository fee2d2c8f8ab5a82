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
final class JdkHttpDialect implements Dialect {

  static final JdkHttpDialect INSTANCE = new JdkHttpDialect();

  private JdkHttpDialect() {}

  @Override
  public String name() {
    return "JDK HttpClient";
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.answerClass() == HttpResponse.class;
  }

  @Override
  public Showing show(Fault fault, TargetMethod method) {
    if (fault instanceof Fault.Timeout) {
      return Showing.throwing(
          HttpTimeoutException.class,
          call -> new HttpTimeoutException(call.message("request timed out")));
    }
    if (fault instanceof Fault.Refused) {
      return Showing.throwing(
          ConnectException.class, call -> new ConnectException(call.message("Connection refused")));
    }
    if (fault instanceof Fault.Reset) {
      return Showing.throwing(IOException.class, JdkHttpDialect::reset);
    }
    if (fault instanceof Fault.Dns) {
      return Showing.throwing(ConnectException.class, JdkHttpDialect::unknownHost);
    }
    if (fault instanceof Fault.Tls tls) {
      return Showing.throwing(SSLException.class, call -> TlsErrors.of(tls, call));
    }
    if (fault instanceof Fault.Status status) {
      return status(status, method);
    }
    return Showing.refused(
        "the JDK's HttpClient has nothing that shows it", "Leave it to another dialect.");
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

  private static Showing status(Fault.Status status, TargetMethod method) {
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
