package dev.redial.test.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text measured in the columns of a terminal. */
final class Columns {

  private static final int WIDE_FROM = 0x1100;

  /** A number and its unit belong together. */
  private static final Pattern BEFORE_UNIT =
      Pattern.compile("(?<=\\d) (?=(?:ns|us|ms|s|min|h|d|%)\\b)");

  private static final char NO_BREAK = '\u00a0';

  private Columns() {}

  static int width(String text) {
    return text.codePoints().map(Columns::width).sum();
  }

  /** The text, followed by blanks up to this width. */
  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** The text if it is no wider, else as much of it as fits before the ellipsis. */
  static String cut(String text, int width, String ellipsis) {
    if (width(text) <= width) {
      return text;
    }
    int left = Math.max(0, width - ellipsis.length());
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int point : text.codePoints().toArray()) {
      used += width(point);
      if (used > left) {
        break;
      }
      kept.appendCodePoint(point);
    }
    return kept.toString().stripTrailing()
        + ellipsis.substring(0, Math.min(ellipsis.length(), Math.max(0, width)));
  }

  /** Lines of words, none wider than this unless a single word is. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    String joined = BEFORE_UNIT.matcher(text).replaceAll(String.valueOf(NO_BREAK));
    for (String word : joined.split(" +", -1)) {
      if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines.stream().map(one -> one.replace(NO_BREAK, ' ')).toList();
  }

  private static int width(int point) {
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return point >= WIDE_FROM && isWide(point) ? 2 : 1;
  }

  /** Hangul, the ideographs with kana and full-width forms, emoji: the blocks of wide signs. */
  private static boolean isWide(int point) {
    return point <= 0x115f
        || isWithin(0x2e80, point, 0xa4cf)
        || isWithin(0xac00, point, 0xd7a3)
        || isWithin(0xf900, point, 0xfaff)
        || isWithin(0xfe30, point, 0xfe6f)
        || isWithin(0xff00, point, 0xff60)
        || isWithin(0x1f300, point, 0x1faff)
        || isWithin(0x20000, point, 0x3fffd);
  }

  private static boolean isWithin(int first, int point, int last) {
    return point >= first && point <= last;
  }
}
