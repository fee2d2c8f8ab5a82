package dev.redial.test.timeline;

import java.time.Duration;

/** Something a story tells in its turn. */
public sealed interface StoryPart
    permits CallStory, AttemptStory, Rejection, Transition, FallbackAnswer, HedgeBegin, HedgeEnd {

  /** When it began, as the monotonic time since the timeline began. */
  Duration begin();
}
