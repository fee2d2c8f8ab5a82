package dev.redial.retry;

import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What may follow a failed attempt, gathered over the ends of what chance can do. */
final class Branches {

  private @Nullable String firstStop;
  private @Nullable String lastStop;
  private boolean goesOn;
  private final Extent delay = new Extent();
  private final Extent backoff = new Extent();
  private final Extent begin = new Extent();

  /**
   * Adds what is decided at a moment.
   *
   * @param elapsed the moment
   * @param withoutDeadline what would be if the policy had no deadline: a deadline cuts a range, so
   *     the range is needed first
   */
  void add(long elapsed, RetryDecision decision, RetryDecision withoutDeadline) {
    if (decision instanceof RetryDecision.Stop stop) {
      firstStop = firstStop == null ? stop.rule() : firstStop;
      lastStop = stop.rule();
    } else {
      goesOn = true;
    }
    if (withoutDeadline instanceof RetryDecision.Again again) {
      long wait = Durations.saturatedNanos(again.delay());
      delay.add(wait);
      backoff.add(Durations.saturatedNanos(again.backoff()));
      begin.add(Nanos.plus(elapsed, wait));
    }
  }

  /** Nothing begins at the deadline or after it. */
  void cut(long earliest, Duration deadline) {
    long last = Durations.saturatedNanos(deadline) - 1;
    begin.cut(last);
    delay.cut(last - earliest);
    backoff.cut(last - earliest);
  }

  boolean goesOn() {
    return goesOn;
  }

  /** Why the call ends, or may end: in the best case if it must, in the worst if it may. */
  @Nullable String stop() {
    return goesOn ? lastStop : firstStop;
  }

  PlannedWait nextWait() {
    return new PlannedWait(delay.range(), backoff.range());
  }

  Extent backoff() {
    return backoff;
  }

  Extent begin() {
    return begin;
  }
}
