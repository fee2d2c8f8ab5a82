package dev.redial.test.inject.http;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.redial.time.Durations;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A port on 127.0.0.1, and one thread for each connection to it. It knows nothing of what is
 * spoken: that is the conversation's business.
 *
 * <p>Once {@link #close()} has returned, port, connections and threads are gone. Closing a
 * connection ends a thread that reads or writes; an interrupt ends one that waits for something
 * else. Closing is about real threads, so its patience is real time.
 */
final class LoopbackListener implements AutoCloseable {

  private static final String ACCEPTOR = "accept";
  private static final int BACKLOG = 256;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What is done with a connection, which is closed when it returns or throws. */
  @FunctionalInterface
  interface Conversation {
    /**
     * Holds the conversation, on a thread of its own.
     *
     * @throws IOException if the other side is gone: that ends the connection and nothing else
     */
    void hold(Socket connection) throws IOException;
  }

  private final ServerSocket server;
  private final String threadPrefix;
  private final Conversation conversation;
  private final Duration patience;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private final Map<Thread, Closeable> threads = new LinkedHashMap<>();

  @GuardedBy("lock")
  private boolean closed;

  @GuardedBy("lock")
  private int connections;

  @GuardedBy("lock")
  private @Nullable IOException broken;

  private LoopbackListener(ServerSocket server, Conversation conversation, Duration patience) {
    this.server = server;
    this.threadPrefix = "redial-server-" + server.getLocalPort() + "-";
    this.conversation = conversation;
    this.patience = patience;
  }

  /**
   * Opens a port and begins to accept.
   *
   * @param port the port, or 0 for a free one
   * @throws IOException if the port cannot be had
   */
  static LoopbackListener open(int port, Conversation conversation) throws IOException {
    return open(port, conversation, PATIENCE);
  }

  /** As above; {@code patience} is how long {@link #close()} waits for the threads to end. */
  static LoopbackListener open(int port, Conversation conversation, Duration patience)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(new InetSocketAddress(address(), port), BACKLOG);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    LoopbackListener listener = new LoopbackListener(server, conversation, patience);
    listener.start(listener.threadPrefix + ACCEPTOR, server, listener::accept);
    return listener;
  }

  /** 127.0.0.1, whatever the JVM prefers: what is written in a URI is what is listened on. */
  static InetAddress address() throws IOException {
    return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        start(threadPrefix + nextConnection(), connection, () -> converse(connection));
      } catch (IOException e) {
        acceptFailed(e);
        return;
      }
    }
  }

  private void converse(Socket connection) {
    try (connection) {
      // Without it a client that reuses a connection waits some 40 ms for each answer.
      connection.setTcpNoDelay(true);
      conversation.hold(connection);
    } catch (IOException gone) {
      // The other side, or close(), has ended the connection; there is nobody left to tell.
    }
  }

  /** Starts a thread that ends when {@code resource} is closed, or closes it if it is too late. */
  private void start(String name, Closeable resource, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    synchronized (lock) {
      if (!closed) {
        // Pruned here, and not by the threads: one that still runs must stay known to close().
        threads.keySet().removeIf(other -> !other.isAlive());
        threads.put(thread, resource);
        thread.start();
        return;
      }
    }
    closeQuietly(resource);
  }

  private int nextConnection() {
    synchronized (lock) {
      return ++connections;
    }
  }

  private void acceptFailed(IOException e) {
    synchronized (lock) {
      if (!closed) {
        broken = e;
      }
    }
    closeQuietly(server);
  }

  boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /**
   * Closes the port and every connection, and waits until their threads have ended. It may be
   * called any number of times, and each call waits.
   *
   * <p>Within a conversation it waits for the port alone: two conversations that waited for each
   * other would do so for ever.
   *
   * @throws IllegalStateException if a thread has not ended after 5 s (real time), or if the port
   *     had stopped accepting by itself
   */
  @Override
  public void close() {
    Map<Thread, Closeable> running;
    IOException cause;
    synchronized (lock) {
      closed = true;
      running = new LinkedHashMap<>(threads);
      cause = broken;
    }
    closeQuietly(server);
    running.values().forEach(LoopbackListener::closeQuietly);
    boolean within = running.remove(Thread.currentThread()) != null;
    running.keySet().forEach(Thread::interrupt);
    List<Thread> stuck =
        join(running.keySet().stream().filter(each -> !within || isAcceptor(each)).toList());
    if (!stuck.isEmpty()) {
      throw new IllegalStateException(describe(stuck.get(0)));
    }
    if (cause != null) {
      throw new IllegalStateException("Port " + port() + " had stopped accepting.", cause);
    }
  }

  private static boolean isAcceptor(Thread thread) {
    return thread.getName().endsWith(ACCEPTOR);
  }

  private List<Thread> join(Iterable<Thread> threads) {
    long start = System.nanoTime();
    boolean interrupted = false;
    List<Thread> stuck = new ArrayList<>();
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        long left = patience.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
          stuck.add(thread);
          break;
        }
        try {
          TimeUnit.NANOSECONDS.timedJoin(thread, left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return stuck;
  }

  private String describe(Thread stuck) {
    StackTraceElement[] stack = stuck.getStackTrace();
    return "Thread '"
        + stuck.getName()
        + "' did not end within "
        + Durations.format(patience)
        + " of the server's closing; it is in "
        + (stack.length == 0 ? "no method" : stack[0].toString())
        + ". A responder must end when it is interrupted.";
  }

  static void closeQuietly(Closeable resource) {
    try {
      resource.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
