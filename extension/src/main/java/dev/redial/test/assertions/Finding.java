package dev.redial.test.assertions;

import dev.redial.test.timeline.StoryPart;
import org.jspecify.annotations.Nullable;

/**
 * A difference between what was expected and what was recorded.
 *
 * @param sentence what was expected, what was found and what it means
 * @param expected what was expected, in few words
 * @param actual what was found, in few words
 * @param at the first part that differs, or {@code null} if there is none to point at
 * @param note what is said there
 */
record Finding(
    String sentence, String expected, String actual, @Nullable StoryPart at, String note) {

  static Finding of(String sentence, String expected, String actual) {
    return new Finding(sentence, expected, actual, null, "");
  }

  /** This finding, pointed out at a part of the story. */
  Finding at(StoryPart part, String newNote) {
    return new Finding(sentence, expected, actual, part, newNote);
  }
}
