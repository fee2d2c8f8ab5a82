package dev.redial.breaker;

import dev.redial.backoff.Backoff;
import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;

/** How long a circuit stays open, by how often it opened since it was last closed. */
record OpenWaits(Backoff backoff, Duration longest) {

  private static final System.Logger LOG = System.getLogger("dev.redial");
  private static final Failure FAILURE = Failure.of(FailureKind.TRANSIENT);

  /**
   * The wait after this opening, counted from 1. It may run the user's code, and throw what that
   * throws.
   */
  Duration after(int opening) {
    Duration wait =
        Objects.requireNonNull(
            backoff.delayAfter(opening, FAILURE), "The openWait must be a duration, but was null.");
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  /** As above in nanoseconds; a function that throws must not keep a failing circuit closed. */
  long nanosAfter(int opening, String circuit) {
    try {
      return nanos(after(opening));
    } catch (Throwable thrown) {
      LOG.log(
          Level.WARNING,
          "The openWait of circuit '"
              + circuit
              + "' threw for opening "
              + opening
              + "; the longest wait of "
              + Durations.format(longest)
              + " is taken.",
          thrown);
      return nanos(longest);
    }
  }

  private static long nanos(Duration wait) {
    return Math.min(Durations.saturatedNanos(wait), State.Open.FOREVER - 1);
  }

  static boolean isFixed(Backoff backoff) {
    Duration first = backoff.firstDelay();
    return !first.isZero() && !first.isNegative() && backoff.equals(Backoff.fixed(first));
  }

  /** As in {@code "1 min"} or {@code "exponential 1 s x2, maxOpenWait 10 min"}. */
  @Override
  public String toString() {
    return isFixed(backoff)
        ? Durations.format(longest)
        : backoff + ", maxOpenWait " + Durations.format(longest);
  }
}
