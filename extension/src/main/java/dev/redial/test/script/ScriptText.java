package dev.redial.test.script;

import java.util.function.IntPredicate;

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
}
