package dev.redial.test.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptSyntaxExceptionTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("badScripts")
  void saysWhatIsWrongWhereAndWhatWouldBeRight(String name, String script, String message) {
    assertThat(errorOf(script)).hasMessage(message);
  }

  static Stream<Arguments> badScripts() {
    return Stream.of(
        bad(
            "an empty script",
            "",
            """
            Line 1, column 1: the script is empty
            For no faults at all write 'ok'."""),
        bad(
            "a blank script",
            "  \n ",
            """
            Line 1, column 1: the script is empty
            For no faults at all write 'ok'."""),
        bad(
            "a misspelt fault",
            "timout x2, ok",
            """
            Line 1, column 1: 'timout' is not known; did you mean 'timeout'?
              timout x2, ok
              ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "two letters that changed places",
            "429, rests",
            """
            Line 1, column 6: 'rests' is not known; did you mean 'reset'?
              429, rests
                   ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "an unknown fault",
            "ok, quantum",
            """
            Line 1, column 5: 'quantum' is not known
              ok, quantum
                  ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "an end without a fault",
            "then pass",
            """
            Line 1, column 1: 'then' cannot stand here
              then pass
              ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a misspelt 'then'",
            "ok, than pass",
            """
            Line 1, column 5: 'than' is not known; did you mean 'then'?
              ok, than pass
                  ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a misspelt end",
            "ok then pas",
            """
            Line 1, column 9: 'pas' is not known; did you mean 'pass'?
              ok then pas
                      ^
            Expected 'pass', 'repeat' or 'fail' after 'then'."""),
        bad(
            "an end without its word",
            "ok, then",
            """
            Line 1, column 9: the script ends too early
              ok, then
                      ^
            Expected 'pass', 'repeat' or 'fail' after 'then'."""),
        bad(
            "a count of none",
            "timeout x0",
            """
            Line 1, column 10: count must be at least 1, but was 0
              timeout x0
                       ^
            Leave the step out instead."""),
        bad(
            "a negative count",
            "timeout x-1",
            """
            Line 1, column 10: count must be at least 1, but was -1
              timeout x-1
                       ^
            Leave the step out instead."""),
        bad(
            "a count beyond every int",
            "ok x99999999999",
            """
            Line 1, column 5: count must be at most 1000000, but was 99999999999
              ok x99999999999
                  ^
            To go on for ever, end the script with 'then repeat'."""),
        bad(
            "a count without a number",
            "ok x, reset",
            """
            Line 1, column 5: ',' cannot stand here
              ok x, reset
                  ^
            Expected a number after 'x', such as x2."""),
        bad(
            "a second count",
            "ok x2 x3",
            """
            Line 1, column 7: 'x3' cannot stand here
              ok x2 x3
                    ^
            Expected a comma, a count such as x2, a condition, or the end of the script."""),
        bad(
            "a status below the range",
            "99",
            """
            Line 1, column 1: status must be between 100 and 599, but was 99
              99
              ^"""),
        bad(
            "a status above the range",
            "ok, 600",
            """
            Line 1, column 5: status must be between 100 and 599, but was 600
              ok, 600
                  ^"""),
        bad(
            "a status beyond every int",
            "429999999999",
            """
            Line 1, column 1: status must be between 100 and 599, but was 429999999999
              429999999999
              ^"""),
        bad(
            "an unclosed parenthesis",
            "503(Retry-After: 7",
            """
            Line 1, column 4: this parenthesis is not closed
              503(Retry-After: 7
                 ^
            Write ) at its end."""),
        bad(
            "a parenthesis that only opens",
            "503(",
            """
            Line 1, column 4: this parenthesis is not closed
              503(
                 ^
            Write ) at its end."""),
        bad(
            "no header",
            "503()",
            """
            Line 1, column 5: ')' cannot stand here
              503()
                  ^
            Expected a header such as Retry-After: 7."""),
        bad(
            "an unclosed quote",
            "200 '{\"id\":42}",
            """
            Line 1, column 5: this quote is not closed
              200 '{"id":42}
                  ^
            Within a text, write '' for a quote."""),
        bad(
            "a comma at the end",
            "timeout,",
            """
            Line 1, column 9: the script ends too early
              timeout,
                      ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a comma too many",
            "timeout,,ok",
            """
            Line 1, column 9: ',' cannot stand here
              timeout,,ok
                      ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a comma at the start",
            ",ok",
            """
            Line 1, column 1: ',' cannot stand here
              ,ok
              ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a share without a seed",
            "503 when 20 %",
            """
            Line 1, column 14: a random share needs a seed
              503 when 20 %
                           ^
            Write a number after it, such as 20 % seed 42: the same seed is the same chance."""),
        bad(
            "a window that ends before it begins",
            "503 from 40s to 10s",
            """
            Line 1, column 17: to must be above from (40 s), but was 10 s
              503 from 40s to 10s
                              ^"""),
        bad(
            "a window without a unit",
            "503 from 10 to 40s",
            """
            Line 1, column 10: '10' is not a duration
              503 from 10 to 40s
                       ^
            Write a number and a unit, such as 500ms, 1.5s, 2min, 1h30min or PT1S (units:
            ns, us, ms, s, m or min, h, d)."""),
        bad(
            "a misspelt condition",
            "503 when evry 2",
            """
            Line 1, column 10: 'evry' is not known; did you mean 'every'?
              503 when evry 2
                       ^
            Expected a condition: from 10s to 40s, call 3, every 2, arg 1 is 'x', 20 % seed
            42, not …, or one in parentheses."""),
        bad(
            "an unknown flaw",
            "tls(expird)",
            """
            Line 1, column 5: 'expird' is not known; did you mean 'expired'?
              tls(expird)
                  ^
            Expected one of untrusted, expired, host, aborted."""),
        bad(
            "a loss that nobody sees",
            "lost(503)",
            """
            Line 1, column 6: '503' is not known
              lost(503)
                   ^
            Expected what is seen: timeout or reset."""),
        bad(
            "slow without a time",
            "slow, ok",
            """
            Line 1, column 5: ',' cannot stand here
              slow, ok
                  ^
            Expected how slow it is, such as slow(2s)."""),
        bad(
            "a number as a class",
            "throw 42",
            """
            Line 1, column 7: throw must name a class such as java.io.IOException, but was '42'
              throw 42
                    ^"""),
        bad(
            "a result without quotes",
            "return 42",
            """
            Line 1, column 8: '42' cannot stand here
              return 42
                     ^
            Expected null, or a value in quotes such as '42'."""),
        bad(
            "a missing comma",
            "ok ok",
            """
            Line 1, column 4: 'ok' cannot stand here
              ok ok
                 ^
            Expected a comma, a count such as x2, a condition, or the end of the script."""),
        bad(
            "arguments that nobody takes",
            "ok(1)",
            """
            Line 1, column 3: 'ok' takes nothing in parentheses
              ok(1)
                ^
            Leave them out."""),
        bad(
            "a body that nobody sends",
            "timeout 'x'",
            """
            Line 1, column 9: 'timeout' has no body
              timeout 'x'
                      ^
            Only a status such as 200 has one."""),
        bad(
            "a timeout without its duration",
            "timeout()",
            """
            Line 1, column 9: ')' cannot stand here
              timeout()
                      ^
            Expected a duration such as 5s."""),
        bad(
            "a duration without a unit",
            "timeout(5)",
            """
            Line 1, column 9: '5' is not a duration
              timeout(5)
                      ^
            Write a number and a unit, such as 500ms, 1.5s, 2min, 1h30min or PT1S (units:
            ns, us, ms, s, m or min, h, d)."""),
        bad(
            "a timeout of zero",
            "timeout(0s)",
            """
            Line 1, column 9: timeout must be above 0, but was 0 ms
              timeout(0s)
                      ^
            For a timeout at once give no duration."""),
        bad(
            "a header without a value",
            "503(Retry-After:, X: 1)",
            """
            Line 1, column 17: header 'Retry-After' has no value
              503(Retry-After:, X: 1)
                              ^
            For an empty one write ''."""),
        bad(
            "a header without a colon",
            "503(Retry-After)",
            """
            Line 1, column 16: ')' cannot stand here
              503(Retry-After)
                             ^
            Expected ':' after the header name 'Retry-After'."""),
        bad(
            "a header without a name",
            "503(: 7)",
            """
            Line 1, column 5: ':' cannot stand here
              503(: 7)
                  ^
            Expected a header such as Retry-After: 7."""),
        bad(
            "a header name that is none",
            "503(Rétry: 1)",
            """
            Line 1, column 5: header name must be letters, digits or any of !#$%&*+-.^_`|~, but was 'Rétry'
              503(Rétry: 1)
                  ^"""),
        bad(
            "a parenthesis in a bare value",
            "503(X: a(b))",
            """
            Line 1, column 8: a value with ( or ' needs quotes
              503(X: a(b))
                     ^
            Write it as 'a (b)', with '' for a quote."""),
        bad(
            "a line break in a value",
            "503(X: 'a\nb')",
            """
            Line 1, column 8: header value must not have line breaks or NUL
              503(X: 'a
                     ^"""),
        bad(
            "a text behind a value",
            "503(X: 'a'b)",
            """
            Line 1, column 11: 'b' cannot stand here
              503(X: 'a'b)
                        ^
            Expected ',' or ')'."""),
        bad(
            "a date without a unit",
            "503(Retry-After: date(+7))",
            """
            Line 1, column 24: '7' is not a duration
              503(Retry-After: date(+7))
                                     ^
            Write a number and a unit, such as 500ms, 1.5s, 2min, 1h30min or PT1S (units:
            ns, us, ms, s, m or min, h, d)."""),
        bad(
            "a date too far",
            "503(Retry-After: date(+400000d))",
            """
            Line 1, column 23: date must be at most 365000 days away, but was +400000d
              503(Retry-After: date(+400000d))
                                    ^"""),
        bad(
            "a step after the dots",
            "ok … ok",
            """
            Line 1, column 6: 'ok' cannot stand here
              ok … ok
                   ^
            Expected nothing after how the script ends."""),
        bad(
            "a step after the end",
            "ok, then pass, ok",
            """
            Line 1, column 14: ',' cannot stand here
              ok, then pass, ok
                           ^
            Expected nothing after how the script ends."""),
        bad(
            "a mistake in the third line",
            "ok\n,\n  tiemout\n",
            """
            Line 3, column 3: 'tiemout' is not known; did you mean 'timeout'?
                tiemout
                ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a mistake behind a tab",
            "ok,\tbad",
            """
            Line 1, column 5: 'bad' is not known
              ok, bad
                  ^
            Expected a fault: ok, timeout, hang, slow, refused, reset, dns, tls, lost,
            throw, return, or a status such as 503."""),
        bad(
            "a mistake in a long line",
            "200 '" + "a".repeat(100) + "' foo, 200 '" + "b".repeat(100) + "'",
            """
            Line 1, column 108: 'foo' cannot stand here
              …aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' foo, 200 'bbbbbbbbbbbbbbbbbbbbbbbbbb…
                                                       ^
            Expected a comma, a count such as x2, a condition, or the end of the script."""));
  }

  @Test
  void knowsItsLineAndColumn() {
    ScriptSyntaxException error = errorOf("ok,\n  429 xx");

    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(8);
  }

  private static ScriptSyntaxException errorOf(String script) {
    return catchThrowableOfType(ScriptSyntaxException.class, () -> Script.parse(script));
  }

  private static Arguments bad(String name, String script, String message) {
    return Arguments.of(name, script, message);
  }
}
