package dev.redial.test.timeline;

import java.time.Duration;

/**
 * A hedge began: the operation was started once more within an attempt.
 *
 * @param hedge the name of the hedge it belongs to
 * @param number which try of the attempt it is, from 2
 * @param begin when, since the timeline began
 */
public record HedgeBegin(String hedge, int number, Duration begin) implements StoryPart {}
