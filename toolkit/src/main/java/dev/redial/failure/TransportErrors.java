package dev.redial.failure;

import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.TimeoutException;

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

  private TransportErrors() {}
}
