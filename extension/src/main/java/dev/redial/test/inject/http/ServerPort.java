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
  private LoopbackListener listener;

  @GuardedBy("lock")
  private @Nullable ReservedPort reserved;

  @GuardedBy("lock")
  private boolean closed;

  ServerPort(LoopbackListener.Conversation conversation) {
    this.conversation = conversation;
    try {
      this.listener = LoopbackListener.open(0, conversation);
      this.number = listener.port();
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

  // A listener's close waits for threads that may want the lock, and so never has it.

  void stop() {
    requireOpen();
    LoopbackListener stopped = latest();
    stopped.close();
    synchronized (lock) {
      if (!closed && listener == stopped && reserved == null) {
        try {
          reserved = ReservedPort.hold(number);
        } catch (IOException e) {
          throw taken(e);
        }
      }
    }
  }

  void restart() {
    requireOpen();
    LoopbackListener stopped = latest();
    requireStopped(stopped);
    // Whoever is stopping it may not be through.
    stopped.close();
    synchronized (lock) {
      requireOpen();
      requireStopped(listener);
      try {
        listener = reopen();
      } catch (IOException e) {
        throw taken(e);
      }
    }
  }

  void close() {
    synchronized (lock) {
      closed = true;
      release();
    }
    latest().close();
  }

  private LoopbackListener latest() {
    synchronized (lock) {
      return listener;
    }
  }

  private void requireStopped(LoopbackListener stopped) {
    if (!stopped.isClosed()) {
      throw new IllegalStateException(
          "The server on port " + number + " is running; call stop() before restart().");
    }
  }

  private UncheckedIOException taken(IOException e) {
    return new UncheckedIOException(
        "Port " + number + " was taken by somebody else while the server was stopped.", e);
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

  @GuardedBy("lock")
  private void release() {
    if (reserved != null) {
      LoopbackListener.closeQuietly(reserved);
      reserved = null;
    }
  }
}
