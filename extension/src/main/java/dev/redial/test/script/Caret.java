package dev.redial.test.script;

/** A line of text and a mark under one of its characters, in at most 80 columns. */
final class Caret {

  private static final String INDENT = "  ";
  private static final String CUT = "…";
  private static final int WIDTH = 76;
  private static final int BEFORE = 40;

  private Caret() {}

  static String under(String line, int index) {
    int from = line.length() <= WIDTH ? 0 : Math.max(0, index - BEFORE);
    int to = Math.min(line.length(), from + WIDTH);
    String shown =
        (from > 0 ? CUT : "") + line.substring(from, to) + (to < line.length() ? CUT : "");
    int column = index - from + (from > 0 ? CUT.length() : 0);
    String visible = shown.replaceAll("\\p{Cc}", " ");
    return INDENT + visible.stripTrailing() + "\n" + INDENT + " ".repeat(column) + "^";
  }
}
