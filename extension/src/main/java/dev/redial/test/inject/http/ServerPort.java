package dev.redial.test.inject.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** A port that can be stopped and started again, and keeps its number meanwhile. */
final class ServerPort {

  private final LoopbackListener.Conversation conversation;
  private final int number;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable LoopbackListener listener;

  @GuardedBy("lock")
  private @Nullable ReservedPort reserved;

  @GuardedBy("lock")
  private boolean closed;

  ServerPort(LoopbackListener.Conversation conversation) {
    this.conversation = conversation;
    try {
      LoopbackListener opened = LoopbackListener.open(0, conversation);
      this.listener = opened;
      this.number = opened.port();
    } catch (IOException e) {
      throw new UncheckedIOException("The server found no free port on 127.0.0.1.", e);
    }
  }

  int number() {
    return number;
  }

  void requireOpen() {
    synchronized (lock) {
      if (closed) {
        throw new IllegalStateException(
            "The server on port " + number + " is closed; start a new one.");
      }
    }
  }

  void stop() {
    requireOpen();
    closeListener();
    synchronized (lock) {
      if (!closed && listener == null && reserved == null) {
        try {
          reserved = ReservedPort.hold(number);
        } catch (IOException e) {
          throw new UncheckedIOException(
              "Port " + number + " was taken by somebody else while the server stopped.", e);
        }
      }
    }
  }

  void restart() {
    synchronized (lock) {
      requireOpen();
      if (listener != null) {
        throw new IllegalStateException(
            "The server on port " + number + " is running; call stop() before restart().");
      }
      try {
        listener = reopen();
      } catch (IOException e) {
        throw new UncheckedIOException(
            "Port " + number + " was taken by somebody else while the server was stopped.", e);
      }
    }
  }

  @GuardedBy("lock")
  private LoopbackListener reopen() throws IOException {
    try {
      return LoopbackListener.open(number, conversation);
    } catch (BindException e) {
      release();
      return LoopbackListener.open(number, conversation);
    } finally {
      release();
    }
  }

  void close() {
    synchronized (lock) {
      closed = true;
      release();
    }
    closeListener();
  }

  /** Waits for the server's threads, and so must not hold the lock that these may want. */
  private void closeListener() {
    LoopbackListener running;
    synchronized (lock) {
      running = listener;
      listener = null;
    }
    if (running != null) {
      running.close();
    }
  }

  @GuardedBy("lock")
  private void release() {
    if (reserved != null) {
      LoopbackListener.closeQuietly(reserved);
      reserved = null;
    }
  }
}
