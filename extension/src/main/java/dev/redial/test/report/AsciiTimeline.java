package dev.redial.test.report;

import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.StoryPart;
import java.nio.charset.Charset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A story as text, at most 80 columns wide: a headline for each call, a line for each attempt, and
 * a ruler on which attempts stand as far apart as they began.
 *
 * <p>Times are those since the call began. Where the charset lacks the signs, plain ASCII stands in
 * for them. Of very many calls or attempts the first and the last are shown. {@linkplain Secrets
 * Secrets} are masked. It renders any story, and never throws.
 */
public final class AsciiTimeline {

  private final Charset charset;
  private final Secrets secrets;
  private final boolean withWireRequests;
  private final @Nullable Pointer pointer;

  /** For the console, by its charset: {@code stdout.encoding}, or else the JVM's default. */
  public AsciiTimeline() {
    this(consoleCharset());
  }

  /** For a place that prints in this charset. */
  public AsciiTimeline(Charset charset) {
    this(charset, Secrets.standard(), false, null);
  }

  private AsciiTimeline(
      Charset charset, Secrets secrets, boolean withWireRequests, @Nullable Pointer pointer) {
    this.charset = Objects.requireNonNull(charset, "charset");
    this.secrets = secrets;
    this.withWireRequests = withWireRequests;
    this.pointer = pointer;
  }

  static Charset consoleCharset() {
    String name = System.getProperty("stdout.encoding", "");
    try {
      return name.isEmpty() ? Charset.defaultCharset() : Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      return Charset.defaultCharset();
    }
  }

  /** Masks other secrets than {@link Secrets#standard()}. */
  public AsciiTimeline masking(Secrets newSecrets) {
    return new AsciiTimeline(charset, newSecrets, withWireRequests, pointer);
  }

  /** Shows the wire requests of every attempt, and not only where one has none or several. */
  public AsciiTimeline withWireRequests() {
    return new AsciiTimeline(charset, secrets, true, pointer);
  }

  /**
   * Draws the eye to a part of the story and says something there, as in {@code ◀ expected 7 s}.
   */
  public AsciiTimeline pointingAt(StoryPart part, String note) {
    return new AsciiTimeline(charset, secrets, withWireRequests, new Pointer(part, note));
  }

  /** The whole story: its calls, what circuits did between them, and what belongs to no attempt. */
  public String render(Story story) {
    return drawing().story(story);
  }

  /** One call of a story. */
  public String render(CallStory call) {
    return drawing().call(call);
  }

  /** One call in a few words, as in {@code pay · 4 attempts · succeeded after 7 s}. */
  public String summary(CallStory call) {
    return new Headline(call, pen(), false).summary();
  }

  /** A text on lines of at most 80 columns, masked and printable as the report is. */
  public String paragraph(String text) {
    return String.join("\n", Columns.wrap(pen().clean(text.replaceAll("\\s+", " ")), Pen.WIDTH));
  }

  /**
   * One line of at most 80 columns, indented as it is, masked and printable as the report is.
   *
   * @param note what draws the eye to it, as in {@code ◀ expected 3}; nothing if it is empty
   */
  public String line(String text, String note) {
    Pen pen = pen();
    String unindented = text.stripLeading();
    String line = " ".repeat(text.length() - unindented.length()) + pen.clean(unindented);
    String pointer = note.isEmpty() ? "" : "     " + pen.glyphs().pointer() + " " + pen.clean(note);
    int room = Math.max(0, Pen.WIDTH - Columns.width(pointer));
    return pen.cut(pen.cut(line, room) + pointer, Pen.WIDTH);
  }

  /** A text with the secrets in it masked. */
  public String masked(String text) {
    return secrets.mask(text);
  }

  private Drawing drawing() {
    return new Drawing(pen(), withWireRequests, pointer);
  }

  private Pen pen() {
    return new Pen(charset, secrets);
  }
}
