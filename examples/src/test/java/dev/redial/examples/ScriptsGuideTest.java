package dev.redial.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.test.script.Condition;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets, and all scripts, of {@code docs/scripts.md}. */
class ScriptsGuideTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final String order = "order";

  /** What stands in the first columns of its tables. */
  static Stream<String> scripts() {
    return Documents.text("docs/scripts.md")
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(1, line.indexOf('|', 1)))
        .flatMap(cell -> CODE.matcher(cell).results())
        .map(found -> found.group(1));
  }

  @Test
  void showsScripts() {
    assertThat(scripts()).hasSizeGreaterThan(35);
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void areAllReadAndPrintAsTheyStand(String text) {
    Script script = Script.parse(text);

    assertThat(script).isEqualTo(Script.parse(script.toString()));
    assertThat(script.toString().replace(" '", "").replace("'", ""))
        .isEqualTo(text.replace("lost(timeout), ", "").replace(" '", "").replace("'", ""));
  }

  @Test
  void canBeWrittenInJava() {
    Script outage =
        Script.of(
            Fault.status(503).when(Condition.between("10s", "40s")),
            Fault.reset().when(Condition.matching(call -> call.arguments().contains(order))));

    Script script =
        Script.of(
            Fault.timeout().times(2),
            Fault.status(429).retryAfter("7s"),
            Fault.lost(Fault.reset()),
            Fault.exception(IOException.class, "disk full"),
            Fault.ok());

    assertThat(outage.rules()).hasSize(2);
    assertThat(Documents.text("docs/scripts.md")).contains("prints as `" + script + "`");
    assertThat(List.of(script)).contains(Script.parse(script.toString()));
  }
}
