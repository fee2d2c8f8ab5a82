package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** See {@link Dialect#plainJava()}. */
final class PlainJavaDialect extends ClientDialect {

  static final PlainJavaDialect INSTANCE = new PlainJavaDialect();

  private PlainJavaDialect() {
    super("plain Java");
  }

  /** All methods but those whose errors travel in a type of some library. */
  @Override
  public boolean speaksFor(TargetMethod method) {
    return method.deliversErrors() && method.carrier().isEmpty();
  }

  @Override
  Showing timeout(TargetMethod method) {
    boolean onlyThat =
        method.mayThrow(TimeoutException.class) && !method.mayThrow(SocketTimeoutException.class);
    return onlyThat
        ? Showing.throwing(
            TimeoutException.class, call -> new TimeoutException(call.message("timed out")))
        : io(method, SocketTimeoutException.class, "Read timed out", SocketTimeoutException::new);
  }

  @Override
  Showing refused(TargetMethod method) {
    return io(method, ConnectException.class, "Connection refused", ConnectException::new);
  }

  @Override
  Showing reset(TargetMethod method) {
    return io(method, SocketException.class, "Connection reset", SocketException::new);
  }

  @Override
  Showing unknownHost(TargetMethod method) {
    return io(method, UnknownHostException.class, "unknown.invalid", UnknownHostException::new);
  }

  private static <X extends IOException> Showing io(
      TargetMethod method, Class<X> type, String text, Function<String, X> make) {
    if (method.mayThrow(type)) {
      return Showing.throwing(type, call -> make.apply(call.message(text)));
    }
    return Showing.throwing(
        UncheckedIOException.class,
        call -> new UncheckedIOException(call.message(text), make.apply(call.message(text))));
  }

  @Override
  Showing tls(Fault.Tls fault, TargetMethod method) {
    if (method.mayThrow(SSLException.class)) {
      return Showing.throwing(SSLException.class, call -> TlsErrors.of(fault, call));
    }
    return Showing.throwing(
        UncheckedIOException.class,
        call -> {
          SSLException error = TlsErrors.of(fault, call);
          return new UncheckedIOException(error.getMessage(), error);
        });
  }

  @Override
  Showing status(Fault.Status status, TargetMethod method) {
    if (status.isFailure()) {
      return Showing.throwing(StatusException.class, call -> StatusException.of(status, call));
    }
    return Showing.refused(
        status.code()
            + " is an answer, and plain Java cannot make a "
            + method.answerClass().getSimpleName(),
        "Write 'ok' for the answer of the real target, or use a dialect that makes one.");
  }
}
