package dev.redial.test.timeline;

import dev.redial.time.Moment;
import java.time.Duration;

/**
 * One line of a timeline.
 *
 * @param sequence its place in the order of recording, from 1
 * @param at when, on the test's clocks
 * @param elapsed the monotonic time since the timeline began
 * @param thread the name of the thread on which it happened
 * @param event what happened
 */
public record TimelineEntry(
    long sequence, Moment at, Duration elapsed, String thread, TimelineEvent event) {}
