package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;

/**
 * The most that a call can cost under a policy, the operation's own time aside.
 *
 * @param attempts how often the operation runs at most
 * @param waits how long the call waits at most, all jitter at its highest, if no answer asks for
 *     more; never more than the deadline. Saturates at 292 years
 * @param waitsAsAsked how long it waits at most if each answer asks for as much as the policy
 *     grants by {@code maxRetryAfter}
 */
public record WorstCase(int attempts, Duration waits, Duration waitsAsAsked) {

  /** As in {@code "5 attempts, 11 s of waiting; 20 min if each answer asks for it"}. */
  @Override
  public String toString() {
    return attempts
        + (attempts == 1 ? " attempt, " : " attempts, ")
        + Durations.format(waits)
        + " of waiting; "
        + Durations.format(waitsAsAsked)
        + " if each answer asks for it";
  }
}
