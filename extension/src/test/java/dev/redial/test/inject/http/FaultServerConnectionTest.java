package dev.redial.test.inject.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens on one connection, from its first request to its end. */
class FaultServerConnectionTest {

  private final Timeline timeline = new Timeline(new FixedTime());
  private final FaultServer server = FaultServer.start(new FixedTime(), timeline);

  @AfterEach
  void close() {
    server.close();
  }

  private List<String> threadsThatAnswered() {
    return timeline.entries().stream().map(TimelineEntry::thread).distinct().toList();
  }

  @Test
  void carriesAllRequestsOfAClientThatReusesIt() throws Exception {
    server.on("GET /a", "503 x19, 200 'done'");
    HttpClient client = HttpClient.newHttpClient();

    for (int i = 0; i < 20; i++) {
      assertThat(
              client
                  .send(
                      java.net.http.HttpRequest.newBuilder(server.uri("/a")).build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(i < 19 ? 503 : 200);
    }

    assertThat(threadsThatAnswered()).containsExactly("redial-server-" + server.port() + "-1");
  }

  @Test
  void carriesRequestsThatComeBeforeTheirTurn() throws Exception {
    server.respond("GET /*", request -> Answer.ok(request.path()));

    try (RawClient raw = new RawClient(server.port())) {
      raw.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(raw.answer()).endsWith("\r\n\r\n/1");
      assertThat(raw.answer()).endsWith("\r\n\r\n/2");
    }
  }

  @Test
  void endsWhenTheClientWantsItToEnd() throws Exception {
    try (RawClient raw = new RawClient(server.port())) {
      raw.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(raw.answer()).contains("\r\nConnection: close\r\n");
      assertThat(raw.read()).isEqualTo(-1);
    }
  }

  @Test
  void endsWhenTheScriptWantsItToEnd() throws Exception {
    server.on("GET /", "503(Connection: close), 200");

    try (RawClient raw = new RawClient(server.port())) {
      raw.request("GET /");
      assertThat(raw.answer()).containsOnlyOnce("Connection: close\r\n");
      assertThat(raw.read()).isEqualTo(-1);
    }
    try (RawClient raw = new RawClient(server.port())) {
      assertThat(raw.request("GET /").answer()).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void isKeptForAnOldClientThatAsksForIt() throws Exception {
    server.respond("GET /", request -> Answer.ok("x"));

    try (RawClient raw = new RawClient(server.port())) {
      raw.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
      assertThat(raw.answer()).contains("\r\nConnection: keep-alive\r\n").endsWith("x");
      raw.send("GET / HTTP/1.0\r\n\r\n");
      assertThat(raw.answer()).contains("\r\nConnection: close\r\n").endsWith("x");
      assertThat(raw.read()).isEqualTo(-1);
    }
  }

  @Test
  void staysInStepAfterAnswersWithoutBody() throws Exception {
    server.on("HEAD /a", "200 'body'").on("GET /a", "204, 304(ETag: '\"1\"'), 200 'body'");

    try (RawClient raw = new RawClient(server.port())) {
      raw.request("HEAD /a");
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) raw.read());
      }
      assertThat(head).contains("Content-Length: 4\r\n");
      assertThat(raw.request("GET /a").answer()).startsWith("HTTP/1.1 204 No Content\r\n");
      assertThat(raw.request("GET /a").answer()).contains("\r\nETag: \"1\"\r\n");
      assertThat(raw.request("GET /a").answer()).endsWith("\r\n\r\nbody");
    }
  }

  @Test
  void asksForABodyThatTheClientHoldsBack() throws Exception {
    server.respond("POST /", request -> Answer.ok(request.body()));

    try (RawClient raw = new RawClient(server.port())) {
      raw.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
      assertThat(raw.answer()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(raw.send("hello").answer()).endsWith("\r\n\r\nhello");
    }
    HttpClient client = HttpClient.newHttpClient();
    assertThat(
            client
                .send(
                    java.net.http.HttpRequest.newBuilder(server.uri("/"))
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("hello"))
                        .build(),
                    BodyHandlers.ofString())
                .body())
        .isEqualTo("hello");
  }

  /** The reset comes at any place on the connection, and nothing of an answer comes before it. */
  @Test
  void mayBeResetAfterItHasServed() throws Exception {
    server.on("POST /", "200, reset");

    try (RawClient raw = new RawClient(server.port())) {
      assertThat(raw.request("POST /").answer()).startsWith("HTTP/1.1 200");
      raw.request("POST /");
      assertThatThrownBy(raw::read)
          .isInstanceOf(SocketException.class)
          .hasMessage("Connection reset");
    }
  }

  /** The answer must reach a client that has not been read to the end. */
  @Test
  void bringsTheRefusalToAClientThatStillSends() throws Exception {
    int tooLong = 10 * 1024 * 1024 + 1;

    try (RawClient raw = new RawClient(server.port())) {
      raw.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + tooLong + "\r\n\r\n");
      raw.send("x".repeat(2 * 1024 * 1024));
      assertThat(raw.answer()).startsWith("HTTP/1.1 413 Content Too Large\r\n");
      assertThat(raw.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel",
      })
  void isLetGoWhenTheClientGoesInTheMiddleOfARequest(String beginning) throws Exception {
    server.respond("GET /", request -> Answer.ok());

    try (RawClient raw = new RawClient(server.port())) {
      raw.send(beginning);
      raw.endOutput();
      if (!beginning.isEmpty()) {
        assertThat(raw.answer()).startsWith("HTTP/1.1 400 Bad Request");
      }
      assertThat(raw.read()).isEqualTo(-1);
    }
    try (RawClient raw = new RawClient(server.port())) {
      assertThat(raw.request("GET /").answer()).startsWith("HTTP/1.1 200 OK");
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void isNotHeldUpByAnotherThatIsNeverAnswered() throws IOException {
    server.on("GET /slow", "timeout").respond("GET /fast", request -> Answer.ok("fast"));

    try (RawClient slow = new RawClient(server.port());
        RawClient fast = new RawClient(server.port())) {
      slow.request("GET /slow");
      assertThat(fast.request("GET /fast").answer()).endsWith("fast");
    }
  }
}
