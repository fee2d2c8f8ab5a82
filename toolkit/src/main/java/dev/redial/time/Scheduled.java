package dev.redial.time;

/**
 * Something that will happen later: a task that waits for its time, as returned by {@link
 * TimeSource#schedule}, or work whose end is waited for, as returned by {@link TimeSource#start}.
 */
@FunctionalInterface
public interface Scheduled {

  /**
   * Keeps it from happening and forgets it.
   *
   * @return {@code false} if it has happened, is happening, or was cancelled before
   */
  boolean cancel();
}
