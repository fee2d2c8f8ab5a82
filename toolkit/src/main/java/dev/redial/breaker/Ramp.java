package dev.redial.breaker;

import dev.redial.call.CircuitState;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets a growing share of the calls pass after the circuit closed. The share at a time is the part
 * of the ramp that is behind; each call that asks adds that share to a credit, and passes if it
 * makes a whole one, which is then spent. So a quarter of the way every fourth call passes. The
 * credit begins with as many calls as there were probes.
 */
final class Ramp implements Refusal {

  private static final long serialVersionUID = 1L;

  /** One call's worth of credit; a power of two, to add up exactly. */
  private static final long WHOLE = 1L << 30;

  private final long since;
  private final long length;
  private final AtomicLong credit;

  Ramp(long since, long length, int probes) {
    this.since = since;
    this.length = length;
    credit = new AtomicLong(probes * WHOLE);
  }

  boolean isOver(long now) {
    return now - since >= length;
  }

  /** Counts a call that asks, and says whether it passes. */
  boolean admits(long now) {
    long added = (long) (share(now) * WHOLE);
    long before;
    long after;
    boolean passes;
    do {
      before = credit.get();
      passes = before + added >= WHOLE;
      after = before + added - (passes ? WHOLE : 0);
    } while (!credit.compareAndSet(before, after));
    return passes;
  }

  private double share(long now) {
    return Math.max(0, Math.min(1, (double) (now - since) / length));
  }

  @Override
  public CircuitState kind() {
    return CircuitState.CLOSED;
  }

  @Override
  public long remainingWait(long now) {
    return 0;
  }

  @Override
  public String sentence(String name, long now) {
    return "Circuit '"
        + name
        + "' is closed since "
        + Durations.formatRounded(Duration.ofNanos(Math.max(0, now - since)))
        + " and ramps up: "
        + Limits.percent(share(now))
        + " of the calls pass now, all of them in "
        + Durations.formatRounded(Duration.ofNanos(Math.max(0, length - (now - since))));
  }
}
