package dev.redial.test.inject.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent.WireAnswer;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Starting, stopping, and what is left: nothing. */
class FaultServerLifeTest {

  private final FixedTime time = new FixedTime();
  private final Timeline timeline = new Timeline(time);

  private FaultServer start() {
    return FaultServer.start(time, timeline);
  }

  private static List<Thread> threadsOf(FaultServer server) {
    String prefix = "redial-server-" + server.port() + "-";
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(prefix))
        .toList();
  }

  /** Expectation 16: no thread, socket or port is left. */
  @Test
  void leavesNothingAfterFiftyStartsAndStops() throws Exception {
    for (int i = 0; i < 50; i++) {
      FaultServer server = start();
      server.on("GET /", "200, timeout");
      try (RawClient raw = new RawClient(server.port())) {
        assertThat(raw.request("GET /").answer()).startsWith("HTTP/1.1 200");
        raw.request("GET /");
        server.close();
      }
      assertThat(threadsOf(server)).isEmpty();
      new ServerSocket(server.port(), 1, LoopbackListener.address()).close();
    }
  }

  /** Expectation 16, with the requests that make it hard. */
  @Test
  void endsWithRequestsUnderWayAndNeverAnswered() throws Exception {
    FaultServer server = start();
    CountDownLatch underWay = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    server
        .on("GET /never", "timeout")
        .respond(
            "GET /slow",
            request -> {
              underWay.countDown();
              never.await();
              return Answer.ok();
            });
    try (RawClient idle = new RawClient(server.port());
        RawClient half = new RawClient(server.port());
        RawClient unanswered = new RawClient(server.port());
        RawClient slow = new RawClient(server.port())) {
      half.send("GET /sl");
      unanswered.request("GET /never");
      slow.request("GET /slow");
      underWay.await();
      while (!answersOnTheTimeline().contains("never answered")) {
        Thread.onSpinWait();
      }

      server.close();

      assertThat(threadsOf(server)).isEmpty();
      for (RawClient client : List.of(idle, half, unanswered, slow)) {
        assertThat(ends(client)).isTrue();
      }
    }
    server.close();
    server.verify();
    assertThat(answersOnTheTimeline())
        .contains("never answered", "cut off by the server's end")
        .doesNotContain("500", "200");
  }

  private List<String> answersOnTheTimeline() {
    return timeline.entries().stream()
        .map(TimelineEntry::event)
        .filter(WireAnswer.class::isInstance)
        .map(event -> ((WireAnswer) event).answer())
        .toList();
  }

  /** Bytes that lay unread make the kernel send RST in place of FIN: an end is either. */
  private static boolean ends(RawClient client) {
    try {
      return client.read() == -1;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void endsTheThreadOfAClientThatGaveUp() throws Exception {
    try (FaultServer server = start()) {
      server.on("GET /", "timeout");
      try (RawClient raw = new RawClient(server.port())) {
        raw.request("GET /");
        while (server.requests().isEmpty()) {
          Thread.onSpinWait();
        }
        assertThat(threadsOf(server)).hasSize(2);
      }
      for (Thread thread : threadsOf(server)) {
        if (thread.getName().endsWith("-1")) {
          thread.join();
        }
      }
      assertThat(threadsOf(server)).hasSize(1);
    }
  }

  /** Expectation 15: connection refused really is. */
  @Test
  void refusesConnectionsBetweenStopAndRestart() throws Exception {
    try (FaultServer server = start()) {
      server.on("GET /", "503, 200");
      int port = server.port();
      try (RawClient kept = new RawClient(port)) {
        assertThat(kept.request("GET /").answer()).startsWith("HTTP/1.1 503");

        server.stop();
        server.stop();

        assertThat(threadsOf(server)).isEmpty();
        assertThat(kept.read()).isEqualTo(-1);
      }
      assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .send(
                          java.net.http.HttpRequest.newBuilder(server.uri("/")).build(),
                          BodyHandlers.ofString()))
          .isInstanceOf(ConnectException.class);
      assertThat(server.requests()).hasSize(1);

      server.restart();

      assertThat(server.port()).isEqualTo(port);
      try (RawClient again = new RawClient(port)) {
        assertThat(again.request("GET /").answer()).startsWith("HTTP/1.1 200");
      }
      server.verify();
    }
  }

  @Test
  void refusesToBeRestartedWhileItRunsOrIsClosed() {
    FaultServer server = start();
    String port = "The server on port " + server.port();
    assertThatIllegalStateException()
        .isThrownBy(server::restart)
        .withMessage(port + " is running; call stop() before restart().");

    server.close();

    String closed = port + " is closed; start a new one.";
    assertThatIllegalStateException().isThrownBy(server::restart).withMessage(closed);
    assertThatIllegalStateException().isThrownBy(server::stop).withMessage(closed);
    assertThatIllegalStateException()
        .isThrownBy(() -> server.on("GET /", "ok"))
        .withMessage(closed);
  }

  @Test
  void keepsItsPortWhileItIsStoppedAndGivesItUpWhenItIsClosed() throws Exception {
    FaultServer server = start();
    server.stop();
    assertThatThrownBy(() -> bindAlone(server.port())).isInstanceOf(BindException.class);

    server.close();

    bindAlone(server.port());
  }

  /** Takes a port only if nobody else has it bound, as the system does for a free port. */
  private static void bindAlone(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(false);
      socket.bind(new InetSocketAddress(LoopbackListener.address(), port));
    }
  }

  @Test
  void mayBeStoppedByItsOwnResponder() throws Exception {
    try (FaultServer server = start()) {
      server.respond(
          "GET /",
          request -> {
            server.stop();
            return Answer.ok();
          });
      try (RawClient raw = new RawClient(server.port())) {
        raw.request("GET /");
        assertThat(ends(raw)).isTrue();
      }
      server.restart();
      try (RawClient raw = new RawClient(server.port())) {
        assertThat(raw.request("GET /x").answer()).startsWith("HTTP/1.1 404");
      }
    }
  }

  @Test
  void hasNeighboursThatKnowNothingOfIt() throws Exception {
    try (FaultServer one = start();
        FaultServer two = start();
        RawClient first = new RawClient(one.port());
        RawClient second = new RawClient(two.port())) {
      one.on("GET /", "503");
      two.on("GET /", "200");
      assertThat(second.request("GET /").answer()).startsWith("HTTP/1.1 200");
      assertThat(first.request("GET /").answer()).startsWith("HTTP/1.1 503");
      assertThat(one.requests()).hasSize(1);
    }
  }
}
