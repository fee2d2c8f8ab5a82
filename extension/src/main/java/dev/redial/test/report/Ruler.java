package dev.redial.test.report;

import dev.redial.test.timeline.AttemptStory;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A line on which attempts stand as far apart as they began. */
final class Ruler {

  private static final int FEWEST = 3;
  private static final int COLUMNS_PER_WAIT = 8;
  private static final int WIDEST = 70;
  private static final String INDENT = "     ";

  private final List<AttemptStory> marks;
  private final int[] places;
  private final Glyphs glyphs;

  private Ruler(List<AttemptStory> marks, int[] places, Glyphs glyphs) {
    this.marks = marks;
    this.places = places;
    this.glyphs = glyphs;
  }

  /** Two lines, or none where there is no distance to show. */
  static List<String> of(List<AttemptStory> attempts, Glyphs glyphs) {
    if (attempts.size() < FEWEST || span(attempts).isZero() || span(attempts).isNegative()) {
      return List.of();
    }
    int width = Math.min(WIDEST, COLUMNS_PER_WAIT * (attempts.size() - 1));
    int gap = label(attempts.get(attempts.size() - 1)).length() + 1;
    List<AttemptStory> marks = thin(attempts, width / gap);
    return new Ruler(marks, places(marks, width, gap), glyphs).lines();
  }

  private static Duration span(List<AttemptStory> attempts) {
    return attempts.get(attempts.size() - 1).begin().minus(attempts.get(0).begin());
  }

  private static String label(AttemptStory attempt) {
    return "#" + attempt.number();
  }

  /** At most so many steps: every second attempt, or third, and always the last. */
  private static List<AttemptStory> thin(List<AttemptStory> attempts, int steps) {
    int last = attempts.size() - 1;
    int stride = (last + steps - 1) / steps;
    List<AttemptStory> marks = new ArrayList<>();
    for (int i = 0; i < last; i += stride) {
      marks.add(attempts.get(i));
    }
    marks.add(attempts.get(last));
    return marks;
  }

  /** Each in proportion, but so that no label touches the next. */
  private static int[] places(List<AttemptStory> marks, int width, int gap) {
    double span = Durations.saturatedNanos(span(marks));
    int[] places = new int[marks.size()];
    for (int i = 1; i < places.length; i++) {
      Duration begun = marks.get(i).begin().minus(marks.get(0).begin());
      int fair = (int) Math.round(Durations.saturatedNanos(begun) / span * width);
      places[i] = Math.max(fair, places[i - 1] + gap);
    }
    places[places.length - 1] = width;
    for (int i = places.length - 2; i > 0; i--) {
      places[i] = Math.min(places[i], places[i + 1] - gap);
    }
    return places;
  }

  private List<String> lines() {
    StringBuilder line = new StringBuilder(INDENT);
    StringBuilder labels = new StringBuilder(INDENT);
    for (int i = 0; i < places.length; i++) {
      int column = INDENT.length() + places[i];
      line.append(glyphs.line().repeat(Math.max(0, column - line.length())));
      line.append(i == 0 ? glyphs.left() : i == places.length - 1 ? glyphs.right() : glyphs.tick());
      labels.append(" ".repeat(Math.max(0, column - labels.length())));
      labels.append(label(marks.get(i)));
    }
    return List.of(line.toString(), labels.toString());
  }
}
