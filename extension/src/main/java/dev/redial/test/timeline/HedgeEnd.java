package dev.redial.test.timeline;

import dev.redial.call.Outcome;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A try of an attempt that was hedged ended.
 *
 * @param hedge the name of the hedge it belongs to
 * @param number which try of the attempt it is; 1 for the one that is no hedge
 * @param begin when it ended, since the timeline began
 * @param outcome SUCCEEDED if it decided the attempt, ABORTED if it was cancelled for another
 * @param error what it ended with, or {@code null} if with a result or cancelled
 */
public record HedgeEnd(
    String hedge, int number, Duration begin, Outcome outcome, @Nullable Throwable error)
    implements StoryPart {}
