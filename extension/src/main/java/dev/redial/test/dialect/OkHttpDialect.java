package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** See {@link Dialect#okHttp()}. */
final class OkHttpDialect extends ClientDialect {

  private static final String UNKNOWN_PLACE = "http://unknown.invalid/";

  OkHttpDialect() {
    super("OkHttp");
  }

  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.answerClass() == Response.class;
  }

  @Override
  Showing timeout(TargetMethod method) {
    return Showing.throwing(
        SocketTimeoutException.class, call -> new SocketTimeoutException(call.message("timeout")));
  }

  @Override
  Showing refused(TargetMethod method) {
    return Showing.throwing(ConnectException.class, OkHttpDialect::refused);
  }

  private static ConnectException refused(Injection call) {
    ConnectException error = new ConnectException(call.message("Failed to connect"));
    error.initCause(new ConnectException("Connection refused"));
    return error;
  }

  @Override
  Showing reset(TargetMethod method) {
    return Showing.throwing(
        SocketException.class, call -> new SocketException(call.message("Connection reset")));
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return Showing.throwing(
        UnknownHostException.class,
        call -> new UnknownHostException(call.message("unknown.invalid")));
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    return Showing.throwing(SSLException.class, call -> TlsErrors.ofComparingClient(fault, call));
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    return method.answersWith(Response.class)
        ? Showing.returning(call -> response(status, call))
        : noAnswer(status, "an okhttp3.Response", method);
  }

  private static Response response(Fault.Status status, Injection call) {
    Response.Builder response =
        new Response.Builder()
            .request(
                call.argument(Request.class)
                    .orElseGet(() -> new Request.Builder().url(UNKNOWN_PLACE).build()))
            .protocol(Protocol.HTTP_1_1)
            .code(status.code())
            .message(ReasonPhrase.of(status.code()))
            .body(ResponseBody.create(status.body().orElse(""), null));
    status.headers().forEach(it -> response.addHeader(it.name(), it.value().at(call.now())));
    return response.build();
  }
}
