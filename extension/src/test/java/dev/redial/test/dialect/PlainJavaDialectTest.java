package dev.redial.test.dialect;

import static dev.redial.test.dialect.Targets.error;
import static dev.redial.test.dialect.Targets.method;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.Classifier;
import dev.redial.test.script.Fault;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJavaDialectTest {

  private final Dialect dialect = Dialect.plainJava();

  @ParameterizedTest
  @MethodSource("transportErrors")
  void throwsWhatTheMethodDeclares(Fault fault, String name, Class<? extends Throwable> type) {
    Showing showing = dialect.show(fault, method(name));

    assertThat(((Showing.Throwing) showing).type()).isEqualTo(type);
    assertThat(error(showing)).isExactlyInstanceOf(type).hasMessageEndingWith("[fault charge#2]");
    assertThat(method(name).mayThrow(type)).isTrue();
  }

  static Stream<Arguments> transportErrors() {
    return Stream.of(
        Arguments.of(Fault.timeout(), "io", SocketTimeoutException.class),
        Arguments.of(Fault.timeout(), "any", SocketTimeoutException.class),
        Arguments.of(Fault.timeout(), "both", SocketTimeoutException.class),
        Arguments.of(Fault.timeout(), "timed", TimeoutException.class),
        Arguments.of(Fault.timeout(), "stage", SocketTimeoutException.class),
        Arguments.of(Fault.timeout(), "silent", UncheckedIOException.class),
        Arguments.of(Fault.timeout(), "sql", UncheckedIOException.class),
        Arguments.of(Fault.timeout(), "connect", UncheckedIOException.class),
        Arguments.of(Fault.refused(), "io", ConnectException.class),
        Arguments.of(Fault.refused(), "connect", ConnectException.class),
        Arguments.of(Fault.refused(), "timed", UncheckedIOException.class),
        Arguments.of(Fault.refused(), "future", ConnectException.class),
        Arguments.of(Fault.reset(), "io", SocketException.class),
        Arguments.of(Fault.reset(), "connect", UncheckedIOException.class),
        Arguments.of(Fault.reset(), "plainFuture", SocketException.class));
  }

  @Test
  void wrapsTheRealErrorWhereItIsNotDeclared() {
    assertThat(error(dialect.show(Fault.reset(), method("silent"))))
        .hasCauseExactlyInstanceOf(SocketException.class)
        .cause()
        .hasMessage("Connection reset [fault charge#2]");
  }

  @Test
  void throwsAnAsynchronousMethodsErrorAsIfItWereNot() {
    assertThat(error(dialect.show(Fault.reset(), method("stage").throwingAtOnce())))
        .isExactlyInstanceOf(UncheckedIOException.class);
  }

  @Test
  void makesAStatusAnExceptionThatTheClassifierReads() {
    Fault fault =
        Fault.status(429).retryAfter("7s").header("X", "1").header("x", "2").body("slow down");

    StatusException error = (StatusException) error(dialect.show(fault, method("silent")));

    assertThat(error).hasMessage("status 429 [fault charge#2]");
    assertThat(error.status()).isEqualTo(429);
    assertThat(error.retryAfter()).contains("7");
    assertThat(error.headers().get("X")).isEqualTo(List.of("1", "2"));
    assertThat(error.body()).isEqualTo("slow down");
    assertThat(Classifier.standard().classify(null, error))
        .hasToString("429 RATE_LIMITED, Retry-After: 7 s");
  }

  /** Expectation 20: fresh instances, with the stack of where they were injected. */
  @Test
  void makesANewErrorForEachCall() {
    Showing showing = dialect.show(Fault.status(503), method("silent"));

    assertThat(error(showing)).isNotSameAs(error(showing));
    assertThat(error(showing).getStackTrace())
        .anySatisfy(
            frame -> assertThat(frame.getMethodName()).isEqualTo("makesANewErrorForEachCall"));
  }

  /** Expectation 21: told when the script is bound, with a way out. */
  @Test
  void refusesAnAnswerItCannotMake() {
    assertThat(dialect.show(Fault.status(204), method("io")))
        .isEqualTo(
            Showing.refused(
                "204 is an answer, and plain Java cannot make a String",
                "Write 'ok' for the answer of the real target, or use a dialect that makes one."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "publisher"})
  void doesNotSpeakForTypesThatCarryErrorsTheirOwnWay(String name) {
    assertThat(dialect.speaksFor(method(name))).isFalse();
    assertThat(Dialect.standard().speaksFor(method(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silent", "io", "stage", "future", "plainFuture"})
  void speaksForAllElse(String name) {
    assertThat(dialect.speaksFor(method(name))).isTrue();
  }
}
