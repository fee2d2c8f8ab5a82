package dev.redial.test.timeline;

import dev.redial.call.CircuitState;
import java.time.Duration;

/**
 * A circuit breaker kept the operation from running. It is not an attempt.
 *
 * @param circuit the name of the breaker
 * @param begin when, since the timeline began
 * @param state the state of the circuit
 * @param remainingWait how long until the next probe may pass; zero if a probe is under way
 */
public record Rejection(String circuit, Duration begin, CircuitState state, Duration remainingWait)
    implements StoryPart {}
