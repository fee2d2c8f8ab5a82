package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.Causes;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A dialect tells the truth: a wrapped object shows what the real client shows that meets the same
 * fault on a real socket.
 *
 * @param <T> the interface of the client
 */
abstract class WireTwin<T> {

  private final List<AutoCloseable> resources = new ArrayList<>();

  /** Passes in real time, once for each client that waits in vain. */
  private static final Duration IN_VAIN = Duration.ofMillis(400);

  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final TimeSource time = TimeSource.system();
  private final Timeline timeline = new Timeline(time);

  private final Class<T> type;

  WireTwin(Class<T> type) {
    this.type = type;
  }

  /** A real client that asks for this and does not retry. */
  abstract T client(URI uri, Duration patience);

  /** This, which is closed after the test. */
  <C extends AutoCloseable> C closing(C resource) {
    resources.add(resource);
    return resource;
  }

  @AfterEach
  void closeWhatIsReal() throws Exception {
    for (AutoCloseable resource : resources) {
      resource.close();
    }
  }

  /** Lets a client ask. */
  abstract @Nullable Object ask(T client) throws Throwable;

  /** The status, Retry-After and body of an answer or error; empty if it has no status. */
  abstract Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error)
      throws Exception;

  /** Whether the real client has this class somewhere among its errors; on by default. */
  boolean hasRealCauses() {
    return true;
  }

  record Answer(int status, Optional<String> retryAfter, String body) {}

  /**
   * What a caller sees.
   *
   * @param causes the classes of the error and its causes
   */
  record Seen(String type, List<String> causes, Optional<Answer> answer, String failure) {}

  static Stream<Fault> answers() {
    Stream<Fault> plain =
        Stream.of(400, 401, 403, 404, 408, 409, 410, 429, 500, 501, 502, 503, 504)
            .map(Fault::status);
    return Stream.concat(
        plain,
        Stream.of(
            Fault.status(200).body("fine"),
            Fault.status(204),
            Fault.status(429).retryAfter("7s").body("slow down"),
            Fault.status(503).header("Retry-After", "soon").body("grüße"),
            Fault.status(503).header("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")));
  }

  @ParameterizedTest
  @MethodSource("dev.redial.test.dialect.WireTwin#answers")
  void showsAnAnswerAsTheRealClientDoes(Fault fault) throws Throwable {
    Seen real = onTheWire(Script.of(fault), PATIENT);
    Seen shown = byDialect(Script.of(fault));

    assertThat(shown.type()).isEqualTo(real.type());
    assertThat(shown.answer()).isEqualTo(real.answer());
    assertThat(shown.failure()).isEqualTo(real.failure());
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "reset"})
  void showsAnErrorAsTheRealClientDoes(String fault) throws Throwable {
    Script script = Script.parse(fault).thenRepeatLast();
    Duration patience = fault.equals("timeout") ? IN_VAIN : PATIENT;
    assertTwins(onTheWire(script, patience), byDialect(script));
  }

  @ParameterizedTest
  @ValueSource(strings = "refused")
  void showsARefusedConnectionAsTheRealClientDoes(String fault) throws Throwable {
    Seen real;
    try (FaultServer server = FaultServer.start(time, timeline)) {
      server.stop();
      real = seen(client(server.uri("/orders"), PATIENT));
    }
    assertTwins(real, byDialect(Script.parse(fault)));
  }

  /** {@code .invalid} is nobody's by RFC 2606, with or without a network. */
  @ParameterizedTest
  @ValueSource(strings = "dns")
  void showsAnUnknownHostAsTheRealClientDoes(String fault) throws Throwable {
    Seen real = seen(client(URI.create("http://unknown.invalid/orders"), PATIENT));
    assertTwins(real, byDialect(Script.parse(fault)));
  }

  private void assertTwins(Seen real, Seen shown) {
    assertThat(shown.type()).isEqualTo(real.type());
    assertThat(shown.failure()).isEqualTo(real.failure());
    if (hasRealCauses()) {
      assertThat(real.causes()).containsAll(shown.causes());
    }
  }

  private Seen onTheWire(Script script, Duration patience) throws Throwable {
    try (FaultServer server = FaultServer.start(time, timeline)) {
      server.on("GET /orders", script);
      return seen(client(server.uri("/orders"), patience));
    }
  }

  private Seen byDialect(Script script) throws Throwable {
    T dead = client(URI.create("http://127.0.0.1:9/never-reached"), PATIENT);
    return seen(new Faults(timeline, time).wrap(type, dead, script));
  }

  private Seen seen(T client) throws Exception {
    Object answer = null;
    Throwable error = null;
    try {
      answer = ask(client);
    } catch (Throwable thrown) {
      error = thrown;
    }
    return new Seen(
        String.valueOf(error == null ? type(answer) : error.getClass().getName()),
        error == null ? List.of() : Causes.of(error).map(it -> it.getClass().getName()).toList(),
        read(answer, error),
        failure(Classifier.standard().classify(answer, error)));
  }

  /** How long the wait would be from now on, whether it was said by a date or not. */
  private String failure(@Nullable Failure failure) {
    return failure == null
        ? "none"
        : failure.kind()
            + " "
            + failure.status()
            + failure.retryAfter().map(wait -> " " + wait.delayAt(time.instant())).orElse("");
  }

  /** Of an answer, which the JDK's client returns in a class of its own. */
  String type(@Nullable Object answer) {
    return answer == null ? "null" : answer.getClass().getName();
  }
}
