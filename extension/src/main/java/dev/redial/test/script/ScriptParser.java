package dev.redial.test.script;

import dev.redial.text.NearestWord;
import dev.redial.time.Durations;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Reads the grammar that {@link Script} documents, from left to right. */
final class ScriptParser {

  private static final List<String> FAULTS = List.of("ok", "timeout", "refused", "reset");
  private static final List<String> STEP_WORDS =
      List.of("ok", "timeout", "refused", "reset", "then");
  private static final List<String> ENDS = List.of("pass", "repeat");
  private static final String A_FAULT =
      "a fault: " + String.join(", ", FAULTS) + ", or a status such as 503";

  private final ScriptText text;

  ScriptParser(String text) {
    this.text = new ScriptText(text);
  }

  Script parse() {
    if (text.atEnd()) {
      throw text.wrong(0, "the script is empty", "For no faults at all write 'ok'.");
    }
    List<Step> steps = new ArrayList<>();
    do {
      steps.add(step());
    } while (text.take(",") && !seesEnd());
    Script.End end = end();
    if (!text.atEnd()) {
      throw text.unexpected(
          end == Script.End.STRICT
              ? "a comma, a count such as x2, or the end of the script"
              : "nothing after how the script ends");
    }
    return Script.of(steps, end);
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
      default -> throw unknown(place, word, "'pass' or 'repeat' after 'then'", ENDS);
    };
  }

  private Step step() {
    Fault fault = fault();
    if (text.sees("(")) {
      throw text.wrong(
          text.place(), "'" + fault + "' takes nothing in parentheses", "Leave them out.");
    }
    if (text.sees("'")) {
      throw text.wrong(
          text.place(), "'" + fault + "' has no body", "Only a status such as 200 has one.");
    }
    return Step.of(fault, count());
  }

  private Fault fault() {
    int place = text.place();
    String digits = text.digits();
    if (!digits.isEmpty()) {
      return status(place, digits);
    }
    String word = text.word();
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "ok" -> Fault.ok();
      case "timeout" -> timeout();
      case "refused" -> Fault.refused();
      case "reset" -> Fault.reset();
      default -> throw unknown(place, word, A_FAULT, STEP_WORDS);
    };
  }

  private Fault timeout() {
    int open = text.place();
    if (!text.take("(")) {
      return Fault.timeout();
    }
    int place = text.place();
    Duration takes = duration(open, "a duration such as 5s");
    return checked(place, () -> Fault.timeout(takes));
  }

  private Fault status(int place, String digits) {
    Fault.Status status =
        checked(place, () -> Fault.status(Fault.Status.requireCode(new BigInteger(digits))));
    int open = text.place();
    if (text.take("(")) {
      do {
        status = status.header(header(open));
      } while (text.take(","));
      close(open, "',' or ')'");
    }
    return text.sees("'") ? status.body(text.quoted()) : status;
  }

  private Header header(int open) {
    int place = text.place();
    String name = text.until(":,()' \n");
    if (name.isEmpty()) {
      throw expected("a header such as Retry-After: 7", open);
    }
    if (!text.take(":")) {
      throw expected("':' after the header name '" + name + "'", open);
    }
    HeaderValue value = value(name, open);
    return checked(place, () -> new Header(name, value));
  }

  private HeaderValue value(String name, int open) {
    int place = text.place();
    if (text.sees("'")) {
      String quoted = text.quoted();
      return checked(place, () -> new HeaderValue.Text(quoted));
    }
    String bare = text.until(",()'\n");
    if (text.sees("(") && bare.equalsIgnoreCase("date")) {
      return date();
    }
    if (text.atEnd()) {
      throw notClosed(open);
    }
    if (text.sees("(") || text.sees("'")) {
      throw text.wrong(
          place, "a value with ( or ' needs quotes", "Write it as 'a (b)', with '' for a quote.");
    }
    if (bare.isEmpty()) {
      throw text.wrong(place, "header '" + name + "' has no value", "For an empty one write ''.");
    }
    return checked(place, () -> new HeaderValue.Text(bare));
  }

  private HeaderValue date() {
    int open = text.place();
    text.take("(");
    int place = text.place();
    boolean past = text.take("-");
    if (!past) {
      text.take("+");
    }
    Duration offset = duration(open, "a time from now such as +7s");
    return checked(place, () -> new HeaderValue.DateOffset(past ? offset.negated() : offset));
  }

  /** A duration and the parenthesis behind it. */
  private Duration duration(int open, String expected) {
    int place = text.place();
    String duration = text.until(",()'");
    if (duration.isEmpty()) {
      throw expected(expected, open);
    }
    Duration read = checked(place, () -> Durations.parse(duration));
    close(open, "')' after the duration");
    return read;
  }

  private void close(int open, String expected) {
    if (!text.take(")")) {
      throw expected(expected, open);
    }
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
    return checked(place, () -> Step.requireCount(new BigInteger(sign + digits)));
  }

  private <T> T checked(int place, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      // What is wrong, then perhaps a semicolon and the way out.
      String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
      throw text.wrong(place, parts[0], parts.length == 1 ? "" : sentence(parts[1]));
    }
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  private ScriptSyntaxException expected(String expected, int open) {
    return text.atEnd() ? notClosed(open) : text.unexpected(expected);
  }

  private ScriptSyntaxException notClosed(int open) {
    return text.wrong(open, "this parenthesis is not closed", "Write ) at its end.");
  }

  private ScriptSyntaxException unknown(
      int place, String word, String expected, List<String> known) {
    if (word.isEmpty()) {
      return text.unexpected(expected);
    }
    if (known.contains(word.toLowerCase(Locale.ROOT))) {
      return text.wrong(place, "'" + word + "' cannot stand here", "Expected " + expected + ".");
    }
    String meant =
        NearestWord.among(known, word).map(near -> "; did you mean '" + near + "'?").orElse("");
    return text.wrong(place, "'" + word + "' is not known" + meant, "Expected " + expected + ".");
  }
}
