package dev.redial.test.script;

import java.io.Serial;
import java.util.regex.Pattern;

/**
 * A text is not a script. The message says what is wrong, shows the place, and says what would be
 * right:
 *
 * <pre>
 * Line 1, column 9: 'timout' is not known; did you mean 'timeout'?
 *   429 x2, timout, ok
 *           ^
 * Expected a fault: ok, timeout, refused, reset, or a status such as 503.
 * </pre>
 */
public final class ScriptSyntaxException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  /** As much as fits 80 columns, and the space behind it. */
  private static final Pattern WRAP = Pattern.compile("(.{1,80})(?: |$)");

  private final int line;
  private final int column;

  private ScriptSyntaxException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  static ScriptSyntaxException at(String text, int position, String what, String hint) {
    int lineStart = text.lastIndexOf('\n', position - 1) + 1;
    int lineEnd = text.indexOf('\n', lineStart);
    String lineText = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int column = position - lineStart + 1;
    String message =
        ("Line " + line + ", column " + column + ": " + what)
            + (lineText.isBlank() ? "" : "\n" + Caret.under(lineText, position - lineStart))
            + WRAP.matcher(hint).replaceAll("\n$1");
    return new ScriptSyntaxException(message, line, column);
  }

  /** The line of the place, from 1. */
  public int line() {
    return line;
  }

  /** The column of the place within its line, in {@code char}s from 1. */
  public int column() {
    return column;
  }
}
