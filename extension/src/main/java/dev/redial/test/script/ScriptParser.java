package dev.redial.test.script;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads the grammar that {@link Script} documents, from left to right. */
final class ScriptParser {

  private static final List<String> ENDS = List.of("pass", "repeat", "fail");
  private static final List<String> WORDS =
      Stream.of(FaultParser.WORDS, ConditionParser.WORDS, List.of("then"))
          .flatMap(List::stream)
          .toList();

  private final ScriptText text;

  ScriptParser(String text) {
    this.text = new ScriptText(text);
  }

  Script parse() {
    if (text.atEnd()) {
      throw text.wrong(0, "the script is empty", "For no faults at all write 'ok'.");
    }
    List<ScriptItem> items = new ArrayList<>();
    do {
      items.add(item());
    } while (text.take(",") && !seesEnd());
    Script.End end = end();
    if (!text.atEnd()) {
      throw text.unexpected(
          end == Script.End.STRICT
              ? "a comma, a count such as x2, a condition, or the end of the script"
              : "nothing after how the script ends");
    }
    return text.checked(0, () -> Script.of(items, end));
  }

  private boolean seesEnd() {
    return text.sees("…") || text.sees("...") || text.seesWord("then");
  }

  private Script.End end() {
    if (text.take("…") || text.take("...")) {
      return Script.End.LENIENT;
    }
    if (!text.takeWord("then")) {
      return Script.End.STRICT;
    }
    int place = text.place();
    String word = text.word();
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "pass" -> Script.End.PASS;
      case "repeat" -> Script.End.REPEAT_LAST;
      case "fail" -> Script.End.FAIL;
      default -> throw text.unknown(place, word, "'pass', 'repeat' or 'fail' after 'then'", ENDS);
    };
  }

  private ScriptItem item() {
    Fault fault = new FaultParser(text, WORDS).fault();
    if (text.sees("(")) {
      throw text.wrong(
          text.place(), "'" + fault + "' takes nothing in parentheses", "Leave them out.");
    }
    if (text.sees("'")) {
      throw text.wrong(
          text.place(), "'" + fault + "' has no body", "Only a status such as 200 has one.");
    }
    ConditionParser conditions = new ConditionParser(text);
    if (text.takeWord("when")) {
      return fault.when(conditions.condition());
    }
    if (text.takeWord("from")) {
      return fault.when(conditions.window());
    }
    return Step.of(fault, count());
  }

  private int count() {
    if (!text.take("x") && !text.take("×")) {
      return 1;
    }
    int place = text.place();
    String sign = text.take("-") ? "-" : "";
    String digits = text.digits();
    if (digits.isEmpty()) {
      throw text.unexpected("a number after 'x', such as x2");
    }
    return text.checked(place, () -> Step.requireCount(new BigInteger(sign + digits)));
  }
}
