package dev.redial.test.script;

import dev.redial.text.NearestWord;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** The text of a script and how far it has been read. */
final class ScriptText {

  private final String text;
  private int at;

  ScriptText(String text) {
    this.text = text;
  }

  /** Skips white space; the place after it. */
  int place() {
    skip(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
    return at;
  }

  boolean atEnd() {
    return place() == text.length();
  }

  /** Whether the rest begins with this, in any case. */
  boolean sees(String start) {
    return text.regionMatches(true, place(), start, 0, start.length());
  }

  /** Reads past this if the rest begins with it. */
  boolean take(String start) {
    boolean seen = sees(start);
    at += seen ? start.length() : 0;
    return seen;
  }

  /** Whether the rest begins with this whole word, in any case. */
  boolean seesWord(String word) {
    int end = place() + word.length();
    return sees(word) && (end == text.length() || !isWordPart(text.charAt(end)));
  }

  boolean takeWord(String word) {
    boolean seen = seesWord(word);
    at += seen ? word.length() : 0;
    return seen;
  }

  /** The letters and digits from here on; may be empty. */
  String word() {
    place();
    return run(ScriptText::isWordPart);
  }

  String digits() {
    place();
    return run(c -> c >= '0' && c <= '9');
  }

  /**
   * An amount with its unit or units, such as {@code 1min30s} or {@code 1.5 s}: numbers, and the
   * words that follow them, but none of these; may be empty.
   */
  String amount(String... words) {
    int start = place();
    int end = at;
    while (!run(c -> c == '.' || (c >= '0' && c <= '9')).isEmpty()) {
      end = at;
      if (Arrays.stream(words).anyMatch(this::seesWord)) {
        break;
      }
      end = run(Character::isLetter).isEmpty() ? end : at;
      place();
    }
    at = end;
    return text.substring(start, end);
  }

  /** The text from here up to one of these characters or the end, without space around it. */
  String until(String stops) {
    place();
    return run(c -> stops.indexOf(c) < 0).strip();
  }

  /** The text within the quotes that begin here, with {@code ''} read as one quote. */
  String quoted() {
    int open = at++;
    StringBuilder content = new StringBuilder();
    while (true) {
      content.append(run(c -> c != '\''));
      if (at == text.length()) {
        throw wrong(open, "this quote is not closed", "Within a text, write '' for a quote.");
      }
      at++;
      if (at == text.length() || text.charAt(at) != '\'') {
        return content.toString();
      }
      content.append(text.charAt(at++));
    }
  }

  ScriptSyntaxException wrong(int position, String what, String hint) {
    return ScriptSyntaxException.at(text, position, what, hint);
  }

  /** Something else was expected here. */
  ScriptSyntaxException unexpected(String expected) {
    String hint = "Expected " + expected + ".";
    if (atEnd()) {
      return wrong(at, "the script ends too early", hint);
    }
    int start = at;
    String word = run(ScriptText::isWordPart);
    String found = word.isEmpty() ? Character.toString(text.codePointAt(start)) : word;
    String what = found.equals("'") ? "this text in quotes" : "'" + found + "'";
    return wrong(start, what + " cannot stand here", hint);
  }

  private String run(IntPredicate part) {
    int start = at;
    skip(part);
    return text.substring(start, at);
  }

  private void skip(IntPredicate part) {
    while (at < text.length() && part.test(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isWordPart(int c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-';
  }

  /** A duration and the parenthesis behind it. */
  Duration duration(int open, String expected) {
    Duration read = duration(",()'", expected, open);
    close(open, "')' after the duration");
    return read;
  }

  /**
   * A duration up to one of these characters.
   *
   * @param open where the parenthesis is that it stands in
   */
  private Duration duration(String stops, String expected, int open) {
    int place = place();
    String duration = until(stops);
    if (duration.isEmpty()) {
      throw expected(expected, open);
    }
    return checked(place, () -> Durations.parse(duration));
  }

  void close(int open, String expected) {
    if (!take(")")) {
      throw expected(expected, open);
    }
  }

  <T> T checked(int place, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      // What is wrong, then perhaps a semicolon and the way out.
      String[] parts = String.valueOf(e.getMessage()).split("; ", 2);
      throw wrong(place, parts[0], parts.length == 1 ? "" : sentence(parts[1]));
    }
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
  }

  /** Something else was expected here, within a parenthesis. */
  ScriptSyntaxException expected(String expected, int open) {
    return atEnd() ? notClosed(open) : unexpected(expected);
  }

  ScriptSyntaxException notClosed(int open) {
    return wrong(open, "this parenthesis is not closed", "Write ) at its end.");
  }

  /** A word that is none of those expected here. */
  ScriptSyntaxException unknown(int place, String word, String expected, List<String> known) {
    if (word.isEmpty()) {
      return unexpected(expected);
    }
    if (known.contains(word.toLowerCase(Locale.ROOT))) {
      return wrong(place, "'" + word + "' cannot stand here", "Expected " + expected + ".");
    }
    String meant =
        NearestWord.among(known, word).map(near -> "; did you mean '" + near + "'?").orElse("");
    return wrong(place, "'" + word + "' is not known" + meant, "Expected " + expected + ".");
  }
}
