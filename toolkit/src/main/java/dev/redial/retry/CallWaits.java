package dev.redial.retry;

import dev.redial.metrics.CallMetrics;
import dev.redial.time.TimeSource;
import java.time.Duration;

/** The waits of one call, counted when they are over. It belongs to one thread at a time. */
final class CallWaits {

  private final TimeSource time;
  private final CallMetrics metrics;

  private Duration current = Duration.ZERO;
  private long currentStart;
  private boolean hasRetried;
  private long firstRetryStart;

  CallWaits(TimeSource time, CallMetrics metrics) {
    this.time = time;
    this.metrics = metrics;
  }

  /**
   * A wait begins.
   *
   * @param isRetry whether it is for a retry, and not for the first attempt
   */
  void begin(Duration wait, boolean isRetry) {
    current = wait;
    currentStart = time.nanoTime();
    if (isRetry && !hasRetried) {
      hasRetried = true;
      firstRetryStart = currentStart;
    }
  }

  /** It is over, as planned. */
  void end() {
    metrics.waited(current);
    current = Duration.ZERO;
  }

  /** The wait under way; zero if there is none. */
  Duration current() {
    return current;
  }

  /**
   * The call ends: a wait under way is counted as far as it came, and all the time since the first
   * wait for a retry if that was in vain.
   */
  void callEnds(boolean succeeded) {
    boolean isInVain = hasRetried && !succeeded;
    if (current.isZero() && !isInVain) {
      return;
    }
    long now = time.nanoTime();
    if (!current.isZero()) {
      Duration waited = since(currentStart, now);
      metrics.waited(waited.compareTo(current) < 0 ? waited : current);
    }
    if (isInVain) {
      metrics.wasted(since(firstRetryStart, now));
    }
  }

  private static Duration since(long start, long now) {
    return Duration.ofNanos(Math.max(0, now - start));
  }
}
