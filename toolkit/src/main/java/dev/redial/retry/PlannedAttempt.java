package dev.redial.retry;

import dev.redial.failure.Failure;
import java.util.Optional;

/**
 * An attempt of a {@link RetryPlan}. Times are those since the call began.
 *
 * @param number its number, from 1; what a guard rejected is none, and shares the number of the
 *     attempt that comes after it
 * @param before the wait before it
 * @param begin when it begins
 * @param end when it ends
 * @param failure what went wrong; empty if it succeeds
 * @param stop the rule by which the call ends here, in the words of a real call; where further
 *     attempts follow, only some draws of the jitter end it here, those with the longest waits
 */
public record PlannedAttempt(
    int number,
    PlannedWait before,
    DurationRange begin,
    DurationRange end,
    Optional<Failure> failure,
    Optional<String> stop) {}
