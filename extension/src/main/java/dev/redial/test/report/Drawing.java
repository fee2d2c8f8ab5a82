package dev.redial.test.report;

import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.InvocationStory;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.StoryPart;
import dev.redial.test.timeline.WireStory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts calls, and what happened beside them, below each other. */
final class Drawing {

  private static final String INDENT = "  ";
  private static final int MOST_CALLS = 10;
  private static final int FIRST_CALLS = 6;
  private static final int LAST_CALLS = 3;
  private static final int MOST_TARGETS = 5;

  private final Pen pen;
  private final boolean withWireRequests;
  private final @Nullable Pointer pointer;
  private final List<String> blocks = new ArrayList<>();
  private final List<StoryPart> between = new ArrayList<>();
  private int callsLeftOut;

  Drawing(Pen pen, boolean withWireRequests, @Nullable Pointer pointer) {
    this.pen = pen;
    this.withWireRequests = withWireRequests;
    this.pointer = pointer;
  }

  String story(Story story) {
    int calls = story.calls().size();
    int index = 0;
    for (StoryPart part : story.parts()) {
      if (!(part instanceof CallStory call)) {
        between.add(part);
      } else if (isShown(call, index++, calls)) {
        addWhatCameBefore();
        blocks.add(call(call));
      } else {
        callsLeftOut++;
      }
    }
    addWhatCameBefore();
    addLoose(story);
    return blocks.isEmpty() ? INDENT + "Nothing was recorded." : String.join("\n\n", blocks);
  }

  String call(CallStory call) {
    boolean wire = withWireRequests || isWireWorthShowing(call);
    List<String> rows = new RowLayout(CallRows.of(call, pen, wire, pointer), pen).lines();
    int edge = rows.stream().mapToInt(Columns::width).max().orElse(0);
    int hidden = HiddenRetries.count(call);
    List<String> lines = new ArrayList<>();
    lines.add(new Headline(call, pen, wire).line(pen.clean(note(call, hidden)), edge));
    lines.addAll(rows);
    lines.addAll(Ruler.of(call.attempts(), pen.glyphs()));
    if (hidden > 0) {
      HiddenRetries.habit(call).ifPresent(habit -> lines.add(INDENT + habit));
    }
    return String.join("\n", lines);
  }

  private boolean isShown(CallStory call, int index, int calls) {
    return calls <= MOST_CALLS
        || index < FIRST_CALLS
        || index >= calls - LAST_CALLS
        || isPointedAt(call);
  }

  private boolean isPointedAt(CallStory call) {
    return pointer != null && (pointer.part() == call || call.parts().contains(pointer.part()));
  }

  private void addWhatCameBefore() {
    if (callsLeftOut > 0) {
      String calls = Pen.count(callsLeftOut, "more call", "more calls");
      blocks.add(INDENT + pen.glyphs().ellipsis() + " " + calls);
      callsLeftOut = 0;
    }
    if (!between.isEmpty()) {
      List<Row> rows = CallRows.between(between, pen, pointer);
      blocks.add(String.join("\n", new RowLayout(rows, pen).lines()));
      between.clear();
    }
  }

  /** Whether the wire saw something else than one request an attempt. */
  private static boolean isWireWorthShowing(CallStory call) {
    return call.attempts().stream().anyMatch(attempt -> !attempt.wireRequests().isEmpty())
        && call.attempts().stream().anyMatch(attempt -> attempt.wireRequests().size() != 1);
  }

  private String note(CallStory call, int hiddenRetries) {
    if (pointer != null && pointer.part() == call) {
      return pointer.note();
    }
    return hiddenRetries > 0 ? "hidden client retries: " + hiddenRetries : "";
  }

  /** What was seen at no attempt, or at one of several that could not be told apart. */
  private void addLoose(Story story) {
    Map<String, Long> times =
        Stream.concat(
                story.looseInvocations().stream().map(InvocationStory::target),
                story.looseWireRequests().stream().map(WireStory::line))
            .collect(
                Collectors.groupingBy(target -> target, LinkedHashMap::new, Collectors.counting()));
    if (times.isEmpty()) {
      return;
    }
    String shown =
        times.entrySet().stream()
            .limit(MOST_TARGETS)
            .map(entry -> entry.getValue() + " x " + pen.cut(pen.clean(entry.getKey()), 60))
            .collect(Collectors.joining(", "));
    int left = times.size() - MOST_TARGETS;
    String text = "Of no known attempt: " + shown + (left > 0 ? " and " + left + " more" : "");
    blocks.add(
        Columns.wrap(text, Pen.WIDTH - INDENT.length()).stream()
            .map(INDENT::concat)
            .collect(Collectors.joining("\n")));
  }
}
