package dev.redial.observe;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets so many lines pass in each period, which begins with the first line after the one before.
 */
final class LineLimit {

  private record Period(long start, int passed, long leftOut) {}

  private static final Period NEVER = new Period(0, 0, 0);

  private final int lines;
  private final long nanos;
  private final AtomicReference<Period> current = new AtomicReference<>(NEVER);

  LineLimit(int lines, Duration period) {
    this.lines = lines;
    this.nanos = Durations.saturatedNanos(period);
  }

  /**
   * Asks for a line.
   *
   * @return how many were left out since the last one that passed, or -1 if this one is left out
   */
  long pass(long now) {
    while (true) {
      Period before = Objects.requireNonNull(current.get());
      boolean begins = before.passed() == 0 || now - before.start() >= nanos;
      boolean passes = begins || before.passed() < lines;
      Period after =
          begins
              ? new Period(now, 1, 0)
              : passes
                  ? new Period(before.start(), before.passed() + 1, 0)
                  : new Period(before.start(), before.passed(), before.leftOut() + 1);
      if (current.compareAndSet(before, after)) {
        return passes ? before.leftOut() : -1;
      }
    }
  }
}
