package dev.redial.test.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {

  /** Expectations 1 and 9: one expression, equal to its twin, printed as what recreates it. */
  @ParameterizedTest
  @MethodSource("twins")
  void isTheSameAsTextAndAsExpression(String text, Script fluent) {
    assertThat(Script.parse(text)).isEqualTo(fluent).hasSameHashCodeAs(fluent);
    assertThat(fluent).hasToString(text);
  }

  static Stream<Arguments> twins() {
    return Stream.of(
        Arguments.of("ok", Script.of(Fault.ok())),
        Arguments.of(
            "timeout x2, 429(Retry-After: 7), ok",
            Script.of(Fault.timeout().times(2), Fault.status(429).retryAfter("7s"), Fault.ok())),
        Arguments.of(
            "refused, reset, then pass", endless(Fault.refused(), Fault.reset()).thenPass()),
        Arguments.of("503 x4, then repeat", endless(Fault.status(503).times(4)).thenRepeatLast()),
        Arguments.of("timeout(1min30s), …", endless(Fault.timeout("1 min 30 s")).lenient()),
        Arguments.of(
            "503(Retry-After: 7, X-Reason: 'a, b') x3",
            Script.of(Fault.status(503).retryAfter("7s").header("X-Reason", "a, b").times(3))),
        Arguments.of(
            "200(Content-Type: text/html; charset=utf-8) '<a href=''x''>'",
            Script.of(
                Fault.status(200)
                    .header("Content-Type", "text/html; charset=utf-8")
                    .body("<a href='x'>"))),
        Arguments.of("204 ''", Script.of(Fault.status(204).body(""))));
  }

  private static Script endless(ScriptItem... items) {
    return Script.of(items);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "TimeOut X2 , OK|timeout x2, ok",
        "timeout(5 s)×3|timeout(5s) x3",
        "429 ( retry-after :7 )x 2|429(retry-after: 7) x2",
        "200'{}'x2|200 '{}' x2",
        "ok Then  PASS|ok, then pass",
        "ok,then repeat|ok, then repeat",
        "ok...|ok, …",
        "ok, ...|ok, …",
        "ok …|ok, …",
        "429(Retry-After: DATE( -7s ))|429(Retry-After: date(-7s))",
        "429(Retry-After: date(7s))|429(Retry-After: date(+7s))",
        "429(Retry-After: 'date(7s)')|429(Retry-After: 'date(7s)')",
        "429(X: 'plain')|429(X: plain)",
        "429(X: 'it''s', Y: '')|429(X: 'it''s', Y: '')",
      })
  void readsMoreFormsThanItWrites(String given, String canonical) {
    assertThat(Script.parse(given)).hasToString(canonical).isEqualTo(Script.parse(canonical));
  }

  /** Expectation 7: every kind of Retry-After in one line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "120",
        "-7",
        "999999999999999999999",
        "soon",
        "date(+7s)",
        "date(-1h)",
        "'Sun, 06 Nov 1994 08:49:37 GMT'",
        "''",
      })
  void takesAnyRetryAfter(String value) {
    String text = "429(Retry-After: " + value + ")";

    assertThat(Script.parse(text)).hasToString(text);
  }

  @Test
  void tellsScriptsApart() {
    assertThat(
            Stream.of(
                    "ok",
                    "ok x2",
                    "ok, ok",
                    "ok, then pass",
                    "ok, then repeat",
                    "ok, …",
                    "timeout",
                    "timeout(1s)",
                    "200",
                    "200 ''",
                    "200(A: b)",
                    "200(a: b)")
                .map(Script::parse))
        .doesNotHaveDuplicates();
  }

  @Test
  void takesTheEndsOfEveryRange() {
    Script script = Script.parse("100 x1000000, 599");

    assertThat(script.calls()).isEqualTo(1_000_001);
    assertThat(script.steps().get(0).fault()).isEqualTo(Fault.status(100));
  }

  @Test
  void refusesToBeEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(Script::of)
        .withMessage(
            "script must have at least 1 step, but had none; for no faults at all write 'ok'");
  }
}
