package dev.redial.test.report;

import dev.redial.time.Durations;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a report writes: its signs, what its charset can print, what it must not print. */
final class Pen {

  /** The widest line. */
  static final int WIDTH = 80;

  /** More of a text than any line shows. */
  private static final int LONGEST = 1000;

  private final Glyphs glyphs;
  private final @Nullable CharsetEncoder encoder;
  private final Secrets secrets;

  Pen(Charset charset, Secrets secrets) {
    this.glyphs = Glyphs.of(charset);
    this.encoder = charset.canEncode() ? charset.newEncoder() : null;
    this.secrets = secrets;
  }

  Glyphs glyphs() {
    return glyphs;
  }

  /** A text from outside on one line: its first, masked, without what cannot be printed. */
  String clean(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    String bounded = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    String masked = secrets.mask(bounded);
    boolean allPrintable = encoder != null && encoder.canEncode(masked);
    StringBuilder clean = new StringBuilder();
    masked.codePoints().forEach(point -> append(clean, point, allPrintable));
    return clean.toString().strip();
  }

  private void append(StringBuilder clean, int point, boolean printable) {
    int type = Character.getType(point);
    if (Character.isWhitespace(point) || type == Character.SPACE_SEPARATOR) {
      clean.append(' ');
    } else if (type == Character.SURROGATE || type == Character.UNASSIGNED) {
      clean.append('?');
    } else if (type != Character.CONTROL && type != Character.FORMAT) {
      clean.append(printable || canPrint(point) ? Character.toString(point) : "?");
    }
  }

  private boolean canPrint(int point) {
    return point < 0x7f || (encoder != null && encoder.canEncode(Character.toString(point)));
  }

  String cut(String text, int width) {
    return Columns.cut(text, width, glyphs.ellipsis());
  }

  /** A duration as a person says it. */
  static String time(Duration duration) {
    return Durations.formatRounded(duration);
  }

  static String count(int number, String one, String many) {
    return (number == 0 ? "no" : String.valueOf(number)) + " " + (number == 1 ? one : many);
  }
}
