package dev.redial.test.assertions;

import dev.redial.call.CallEvent;
import dev.redial.time.Durations;
import dev.redial.time.Moment;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One call while its events are counted. Where the clock goes on between the end of a wait and the
 * word of it, a wait that was cut short is known only within bounds.
 */
final class ToldCall {

  private final boolean isTold;
  private final String beganOn;
  private final boolean onFakeClock;
  private int ran;
  private boolean isAttemptUnderWay;
  private @Nullable Moment waitBegan;
  private @Nullable Moment firstRetryWait;

  /** How long the wait was to take; {@code null} for that before the first attempt. */
  private @Nullable Duration delay;

  /**
   * A call.
   *
   * @param began when it began, or {@code null} if its begin was not told
   * @param thread where it began
   */
  ToldCall(@Nullable Moment began, String thread, boolean onFakeClock) {
    this.isTold = began != null;
    this.beganOn = thread;
    this.waitBegan = began;
    this.onFakeClock = onFakeClock;
  }

  void attemptStarted(Moment at, String thread, Numbers numbers) {
    Moment began = waitBegan;
    Duration planned = delay;
    if (began != null) {
      // A system's clock and its timers may differ by a little; the wait was over all the same.
      numbers.add(
          Measure.WAITED,
          planned != null && !onFakeClock ? Amount.of(planned) : waited(at.since(began), thread));
    }
    waitBegan = null;
    isAttemptUnderWay = true;
  }

  /** As long as it took, but no longer than it was to take. */
  private Amount waited(Duration elapsed, String thread) {
    Duration planned = delay;
    if (planned != null) {
      Amount waited = Amount.of(elapsed.compareTo(planned) < 0 ? elapsed : planned);
      return onFakeClock ? waited : upTo(waited);
    }
    // Another thread may have come to it late, and nobody says how long the wait was to be.
    boolean isExact = onFakeClock && thread.equals(beganOn);
    return isExact ? Amount.of(elapsed) : upTo(Amount.of(elapsed));
  }

  void attemptEnded() {
    isAttemptUnderWay = false;
    ran++;
  }

  /** An attempt that has not ended was rejected, and never ran. */
  void retryScheduled(CallEvent.RetryScheduled event) {
    isAttemptUnderWay = false;
    if (!event.delay().isZero()) {
      waitBegan = event.at();
      delay = event.delay();
      firstRetryWait = firstRetryWait == null ? event.at() : firstRetryWait;
    }
  }

  /** How often the operation ran, as far as the attempts tell; else as the end says. */
  int ran(CallEvent.CallEnded end) {
    if (!isTold) {
      return end.attempts();
    }
    return isAttemptUnderWay && ranLast(end) ? ran + 1 : ran;
  }

  /**
   * Whether the last attempt ran, of which no end was told: either it was rejected, or it was cut
   * off. One that is interrupted ends by itself; so an interrupt came between a rejection and the
   * wait after it. A rule that broke may have been asked about a rejection or not, and a timeout
   * may have interrupted or cancelled: there the end alone knows.
   */
  private boolean ranLast(CallEvent.CallEnded end) {
    return switch (end.reason()) {
      case GUARD, INTERRUPTED -> false;
      case BROKEN, TIMED_OUT -> end.attempts() != ran;
      default -> true;
    };
  }

  /** Ends a wait before its time. */
  void ended(Moment at, String thread, Numbers numbers) {
    if (waitBegan != null) {
      numbers.add(Measure.WAITED, waited(at.since(waitBegan), thread));
    }
  }

  /** A wait that is over, but whose attempt an executor has yet to begin, is counted already. */
  void goesOn(Numbers numbers) {
    if (waitBegan != null && delay != null) {
      numbers.add(Measure.WAITED, upTo(Amount.of(delay)));
    }
  }

  /** The time since its first wait for a retry. */
  Amount wasted(Moment end) {
    if (firstRetryWait == null) {
      return Amount.ZERO;
    }
    Amount elapsed = Amount.exactly(Durations.saturatedNanos(end.since(firstRetryWait)));
    return onFakeClock ? elapsed : upTo(elapsed);
  }

  private static Amount upTo(Amount most) {
    return Amount.between(0, Math.max(0, most.most()));
  }
}
