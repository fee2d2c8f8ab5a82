package dev.redial.test.inject.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.failure.RetryAfter;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.ScriptOverrunError;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.script.ScriptSyntaxException;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.test.timeline.TimelineEvent.WireAnswer;
import dev.redial.test.timeline.TimelineEvent.WireRequest;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultServerTest {

  private final FixedTime time = new FixedTime();
  private final Timeline timeline = new Timeline(time);
  private final FaultServer server = FaultServer.start(time, timeline);

  /** A client with connections of its own, so that no test reuses those of another. */
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    server.close();
  }

  private java.net.http.HttpRequest.Builder request(String path) {
    return java.net.http.HttpRequest.newBuilder(server.uri(path));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    return client.send(request(path).method(method, body).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return send("POST", path, BodyPublishers.ofString(body));
  }

  private List<TimelineEvent> events() {
    return timeline.entries().stream().map(TimelineEntry::event).toList();
  }

  @Nested
  class Faults {

    @Test
    void comeInTheOrderOfTheScript() throws Exception {
      server.on("PUT /orders/42", "500, 503(Retry-After: 7) 'later', 200 '{\"id\":42}'");
      List<Integer> statuses = new ArrayList<>();
      List<String> bodies = new ArrayList<>();

      for (int i = 0; i < 3; i++) {
        HttpResponse<String> answer =
            send("PUT", "/orders/42", BodyPublishers.ofString("order " + i));
        statuses.add(answer.statusCode());
        bodies.add(answer.body());
      }

      assertThat(statuses).containsExactly(500, 503, 200);
      assertThat(bodies).containsExactly("", "later", "{\"id\":42}");
      assertThat(server.requests())
          .extracting(RecordedRequest::body)
          .containsExactly("order 0", "order 1", "order 2");
      server.verify();
    }

    /** Expectation 7: any Retry-After in one line. */
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "120 | 120",
          "-1 | -1",
          "0 | 0",
          "99999999999999999999 | 99999999999999999999",
          "soon | soon",
          "'''a, (b)''' | a, (b)",
          "date(+7s) | Sun, 01 Mar 2026 08:05:16 GMT",
          "date(-1h) | Sun, 01 Mar 2026 07:05:09 GMT",
        })
    void haveTheHeadersOfTheScriptWordForWord(String written, String sent) throws Exception {
      server.on("GET /", "503(Retry-After: " + written + ")");

      assertThat(get("/").headers().allValues("Retry-After")).containsExactly(sent);
    }

    @Test
    void carryTheDateOfTheTestAndNotOfTheMachine() throws Exception {
      server.on("GET /", "ok, 200(Date: 'in a while')");

      assertThat(get("/").headers().firstValue("Date")).contains("Sun, 01 Mar 2026 08:05:09 GMT");
      assertThat(get("/").headers().firstValue("Date")).contains("in a while");
    }

    /** Expectation 13: a real RST, and in the client's cause chain. */
    @Test
    void resetTheConnectionForReal() throws Exception {
      server.on("POST /", "reset x2");

      try (RawClient raw = new RawClient(server.port())) {
        raw.request("POST /");
        assertThatThrownBy(raw::read)
            .isExactlyInstanceOf(SocketException.class)
            .hasMessage("Connection reset");
      }
      assertThatThrownBy(() -> post("/", "order"))
          .isInstanceOf(IOException.class)
          .hasRootCauseInstanceOf(SocketException.class)
          .rootCause()
          .hasMessage("Connection reset");
      server.verify();
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "timeout(5s)"})
    void leaveARequestWithoutAnswer(String script) throws Exception {
      server.on("POST /", script + ", ok");

      try (RawClient raw = new RawClient(server.port())) {
        raw.request("POST /");
        raw.giveUpAfter(Duration.ofMillis(20));
        assertThatThrownBy(raw::read).isInstanceOf(SocketTimeoutException.class);
      }
      awaitRequest();
      assertThat(post("/", "again").statusCode()).isEqualTo(200);
      server.verify();
    }

    private void awaitRequest() {
      while (server.requests().isEmpty()) {
        Thread.onSpinWait();
      }
    }

    @Test
    void letAClientRunIntoItsOwnTimeout() {
      server.on("POST /", "timeout, …");

      assertThatExceptionOfType(HttpTimeoutException.class)
          .isThrownBy(
              () ->
                  client.send(
                      request("/")
                          .timeout(Duration.ofMillis(50))
                          .POST(BodyPublishers.ofString("order"))
                          .build(),
                      BodyHandlers.ofString()));
    }

    /**
     * Expectation 43: what the wire saw and what the policy did are two numbers. The client sends a
     * GET again by itself when a connection is reset.
     */
    @Test
    void countTheRequestsThatAClientRepeatsInSecret() throws Exception {
      server.on("GET /", "reset, 200");

      assertThat(get("/").statusCode()).isEqualTo(200);

      assertThat(server.requests()).hasSize(2);
      assertThat(events()).filteredOn(WireRequest.class::isInstance).hasSize(2);
      server.verify();
    }

    @Test
    void areThoseOfEachRouteOnItsOwn() throws Exception {
      server.on("POST /a", "503, 200").on("POST /b", "500, 201");

      assertThat(post("/a", "").statusCode()).isEqualTo(503);
      assertThat(post("/b", "").statusCode()).isEqualTo(500);
      assertThat(post("/b", "").statusCode()).isEqualTo(201);
      assertThat(post("/a", "").statusCode()).isEqualTo(200);
      server.verify();
    }

    @Test
    void arePlayedOnceEachForManyClientsAtOnce() throws Exception {
      Script script =
          Script.of(Fault.status(503).times(20), Fault.status(429).times(20), Fault.ok().times(24));
      server.on("POST /", script);

      List<CompletableFuture<Integer>> answers =
          IntStream.range(0, 64)
              .mapToObj(
                  i ->
                      client
                          .sendAsync(
                              request("/").POST(BodyPublishers.ofString("" + i)).build(),
                              BodyHandlers.ofString())
                          .thenApply(HttpResponse::statusCode))
              .toList();
      List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();

      assertThat(statuses).filteredOn(status -> status == 503).hasSize(20);
      assertThat(statuses).filteredOn(status -> status == 429).hasSize(20);
      assertThat(statuses).filteredOn(status -> status == 200).hasSize(24);
      assertThat(server.requests()).extracting(RecordedRequest::body).doesNotHaveDuplicates();
      assertThat(faultsInOrder())
          .startsWith("503")
          .isSortedAccordingTo((a, b) -> b.compareTo(a))
          .hasSize(40);
      server.verify();
    }

    private List<String> faultsInOrder() {
      return events().stream()
          .flatMap(
              event ->
                  event instanceof WireRequest request && request.fault() != null
                      ? java.util.stream.Stream.of(request.fault().fault())
                      : java.util.stream.Stream.<String>of())
          .toList();
    }

    @Test
    void endWithTheScript() throws Exception {
      server.on("POST /strict", "ok").on("POST /repeat", "503, then repeat");
      post("/strict", "");

      HttpResponse<String> beyond = post("/strict", "");
      assertThat(beyond.statusCode()).isEqualTo(501);
      assertThat(beyond.body()).contains("beyond the script \"ok\"");
      assertThat(post("/repeat", "").statusCode()).isEqualTo(503);
      assertThat(post("/repeat", "").statusCode()).isEqualTo(503);

      assertThat(events())
          .filteredOn(WireAnswer.class::isInstance)
          .element(1)
          .isEqualTo(new WireAnswer(2, "501 (beyond the script)", Failure.ofStatus(501)));
      assertThatExceptionOfType(ScriptOverrunError.class).isThrownBy(server::verify);
    }

    /** Expectation 3: unconsumed steps fail the test. */
    @Test
    void thatNoRequestCameForFailTheTest() throws Exception {
      server.on("POST /a", "503, reset, ok").on("POST /b", "ok").on("POST /c", "503, …");
      post("/a", "");

      assertThatExceptionOfType(ScriptLeftoverError.class)
          .isThrownBy(server::verify)
          .withMessageContaining("step 2 \"reset\" and step 3 \"ok\"")
          .satisfies(
              e -> assertThat(e.getSuppressed()).singleElement().asString().contains("POST /b"));
      assertThat(server.plans()).hasSize(3);
    }
  }

  @Nested
  class Recording {

    @Test
    void tellsWhatWasAskedAndWhatWasDone() throws Exception {
      server.on("POST /a", "503(Retry-After: 7), reset, ok");

      post("/a?x=1", "");
      assertThatThrownBy(() -> post("/a", "")).isInstanceOf(IOException.class);
      post("/a", "");

      String script = "503(Retry-After: 7), reset, ok";
      assertThat(events())
          .containsExactly(
              new WireRequest(
                  1,
                  "server",
                  "POST /a?x=1",
                  new FaultLabel("POST /a#1", 1, "503(Retry-After: 7)", script)),
              new WireAnswer(
                  1,
                  "503",
                  Failure.ofStatus(503).withRetryAfter(RetryAfter.ofDelay(Duration.ofSeconds(7)))),
              new WireRequest(
                  2, "server", "POST /a", new FaultLabel("POST /a#2", 2, "reset", script)),
              new WireAnswer(2, "reset", Failure.of(FailureKind.TRANSIENT)),
              new WireRequest(3, "server", "POST /a", null),
              new WireAnswer(3, "200", null));
    }

    @Test
    void keepsEachRequestAsItCame() throws Exception {
      server.respond("PUT /a", request -> Answer.ok());

      client.send(
          request("/a?b=%20c")
              .header("X-Id", "1")
              .header("X-Id", "2")
              .PUT(BodyPublishers.ofString("größer"))
              .build(),
          BodyHandlers.discarding());

      assertThat(server.requests())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.method()).isEqualTo("PUT");
                assertThat(request.path()).isEqualTo("/a");
                assertThat(request.query()).contains("b=%20c");
                assertThat(request.headers().all("x-id")).containsExactly("1", "2");
                assertThat(request.body()).isEqualTo("größer");
                assertThat(request.bodyBytes()).hasSize(8);
                assertThat(request.arrival()).isEqualTo(time.moment());
                assertThat(request.number()).isEqualTo(1);
              });
    }

    @Test
    void printsNoSecrets() throws Exception {
      client.send(
          request("/a")
              .header("Authorization", "Bearer 123")
              .header("Cookie", "sid=123")
              .header("Proxy-Authorization", "Basic 123")
              .header("X-Id", "7")
              .build(),
          BodyHandlers.discarding());

      assertThat(server.requests().get(0).toString())
          .startsWith("GET /a (")
          .contains("Authorization: ***", "Cookie: ***", "X-Id: 7")
          .doesNotContain("123");
    }

    @Test
    void tellsOfWhatIsNoRequest() throws Exception {
      try (RawClient raw = new RawClient(server.port())) {
        raw.send("garbage\r\n\r\n");
        assertThat(raw.answer()).startsWith("HTTP/1.1 400 Bad Request\r\n").contains("'garbage'");
        assertThat(raw.read()).isEqualTo(-1);
      }

      assertThat(server.requests()).isEmpty();
      assertThat(events())
          .containsExactly(
              new WireRequest(1, "server", "(not a request)", null),
              new WireAnswer(1, "400 (not a request)", Failure.ofStatus(400)));
    }

    @Test
    void hasTheNameOfTheServer() throws Exception {
      try (FaultServer other = FaultServer.start("receipts", time, timeline);
          RawClient raw = new RawClient(other.port())) {
        raw.request("GET /").answer();
      }
      assertThat(events().get(0)).isEqualTo(new WireRequest(1, "receipts", "GET /", null));
    }
  }

  @Nested
  class Responders {

    @Test
    void answerWhatMeetsNoFault() throws Exception {
      server.on(
          "POST /orders",
          "503, ok x2",
          request ->
              Answer.of(201)
                  .withHeader("Location", "/orders/42")
                  .withBody(request.method() + " " + request.body()));

      assertThat(post("/orders", "first").statusCode()).isEqualTo(503);
      HttpResponse<String> created = post("/orders", "second");
      assertThat(created.statusCode()).isEqualTo(201);
      assertThat(created.headers().firstValue("location")).contains("/orders/42");
      assertThat(created.body()).isEqualTo("POST second");
      assertThat(post("/orders", "third").body()).isEqualTo("POST third");
      server.verify();
    }

    @Test
    void answerAllRequestsOfARouteWithoutFaults() throws Exception {
      server.respond("GET /receipts/*", request -> Answer.ok(request.path()));

      assertThat(get("/receipts/1").body()).isEqualTo("/receipts/1");
      assertThat(get("/receipts/2/lines?all").body()).isEqualTo("/receipts/2/lines");
      assertThat(get("/receipts").statusCode()).isEqualTo(404);
      server.verify();
    }

    @Test
    void thatThrowFailTheTest() throws Exception {
      AssertionError wrong = new AssertionError("no such order");
      server.respond(
          "POST /a",
          request -> {
            throw wrong;
          });

      HttpResponse<String> answer = post("/a", "");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("no such order");
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(server::verify)
          .withMessage("A responder threw java.lang.AssertionError: no such order")
          .withCause(wrong);
    }
  }

  @Nested
  class RoutesOfAServer {

    @Test
    void takeTheBestFit() throws Exception {
      server
          .respond("GET /*", request -> Answer.ok("any"))
          .respond("GET /a/*", request -> Answer.ok("below a"))
          .respond("GET /a/b", request -> Answer.ok("b"));

      assertThat(get("/a/b").body()).isEqualTo("b");
      assertThat(get("/a/c").body()).isEqualTo("below a");
      assertThat(get("/").body()).isEqualTo("any");
    }

    @Test
    void areNamedToAClientThatAskedForAnother() throws Exception {
      assertThat(get("/x").body())
          .isEqualTo(
              "The server has no route for GET /x. It has no routes yet: give it some with"
                  + " on(\"GET /orders/42\", \"503, ok\").\n");
      server.on("PUT /orders/42", "ok").respond("GET /receipts/*", request -> Answer.ok());

      HttpResponse<String> answer = get("/orders/42?x=1");

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo(
              "The server has no route for GET /orders/42. Its routes are: PUT /orders/42,"
                  + " GET /receipts/*.\n");
      assertThat(server.requests()).hasSize(2);
      assertThat(events())
          .contains(new WireAnswer(2, "404 (no such route)", Failure.ofStatus(404)));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '"',
        value = {
          "/orders | write a method in capitals, one space and a path",
          "get /orders | write a method in capitals, one space and a path",
          "GET orders | write a method in capitals, one space and a path",
          "GET /a b | write a method in capitals, one space and a path",
          "GET /a?b=c | a route takes every query; leave it out and let a Responder look",
          "GET /*/a | '*' may stand only at the end, after a '/'",
          "GET /a* | '*' may stand only at the end, after a '/'",
        })
    void areRefusedWithTheReason(String route, String why) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.on(route, "ok"))
          .withMessage(
              "route must be such as \"PUT /orders/42\" or \"GET /receipts/*\", but was '"
                  + route
                  + "': "
                  + why);
    }

    @Test
    void areGivenOnce() {
      server.on("GET /a", "ok");

      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.respond("GET /a", request -> Answer.ok()))
          .withMessageMatching(
              "route 'GET /a' has been given before, at .+; write one script for all its requests");
    }
  }

  @Nested
  class Scripts {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "dns                     | a client that reached the server knows its name",
          "tls(expired)            | the server speaks plain HTTP",
          "slow(1s)                | an answer takes real time on a real socket",
          "throw java.lang.Error   | a server answers with a status",
          "return 'x'              | a server answers with a status",
          "ok, then fail           | a port that listens cannot refuse one request",
          "503 when arg 1 is 'x'   | Rule 1 of the script for 'GET /a', '503 when arg 1 is 'x'': a"
              + " request has no arguments",
        })
    void sayWhatToDoInstead(String script, String why) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.on("GET /a", script))
          .withMessageContaining(why);
    }

    @Test
    void canLoseAnAnswerThatTookEffect() {
      List<String> booked = new ArrayList<>();
      server.on(
          "POST /book",
          "lost(reset)",
          request -> {
            booked.add(request.body());
            return Answer.ok();
          });

      assertThatThrownBy(() -> post("/book", "seat 7")).isInstanceOf(IOException.class);

      assertThat(booked).containsExactly("seat 7");
    }

    @Test
    void haveRulesByTheNumberOfTheRequest() throws IOException, InterruptedException {
      server.on("GET /a", "503 when every 2");

      assertThat(List.of(get("/a").statusCode(), get("/a").statusCode(), get("/a").statusCode()))
          .containsExactly(200, 503, 200);
      server.verify();
    }

    @Test
    void areRefusedIfNoServerCanPlayThem() {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.on("GET /a", "ok, refused x2"))
          .withMessage(
              "Step 2 of the script for 'GET /a', 'refused x2': a port that listens cannot refuse"
                  + " one request; write 'reset', or call stop(), which refuses every connection to"
                  + " port "
                  + server.port()
                  + " until restart()");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.on("GET /a", "100"))
          .withMessage(
              "Step 1 of the script for 'GET /a', '100': status must be between 200 and 599, but"
                  + " was 100; after a 1xx a client waits for more");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.on("GET /a", "204 'body'"))
          .withMessageEndingWith("body must be empty, but had 4 bytes: a 204 has no body");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.on("GET /a", "200(Content-Length: 9)"))
          .withMessageContaining("Content-Length must not be given");
      assertThat(server.plans()).isEmpty();
    }

    @Test
    void areRefusedIfTheyAreNone() {
      assertThatExceptionOfType(ScriptSyntaxException.class)
          .isThrownBy(() -> server.on("GET /a", "503 then"));
    }

    @Test
    void seePathsOnlyWithALeadingSlash() {
      assertThat(server.uri("/a?b")).hasToString("http://127.0.0.1:" + server.port() + "/a?b");
      assertThat(server).hasToString(server.uri().toString());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> server.uri("a"))
          .withMessage("path must begin with '/', but was 'a'");
    }
  }
}
