package dev.redial.breaker;

import org.jspecify.annotations.Nullable;

/** The latest calls of a circuit through which calls pass. All threads may record at once. */
sealed interface Window permits CountWindow, TimeWindow {

  /**
   * Whether one more success that is not slow would change nothing at all.
   *
   * @return {@code true} only if that is certain
   */
  boolean isUnchangedBySuccess();

  /**
   * Records how a call ended.
   *
   * @param now when, on the monotonic clock; a window that does not ask for time does not look
   * @return how the calls in the window ended, if that reaches its limits; else {@code null}
   */
  @Nullable Tally record(boolean failed, boolean slow, long now);

  /** How the calls in the window ended. */
  Tally tally(long now);
}
