package dev.redial.test.timeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fallback answered instead of the operation.
 *
 * @param guard the name of the guard it belongs to
 * @param begin when, since the timeline began
 * @param error what it answered, or {@code null} if it answered a result
 */
public record FallbackAnswer(String guard, Duration begin, @Nullable Throwable error)
    implements StoryPart {}
