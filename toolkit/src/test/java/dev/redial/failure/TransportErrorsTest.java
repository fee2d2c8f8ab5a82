package dev.redial.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportErrorsTest {

  static Stream<Throwable> errors() {
    return Stream.of(
        new TimeoutException(),
        new SocketTimeoutException(),
        new HttpTimeoutException("slow"),
        new HttpConnectTimeoutException("slow"),
        new TimedOutException("ocr", Duration.ofSeconds(1)),
        new SocketException(),
        new ConnectException(),
        new BindException(),
        new NoRouteToHostException(),
        new PortUnreachableException(),
        new UnknownHostException(),
        new UnresolvedAddressException(),
        new ClosedChannelException(),
        new AsynchronousCloseException(),
        new EOFException(),
        new SSLException("no"),
        new SSLHandshakeException("no"),
        new IOException(),
        new IllegalStateException(),
        new AssertionError());
  }

  @ParameterizedTest
  @MethodSource("errors")
  void whatIsSpelledOutIsWhatTheListsName(Throwable error) {
    assertThat(TransportErrors.areTransient(error))
        .isEqualTo(
            isAnyOf(TransportErrors.TIMEOUTS, error)
                || isAnyOf(TransportErrors.CONNECTION_ERRORS, error));
    assertThat(TransportErrors.areBeforeSending(error))
        .isEqualTo(isAnyOf(TransportErrors.BEFORE_SENDING, error));
  }

  private static boolean isAnyOf(List<Class<? extends Exception>> types, Throwable error) {
    return types.stream().anyMatch(type -> type.isInstance(error));
  }
}
