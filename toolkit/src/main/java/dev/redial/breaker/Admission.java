package dev.redial.breaker;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a call that asks to pass.
 *
 * @param next the state that follows; the one asked, if nothing changes
 * @param permit what lets the call pass, or {@code null} if it is rejected
 */
record Admission(State next, @Nullable Permit permit) {}
