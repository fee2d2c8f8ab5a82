package dev.redial.test.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTest {

  private static ScriptCursor cursor(String script) {
    return new ScriptCursor(Script.parse(script));
  }

  /** What the script says to calls one second apart, the first of them at zero. */
  private static String turns(ScriptCursor cursor, int calls) {
    return IntStream.range(0, calls)
        .mapToObj(
            second ->
                cursor.next(
                    number ->
                        new ScriptCall(
                            number, Durations.parse(second + "s"), List.of("a", number))))
        .map(RuleTest::word)
        .collect(Collectors.joining(" "));
  }

  private static String word(Turn turn) {
    if (turn instanceof Turn.Scripted scripted) {
      return scripted.fault().toString();
    }
    return turn instanceof Turn.Overrun ? "beyond!" : "pass";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "503 from 2s to 4s                             | pass pass 503 503 pass pass",
        "503 from 4s                                   | pass pass pass pass 503 503",
        "503 from 0s to 1s, reset, ok, then pass       | 503 reset ok pass pass pass",
        "reset when call 3                             | pass pass reset pass pass pass",
        "reset when call 2 to 4                        | pass reset reset reset pass pass",
        "503 when every 2                              | pass 503 pass 503 pass 503",
        "503 when not every 2, timeout x3              | 503 timeout 503 timeout 503 timeout",
        "503 when every 2 and from 3s                  | pass pass pass 503 pass 503",
        "503 when call 1 or call 6                     | 503 pass pass pass pass 503",
        "503 when (call 1 or call 2) and not call 1    | pass 503 pass pass pass pass",
        "503 when call 1 or call 2 and not call 2      | 503 pass pass pass pass pass",
        "503 when arg 2 is '4'                         | pass pass pass 503 pass pass",
        "503 when arg 3 is 'x', ok x6                  | ok ok ok ok ok ok",
        "reset when call 2, 503 when call 2 to 3       | pass reset 503 pass pass pass",
        "503 when call 2, ok, then fail                | ok 503 refused refused refused refused",
        "503 when call 2, ok, then repeat              | ok 503 ok ok ok ok",
        "503 when call 2, ok x2                        | ok 503 ok beyond! beyond! beyond!",
        "503 when call 2, then fail                    | refused 503 refused refused refused refused",
        "503 when 100 % seed 1                         | 503 503 503 503 503 503",
      })
  void holdsForTheCallsOfItsCondition(String script, String turns) {
    assertThat(turns(cursor(script), 6)).isEqualTo(turns);
  }

  @Test
  void isRandomByNothingButSeedAndCall() {
    String once = turns(cursor("503 when 30 % seed 42"), 100);

    assertThat(once).isEqualTo(turns(cursor("503 when 30 % seed 42"), 100));
    assertThat(once).isNotEqualTo(turns(cursor("503 when 30 % seed 43"), 100));
    // The same on every machine.
    assertThat(once).startsWith("pass pass pass 503 pass 503 pass 503 503 503");
  }

  @ParameterizedTest
  @CsvSource({"1, 0.01", "30, 0.02", "50, 0.02", "99, 0.01"})
  void hasTheShareThatItSays(double percent, double tolerance) {
    for (long seed = -3; seed < 3; seed++) {
      Condition share = Condition.share(percent, seed);
      double hits =
          IntStream.rangeClosed(1, 10_000)
              .filter(call -> share.holds(new ScriptCall(call, Duration.ZERO, List.of())))
              .count();

      assertThat(hits / 10_000).isBetween(percent / 100 - tolerance, percent / 100 + tolerance);
    }
  }

  /** Whichever call comes first, the same argument has the same chance. */
  @Test
  void canBeRandomByAnArgument() {
    Condition share = Condition.shareByArgument(50, 7, 1);

    for (Object argument : Arrays.asList("a", 42, null, List.of("b"))) {
      long hits =
          IntStream.rangeClosed(1, 50)
              .filter(
                  call ->
                      share.holds(
                          new ScriptCall(call, Duration.ZERO, Arrays.asList(argument, call))))
              .count();
      assertThat(hits).isIn(0L, 50L);
    }
  }

  @Test
  void matchesByPredicateAndSaysThatItCannotBeWritten() {
    Condition odd = Condition.matching(call -> call.number() % 2 == 1);
    Script script = Script.of(Fault.status(503).when(odd));

    assertThat(turns(new ScriptCursor(script), 3)).isEqualTo("503 pass 503");
    assertThat(script).hasToString("503 when <a predicate>");
    assertThatIllegalArgumentException().isThrownBy(() -> Script.parse(script.toString()));
  }

  @Test
  void thatHeldForNoCallIsLeftOver() {
    ScriptCursor cursor =
        cursor("503 from 2s to 4s, ok, reset when call 9, timeout when 1 % seed 1");
    turns(cursor, 1);

    assertThat(cursor.leftovers())
        .containsExactly(
            new Leftover(1, Fault.status(503).when(Condition.between("2s", "4s")), 1),
            new Leftover(3, Fault.reset().when(Condition.call(9)), 1));
    assertThat(cursor("503 from 2s to 4s, …").leftovers()).isEmpty();
  }

  @Test
  void isNumberedAmongTheItemsOfItsScript() {
    ScriptCursor cursor = cursor("ok, 503 when call 2, reset");

    assertThat(IntStream.range(0, 3).mapToObj(i -> ((Turn.Scripted) cursor.next()).step()).toList())
        .containsExactly(1, 2, 3);
  }

  @Test
  void aScriptOfRulesHasNothingToRepeat() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Script.parse("503 when call 1, then repeat"))
        .withMessageContaining("a script that repeats its last step must have one");
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.call(0))
        .withMessage("call must be at least 1, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.calls(3, 2))
        .withMessage("the last call must be at least 3, but was 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Condition.between("4s", "4s"))
        .withMessage("to must be above from (4 s), but was 4 s");
    for (double percent : new double[] {0, -1, 100.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Condition.share(percent, 1))
          .withMessageStartingWith("share must be above 0 % and at most 100 %, but was ");
    }
  }
}
