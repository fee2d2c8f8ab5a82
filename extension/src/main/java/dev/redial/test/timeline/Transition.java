package dev.redial.test.timeline;

import dev.redial.call.CircuitState;
import java.time.Duration;

/**
 * A circuit changed its state.
 *
 * @param circuit the name of the breaker
 * @param begin when, since the timeline began
 * @param reason why, in words
 */
public record Transition(
    String circuit, Duration begin, CircuitState from, CircuitState to, String reason)
    implements StoryPart {}
