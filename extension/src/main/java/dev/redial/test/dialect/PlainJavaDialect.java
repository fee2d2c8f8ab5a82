package dev.redial.test.dialect;

import dev.redial.test.script.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/** See {@link Dialect#plainJava()}. */
final class PlainJavaDialect implements Dialect {

  static final PlainJavaDialect INSTANCE = new PlainJavaDialect();

  private PlainJavaDialect() {}

  @Override
  public String name() {
    return "plain Java";
  }

  /** All methods but those whose errors travel in a type of which plain Java has none to give. */
  @Override
  public boolean speaksFor(TargetMethod method) {
    Class<?> returned = method.method().getReturnType();
    boolean carriesErrors =
        CompletionStage.class.isAssignableFrom(returned)
            || Future.class.isAssignableFrom(returned)
            || Publishers.isPublisher(returned);
    return !carriesErrors || method.isAsync();
  }

  @Override
  public Showing show(Fault fault, TargetMethod method) {
    if (fault instanceof Fault.Timeout) {
      return timeout(method);
    }
    if (fault instanceof Fault.Refused) {
      return io(method, ConnectException.class, "Connection refused", ConnectException::new);
    }
    if (fault instanceof Fault.Reset) {
      return io(method, SocketException.class, "Connection reset", SocketException::new);
    }
    if (fault instanceof Fault.Dns) {
      return io(method, UnknownHostException.class, "unknown.invalid", UnknownHostException::new);
    }
    if (fault instanceof Fault.Tls tls) {
      return tls(method, tls);
    }
    if (fault instanceof Fault.Status status) {
      return status(status, method);
    }
    return Showing.refused("plain Java has nothing that shows it", "Leave it to another dialect.");
  }

  private static Showing timeout(TargetMethod method) {
    boolean onlyThat =
        method.mayThrow(TimeoutException.class) && !method.mayThrow(SocketTimeoutException.class);
    return onlyThat
        ? Showing.throwing(
            TimeoutException.class, call -> new TimeoutException(call.message("timed out")))
        : io(method, SocketTimeoutException.class, "Read timed out", SocketTimeoutException::new);
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

  private static Showing tls(TargetMethod method, Fault.Tls fault) {
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

  private static Showing status(Fault.Status status, TargetMethod method) {
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
