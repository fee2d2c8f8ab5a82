package dev.redial.time;

/** A task that waits for its time, as returned by {@link TimeSource#schedule}. */
@FunctionalInterface
public interface Scheduled {

  /**
   * Keeps the task from running and forgets it.
   *
   * @return {@code false} if the task has run, is running, or was cancelled before
   */
  boolean cancel();
}
