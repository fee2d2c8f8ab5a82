package dev.redial.test.report;

import java.nio.charset.Charset;

/** The signs a report is drawn with. */
record Glyphs(
    String succeeded,
    String failed,
    String rejected,
    String ellipsis,
    String dot,
    String arrow,
    String pointer,
    String left,
    String line,
    String tick,
    String right) {

  private static final Glyphs UNICODE =
      new Glyphs("✓", "✗", "⊘", "…", "·", "→", "◀", "├", "─", "┼", "┤");

  private static final Glyphs ASCII =
      new Glyphs("+", "x", "!", "...", "-", "->", "<-", "|", "-", "+", "|");

  /** The finer signs, where the charset has them all. */
  static Glyphs of(Charset charset) {
    return charset.canEncode() && charset.newEncoder().canEncode(UNICODE.all()) ? UNICODE : ASCII;
  }

  private String all() {
    return succeeded + failed + rejected + ellipsis + dot + arrow + pointer + left + line + tick
        + right;
  }
}
