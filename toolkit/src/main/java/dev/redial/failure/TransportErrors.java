package dev.redial.failure;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** The exceptions that say the other side was not reached, or did not answer in time. */
public final class TransportErrors {

  /** Nobody answered in time. */
  public static final List<Class<? extends Exception>> TIMEOUTS =
      List.of(
          TimeoutException.class,
          SocketTimeoutException.class,
          HttpTimeoutException.class,
          TimedOutException.class);

  /** The connection was refused, reset, closed early, or its host is not known. */
  public static final List<Class<? extends Exception>> CONNECTION_ERRORS =
      List.of(
          SocketException.class,
          UnknownHostException.class,
          ClosedChannelException.class,
          EOFException.class);

  /**
   * Nothing was sent, or nothing of what was sent is acted upon: not even a call that must not run
   * twice did anything yet. Each is thrown before a connection stands:
   *
   * <ul>
   *   <li>{@link ConnectException}: the connection was refused
   *   <li>{@link NoRouteToHostException}: no way leads to the host
   *   <li>{@link UnknownHostException}, {@link UnresolvedAddressException}: the name has no address
   *   <li>{@link HttpConnectTimeoutException}: {@code java.net.http} could not connect in time
   *   <li>{@link SSLHandshakeException}: the two sides did not agree on TLS; a server reads no
   *       request before
   * </ul>
   *
   * <p>A {@link SocketTimeoutException} is not among them: it is thrown alike when connecting and
   * when waiting for an answer. Nor is a reset: the request may have arrived before.
   */
  public static final List<Class<? extends Exception>> BEFORE_SENDING =
      List.of(
          ConnectException.class,
          NoRouteToHostException.class,
          UnknownHostException.class,
          UnresolvedAddressException.class,
          HttpConnectTimeoutException.class,
          SSLHandshakeException.class);

  private TransportErrors() {}

  // Spelled out, since every failed attempt comes by; a test compares them with the lists.

  static boolean areBeforeSending(Throwable error) {
    return error instanceof ConnectException
        || error instanceof NoRouteToHostException
        || error instanceof UnknownHostException
        || error instanceof UnresolvedAddressException
        || error instanceof HttpConnectTimeoutException
        || error instanceof SSLHandshakeException;
  }

  static boolean areTransient(Throwable error) {
    return error instanceof TimeoutException
        || error instanceof SocketTimeoutException
        || error instanceof HttpTimeoutException
        || error instanceof TimedOutException
        || error instanceof SocketException
        || error instanceof UnknownHostException
        || error instanceof ClosedChannelException
        || error instanceof EOFException;
  }
}
