package dev.redial.breaker;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What opens a circuit: pure values out of a policy, and the counts they are compared with. */
final class Trigger {

  private final int failuresInARow;
  private final int countWindow;
  private final long timeWindow;
  private final @Nullable Limits limits;
  private final int probes;

  Trigger(BreakerPolicy policy) {
    failuresInARow = policy.failuresInARow();
    countWindow = policy.countWindow().orElse(0);
    Optional<Duration> time = policy.timeWindow();
    timeWindow = time.isPresent() ? Durations.saturatedNanos(time.get()) : 0;
    limits =
        policy.hasWindow()
            ? new Limits(policy.failureRate(), policy.slowCallRate(), policy.minimumCalls())
            : null;
    probes = policy.halfOpenProbes();
  }

  /** New counts, which open the circuit. */
  Counts opening(long now) {
    return limits == null
        ? new Counts(failuresInARow, Limits.NEVER, null)
        : new Counts(failuresInARow, limits, window(limits, now));
  }

  /** New counts, which never open the circuit. */
  Counts watching(long now) {
    return limits == null ? Counts.none() : new Counts(0, Limits.NEVER, window(Limits.NEVER, now));
  }

  private Window window(Limits windowLimits, long now) {
    return countWindow > 0
        ? new CountWindow(countWindow, windowLimits)
        : new TimeWindow(timeWindow, windowLimits, now);
  }

  /**
   * Whether the probes that have ended open the circuit again. Without a window the first failure
   * does; with one, the rates do, once as many have ended as there are probes, or as the minimum
   * asks for if that is less.
   *
   * @return why it opens, or {@code null} if it does not
   */
  @Nullable String reopens(Tally ended) {
    if (limits == null) {
      return ended.failures() == 0 ? null : probes == 1 ? "the probe failed" : "a probe failed";
    }
    Limits ofProbes = limits.withMinimumOfAtMost(probes);
    if (!ofProbes.reachedBy(ended)) {
      return null;
    }
    if (probes == 1) {
      return ended.failures() == 1 ? "the probe failed" : "the probe was slow";
    }
    return ofProbes.reason(ended, "probe");
  }

  /** Why the probes that have ended, all there are, close the circuit. */
  String closes(Tally ended) {
    if (ended.failures() == 0) {
      return probes == 1 ? "the probe succeeded" : probes + " probes succeeded";
    }
    return ended.failures() + " of " + probes + " probes failed";
  }
}
