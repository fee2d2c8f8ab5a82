package dev.redial.breaker;

import dev.redial.call.CallEvent.Rejected;
import dev.redial.time.Moment;
import dev.redial.time.TimeSource;
import java.time.Duration;

/** Counts rejections, tells them, and makes what is thrown. */
final class Rejections {

  private final String name;
  private final TimeSource time;
  private final Totals totals;
  private final Announcer announcer;

  Rejections(String name, TimeSource time, Totals totals, Announcer announcer) {
    this.name = name;
    this.time = time;
    this.totals = totals;
    this.announcer = announcer;
  }

  CircuitOpenException at(long now, Refusal refusal) {
    totals.rejected.increment();
    if (announcer.hasListeners()) {
      tell(refusal, now);
    }
    return new CircuitOpenException(name, refusal, now);
  }

  /** By a state that no passing of time ends, so that no clock need be read. */
  CircuitOpenException atAnyTime(Refusal refusal) {
    totals.rejected.increment();
    if (announcer.hasListeners()) {
      tell(refusal, time.nanoTime());
    }
    return new CircuitOpenException(name, refusal, time);
  }

  private void tell(Refusal refusal, long now) {
    Duration remaining = Duration.ofNanos(refusal.remainingWait(now));
    announcer.tell(new Rejected(name, new Moment(now, time.instant()), refusal.kind(), remaining));
  }
}
