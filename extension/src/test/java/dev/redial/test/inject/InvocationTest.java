package dev.redial.test.inject;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.HasStatus;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEvent.InvocationEnded;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InvocationTest {

  private record Reply(int status) implements HasStatus {}

  private static final class Refusal extends RuntimeException implements HasStatus {
    private static final long serialVersionUID = 1L;

    @Override
    public int status() {
      return 429;
    }
  }

  private final Timeline timeline = new Timeline(TimeSource.system());

  @ParameterizedTest
  @MethodSource("errors")
  void tellsAnErrorInTheWordsOfAScript(Throwable error, String answer) {
    begin().threw(error);

    assertThat(end().answer()).isEqualTo(answer);
    assertThat(end().error()).isSameAs(error);
    assertThat(end().failure()).isNotNull();
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new SocketTimeoutException("Read timed out"), "timeout"),
        Arguments.of(new CompletionException(new TimeoutException()), "timeout"),
        Arguments.of(new ConnectException(), "refused"),
        Arguments.of(new UncheckedIOException(new SocketException("Connection reset")), "reset"),
        Arguments.of(new IOException("x", new SocketException("Connection reset")), "reset"),
        Arguments.of(new SocketException("Broken pipe"), "SocketException (Broken pipe)"),
        Arguments.of(
            new CompletionException(new IllegalStateException("boom")),
            "IllegalStateException (boom)"),
        Arguments.of(new IllegalStateException(), "IllegalStateException"),
        Arguments.of(new Refusal(), "429"));
  }

  @Test
  void tellsAResultByItsStatus() {
    begin().returned(new Reply(503));

    assertThat(end().answer()).isEqualTo("503");
    assertThat(end().failure()).isNotNull().hasToString("503 TRANSIENT");
  }

  @Test
  void tellsASuccessByItsStatusToo() {
    begin().returned(new Reply(204));

    assertThat(end().answer()).isEqualTo("204");
    assertThat(end().failure()).isNull();
  }

  private Invocation begin() {
    return FaultPlan.of("Gateway", Script.parse("ok"), timeline, TimeSource.system())
        .begin("Gateway.charge");
  }

  private InvocationEnded end() {
    return (InvocationEnded) timeline.entries().get(1).event();
  }
}
