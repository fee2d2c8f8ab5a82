package dev.redial.test.inject.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopbackListenerTest {

  private static Socket connect(LoopbackListener listener) throws IOException {
    return new Socket(LoopbackListener.address(), listener.port());
  }

  private static List<String> threadsOf(LoopbackListener listener) {
    String prefix = "redial-server-" + listener.port() + "-";
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(prefix))
        .toList();
  }

  @Test
  void givesEachConnectionADaemonThreadWithAName() throws Exception {
    CompletableFuture<Thread> thread = new CompletableFuture<>();
    try (LoopbackListener listener =
            LoopbackListener.open(0, connection -> thread.complete(Thread.currentThread()));
        Socket client = connect(listener)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(thread.join().getName()).isEqualTo("redial-server-" + listener.port() + "-1");
      assertThat(thread.join().isDaemon()).isTrue();
    }
  }

  @Test
  void sendsSmallAnswersAtOnce() throws Exception {
    CompletableFuture<Boolean> noDelay = new CompletableFuture<>();
    try (LoopbackListener listener =
            LoopbackListener.open(0, connection -> noDelay.complete(connection.getTcpNoDelay()));
        Socket client = connect(listener)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      assertThat(noDelay.join()).isTrue();
    }
  }

  /** Expectation 61: no network access except loopback. */
  @Test
  void isReachedOverTheLoopbackInterfaceOnly() throws Exception {
    try (LoopbackListener listener = LoopbackListener.open(0, connection -> {})) {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(each.getInetAddresses())) {
          if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            assertThatThrownBy(() -> new Socket(address, listener.port()).close())
                .as(address.toString())
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  /** Expectation 16: a hang ends at test end. */
  @Test
  void endsConversationsThatReadOrWaitWhenItCloses() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    AtomicBoolean interrupted = new AtomicBoolean();
    LoopbackListener listener =
        LoopbackListener.open(
            0,
            connection -> {
              boolean reads = first.getAndSet(false);
              begun.countDown();
              if (reads) {
                connection.getInputStream().read();
                return;
              }
              try {
                never.await();
              } catch (InterruptedException e) {
                interrupted.set(true);
              }
            });
    try (Socket one = connect(listener);
        Socket two = connect(listener)) {
      begun.await();
      assertThat(threadsOf(listener)).hasSize(3);

      listener.close();

      assertThat(threadsOf(listener)).isEmpty();
      assertThat(interrupted).isTrue();
      assertThat(one.getInputStream().read()).isEqualTo(-1);
      assertThat(two.getInputStream().read()).isEqualTo(-1);
    }
    listener.close();
  }

  /** Expectation 15: connection refused really is. */
  @Test
  void leavesAPortThatRefusesAndCanBeHadAgain() throws Exception {
    LoopbackListener listener = LoopbackListener.open(0, connection -> {});
    int port = listener.port();
    try (Socket client = connect(listener)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    listener.close();

    assertThatThrownBy(() -> new Socket(LoopbackListener.address(), port).close())
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("refused");
    try (LoopbackListener again = LoopbackListener.open(port, connection -> {})) {
      assertThat(again.port()).isEqualTo(port);
      assertThatThrownBy(() -> LoopbackListener.open(port, connection -> {}))
          .isInstanceOf(java.net.BindException.class);
    }
  }

  @Test
  void goesOnAfterAConversationThatThrows() throws Exception {
    AtomicBoolean first = new AtomicBoolean(true);
    try (LoopbackListener listener =
        LoopbackListener.open(
            0,
            connection -> {
              if (first.getAndSet(false)) {
                throw new IOException("as if the client had gone");
              }
              connection.getOutputStream().write('x');
            })) {
      try (Socket one = connect(listener)) {
        assertThat(one.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket two = connect(listener)) {
        assertThat(two.getInputStream().read()).isEqualTo('x');
      }
    }
  }

  @Test
  void mayBeClosedFromAConversation() throws Exception {
    CompletableFuture<LoopbackListener> self = new CompletableFuture<>();
    LoopbackListener listener = LoopbackListener.open(0, connection -> self.join().close());
    try (Socket client = new Socket()) {
      client.connect(new InetSocketAddress(LoopbackListener.address(), listener.port()));
      self.complete(listener);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      listener.close();
      assertThat(threadsOf(listener)).isEmpty();
    }
  }

  @Test
  void namesTheThreadThatDoesNotEnd() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean end = new AtomicBoolean();
    LoopbackListener listener =
        LoopbackListener.open(
            0,
            connection -> {
              begun.countDown();
              while (!end.get()) {
                Thread.onSpinWait();
              }
            },
            java.time.Duration.ofMillis(1));
    try (Socket client = connect(listener)) {
      begun.await();
      assertThatIllegalStateException()
          .isThrownBy(
              () -> {
                // At first the thread that accepts may not have ended either.
                while (true) {
                  try {
                    listener.close();
                  } catch (IllegalStateException e) {
                    if (!e.getMessage().contains("-accept'")) {
                      throw e;
                    }
                  }
                }
              })
          .withMessageStartingWith("Thread 'redial-server-" + listener.port() + "-1' did not end")
          .withMessageContaining("A responder must end when it is interrupted.");
      assertThat(client.isConnected()).isTrue();
    } finally {
      end.set(true);
    }
  }
}
