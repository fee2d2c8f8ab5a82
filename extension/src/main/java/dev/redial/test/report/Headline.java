package dev.redial.test.report;

import dev.redial.test.timeline.CallStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One line that says what a call was and how it ended. */
final class Headline {

  private static final String INDENT = "  ";
  private static final int WIDEST_NAME = 32;

  /** A name and a number of attempts; what follows may be left out. */
  private static final int ESSENTIAL = 2;

  private final CallStory call;
  private final Pen pen;
  private final List<String> pieces = new ArrayList<>();

  Headline(CallStory call, Pen pen, boolean withWire) {
    this.call = call;
    this.pen = pen;
    pieces.add(pen.cut(pen.clean(call.name()), WIDEST_NAME));
    pieces.add(Pen.count(call.attempts().size(), "attempt", "attempts"));
    if (withWire) {
      pieces.add(Pen.count(call.wireRequests().size(), "wire request", "wire requests"));
    }
    pieces.add(ending());
    if (call.fallback().isPresent()) {
      pieces.add("a fallback answered");
    }
    if (!call.separated() && call.attempts().size() > 1) {
      pieces.add("calls not separated");
    }
    if (!call.begin().isZero()) {
      pieces.add("began at " + Pen.time(call.begin()));
    }
  }

  private String ending() {
    if (call.outcome().isEmpty()) {
      return "has not ended";
    }
    String how =
        switch (call.outcome().get()) {
          case SUCCEEDED -> "succeeded";
          case FAILED -> "failed";
          case REJECTED -> "rejected";
          case ABORTED -> "aborted";
        };
    Duration took = call.took().orElse(Duration.ZERO);
    return took.isZero() ? how + " at once" : how + " after " + Pen.time(took);
  }

  /** What the call was, in few words. */
  String summary() {
    return pen.cut(String.join(dot(), pieces), Pen.WIDTH - 8);
  }

  /**
   * The line above the rows, with a label at their right edge.
   *
   * @param pointer what the reader should see, or nothing
   * @param edge the width of the rows
   */
  String line(String pointer, int edge) {
    String clock = call.onFakeClock() ? "fake clock" : "real time";
    String label = pointer.isEmpty() ? clock : pen.glyphs().pointer() + " " + pointer;
    List<String> kept = new ArrayList<>(pieces);
    while (kept.size() > ESSENTIAL && !fits(kept, pointer.isEmpty() ? "" : label)) {
      kept.remove(kept.size() - 1);
    }
    String left = INDENT + String.join(dot(), kept);
    if (!fits(kept, label)) {
      return pen.cut(pointer.isEmpty() ? left : left + "  " + label, Pen.WIDTH);
    }
    int end = Math.min(Pen.WIDTH, Math.max(edge, Columns.width(left) + 4 + Columns.width(label)));
    return Columns.pad(left, end - Columns.width(label)) + label;
  }

  private boolean fits(List<String> kept, String label) {
    int gap = label.isEmpty() ? 0 : 2;
    String left = INDENT + String.join(dot(), kept);
    return Columns.width(left) + gap + Columns.width(label) <= Pen.WIDTH;
  }

  private String dot() {
    return " " + pen.glyphs().dot() + " ";
  }
}
