package dev.redial.test.report;

import java.util.List;

/**
 * One line of a call before it is laid out in columns.
 *
 * @param elapsed when
 * @param number the attempt, such as {@code "#1"}, or nothing
 * @param text what came of it, after its mark
 * @param after how long was waited before it, or nothing
 * @param details what else is known, at full length and then ever shorter; the first that fits is
 *     shown
 * @param stop why the call stopped here, or nothing
 * @param pointer what the reader should see here, or nothing
 */
record Row(
    String elapsed,
    String number,
    String text,
    String after,
    List<String> details,
    String stop,
    String pointer) {

  /** A line that is no attempt. */
  static Row besides(String elapsed, String text, String pointer) {
    return new Row(elapsed, "", text, "", List.of(), "", pointer);
  }

  boolean hasNotes() {
    return !after.isEmpty() || !details.isEmpty() || !stop.isEmpty();
  }
}
