package dev.redial.retry;

import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;

/** The worst case of a policy around something. */
record PolicyCase(RetryPolicy policy, WorstCase inner) implements WorstCase {

  @Override
  public long attempts() {
    return Nanos.times(sum(Duration.ZERO, 0).attempts, inner.attempts());
  }

  @Override
  public Duration waits() {
    return waits(0, inner.waits());
  }

  @Override
  public Duration waitsAsAsked() {
    return waits(asked(), inner.waitsAsAsked());
  }

  private Duration waits(long asked, Duration ofInner) {
    Sum sum = sum(Duration.ZERO, asked);
    long all = Nanos.times(sum.attempts, Durations.saturatedNanos(ofInner));
    return Duration.ofNanos(Nanos.plus(sum.end, all));
  }

  @Override
  public Duration time() {
    return Duration.ofNanos(sum(inner.time(), 0).end);
  }

  @Override
  public Duration timeAsAsked() {
    return Duration.ofNanos(sum(inner.timeAsAsked(), asked()).end);
  }

  private long asked() {
    return policy.rules().mayMeetRetryAfter(policy.classifier())
        ? Durations.saturatedNanos(policy.maxRetryAfter())
        : 0;
  }

  private Sum sum(Duration own, long asked) {
    return new Sum(policy, Durations.saturatedNanos(own), asked);
  }

  @Override
  public WorstCase withAttemptsOf(Duration longest) {
    return new PolicyCase(policy, inner.withAttemptsOf(longest));
  }

  @Override
  public WorstCase around(WorstCase other) {
    return new PolicyCase(policy, inner.around(other));
  }

  @Override
  public String toString() {
    return CaseText.of(this);
  }

  /** Attempt for attempt, begun as early as can be, to see if it begins, and as late as can be. */
  private static final class Sum {

    private final long own;
    private final long asked;

    /** Without one it lies beyond all there is. */
    private final long deadline;

    private long earliest;
    private long latest;

    /** How many attempts there are. */
    private long attempts = 1;

    /** When the last of them ends at the latest. */
    private final long end;

    Sum(RetryPolicy policy, long own, long asked) {
      this.own = own;
      this.asked = asked;
      this.deadline = policy.deadline().map(Durations::saturatedNanos).orElse(Long.MAX_VALUE);
      WaitBounds waits = new WaitBounds(policy);
      Extent initial = waits.next();
      earliest = initial.least();
      latest = initial.most();
      int looked = Math.min(policy.maxAttempts(), WaitBounds.LOOKED_AT);
      boolean goesOn = true;
      while (goesOn && attempts < looked) {
        goesOn = add(1, waits.next());
      }
      if (goesOn) {
        addRest(policy.maxAttempts() - attempts, waits.rest());
      }
      end = Nanos.plus(latest, own);
    }

    /** Adds so many attempts alike, unless the deadline is before the earliest of them. */
    private boolean add(long count, Extent wait) {
      long next = Nanos.plus(earliest, Nanos.times(count, wait.least()));
      if (isBounded() && next >= deadline) {
        return false;
      }
      earliest = next;
      long step = Nanos.plus(own, Math.max(wait.most(), asked));
      latest = Math.min(deadline, Nanos.plus(latest, Nanos.times(count, step)));
      attempts += count;
      return true;
    }

    private boolean isBounded() {
      return deadline < Long.MAX_VALUE;
    }

    private void addRest(long count, Extent wait) {
      long least = wait.least();
      long fit =
          least == 0 || !isBounded() ? count : Math.min(count, (deadline - 1 - earliest) / least);
      if (fit > 0) {
        add(fit, wait);
      }
    }
  }
}
