package dev.redial.test.report;

import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.FallbackAnswer;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.HedgeBegin;
import dev.redial.test.timeline.HedgeEnd;
import dev.redial.test.timeline.Rejection;
import dev.redial.test.timeline.StoryPart;
import dev.redial.test.timeline.Transition;
import dev.redial.test.timeline.WireStory;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a call, one for each part; of very many, the first and the last. */
final class CallRows {

  private static final int MOST_ROWS = 24;
  private static final int FIRST_ROWS = 12;
  private static final int LAST_ROWS = 8;

  private final Pen pen;
  private final boolean withWire;
  private final @Nullable Pointer pointer;
  private final Duration origin;
  private final List<Row> rows = new ArrayList<>();
  private int wireRequests;
  private String shownScript = "";

  private CallRows(Pen pen, boolean withWire, @Nullable Pointer pointer, Duration origin) {
    this.pen = pen;
    this.withWire = withWire;
    this.pointer = pointer;
    this.origin = origin;
  }

  /** The rows of a call, with times since the call began. */
  static List<Row> of(CallStory call, Pen pen, boolean withWire, @Nullable Pointer pointer) {
    CallRows rows = new CallRows(pen, withWire, pointer, call.begin());
    rows.addAll(call.parts(), call.stoppedBy().map(rule -> "not retried: " + pen.clean(rule)));
    return rows.rows;
  }

  /** The rows of what happened between calls, with times since the timeline began. */
  static List<Row> between(List<StoryPart> parts, Pen pen, @Nullable Pointer pointer) {
    CallRows rows = new CallRows(pen, false, pointer, Duration.ZERO);
    rows.addAll(parts, Optional.empty());
    return rows.rows;
  }

  private void addAll(List<StoryPart> parts, Optional<String> stop) {
    int stopRow = lastAttempt(parts);
    int left = 0;
    for (int i = 0; i < parts.size(); i++) {
      if (isShown(i, parts)) {
        addGap(left);
        left = 0;
        add(parts.get(i), i == stopRow ? stop.orElse("") : "");
      } else {
        left++;
        countWireRequests(parts.get(i));
      }
    }
    if (stopRow < 0 && stop.isPresent()) {
      rows.add(Row.besides("", "  " + stop.get(), ""));
    }
  }

  private static int lastAttempt(List<StoryPart> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      if (parts.get(i) instanceof AttemptStory) {
        return i;
      }
    }
    return -1;
  }

  private boolean isShown(int index, List<StoryPart> parts) {
    return parts.size() <= MOST_ROWS
        || index < FIRST_ROWS
        || index >= parts.size() - LAST_ROWS
        || isPointedAt(parts.get(index))
        || isPointedAt(parts.get(index - 1))
        || isPointedAt(parts.get(index + 1));
  }

  private boolean isPointedAt(StoryPart part) {
    return pointer != null && pointer.part() == part;
  }

  private void addGap(int left) {
    if (left > 0) {
      rows.add(Row.besides(pen.glyphs().ellipsis(), left + " more", ""));
    }
  }

  private void countWireRequests(StoryPart part) {
    if (part instanceof AttemptStory attempt) {
      wireRequests += attempt.wireRequests().size();
    }
  }

  private void add(StoryPart part, String stop) {
    String elapsed = Pen.time(part.begin().minus(origin));
    String note = pointer != null && isPointedAt(part) ? pen.clean(pointer.note()) : "";
    rows.add(
        part instanceof AttemptStory attempt
            ? attempt(attempt, elapsed, stop, note)
            : Row.besides(elapsed, besides(part), note));
  }

  private Row attempt(AttemptStory attempt, String elapsed, String stop, String note) {
    return new Row(
        elapsed,
        "#" + attempt.number(),
        mark(attempt) + " " + pen.clean(attempt.answer()),
        attempt
            .waitBefore()
            .filter(wait -> !withWire || !note.isEmpty())
            .map(this::after)
            .orElse(""),
        details(attempt, note),
        stop,
        note);
  }

  private String mark(AttemptStory attempt) {
    if (attempt.succeeded()) {
      return pen.glyphs().succeeded();
    }
    boolean underWay = attempt.end().isEmpty() && attempt.answer().equals("under way");
    return underWay ? pen.glyphs().dot() : pen.glyphs().failed();
  }

  private String after(Duration wait) {
    return "after " + Pen.time(wait);
  }

  private List<String> details(AttemptStory attempt, String note) {
    if (withWire) {
      String wire = wire(attempt);
      return note.isEmpty() ? List.of(wire) : List.of();
    }
    Optional<FaultLabel> fault = attempt.fault();
    String script = fault.map(FaultLabel::script).orElse(shownScript);
    if (fault.isEmpty() || script.equals(shownScript)) {
      return List.of();
    }
    shownScript = script;
    return ScriptText.forms(fault.get().step(), pen.clean(script), pen.glyphs().ellipsis());
  }

  private String wire(AttemptStory attempt) {
    List<String> texts = new ArrayList<>();
    for (WireStory request : attempt.wireRequests()) {
      wireRequests++;
      texts.add("wire " + wireRequests + " " + request.answer().map(pen::clean).orElse("open"));
    }
    return texts.isEmpty() ? "no wire request" : String.join(" " + pen.glyphs().dot() + " ", texts);
  }

  private String besides(StoryPart part) {
    if (part instanceof Rejection it) {
      String next =
          it.remainingWait().isZero()
              ? "a probe is under way"
              : "next probe in " + Pen.time(it.remainingWait());
      String circuit = "rejected by circuit " + pen.clean(it.circuit());
      return pen.glyphs().rejected() + " " + circuit + ": " + it.state() + ", " + next;
    }
    if (part instanceof Transition it) {
      String states = it.from() + " " + pen.glyphs().arrow() + " " + it.to();
      return "  circuit %s: %s (%s)"
          .formatted(pen.clean(it.circuit()), states, pen.clean(it.reason()));
    }
    if (part instanceof FallbackAnswer it) {
      Throwable error = it.error();
      String what = error == null ? "a result" : error.getClass().getSimpleName();
      return pen.glyphs().succeeded() + " fallback answered " + what;
    }
    if (part instanceof HedgeBegin it) {
      return "  hedge " + it.number() + " begins";
    }
    if (part instanceof HedgeEnd it) {
      return hedgeEnd(it);
    }
    throw new AssertionError("no row for " + Durations.format(part.begin()));
  }

  private String hedgeEnd(HedgeEnd it) {
    String who = it.number() == 1 ? "the first try" : "hedge " + it.number();
    Throwable error = it.error();
    return switch (it.outcome()) {
      case SUCCEEDED -> pen.glyphs().succeeded() + " " + who + " succeeded";
      case FAILED ->
          pen.glyphs().failed()
              + " "
              + who
              + " failed"
              + (error == null ? "" : " (" + error.getClass().getSimpleName() + ")");
      case REJECTED -> pen.glyphs().rejected() + " " + who + " rejected";
      case ABORTED -> "  " + who + " cancelled";
    };
  }
}
