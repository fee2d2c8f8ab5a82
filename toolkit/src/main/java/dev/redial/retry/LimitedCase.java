package dev.redial.retry;

import dev.redial.time.Durations;
import java.time.Duration;

/** See {@link WorstCase#within}. */
record LimitedCase(WorstCase whole, Duration timeout) implements WorstCase {

  LimitedCase {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          "timeout must be above 0, but was " + Durations.format(timeout));
    }
  }

  @Override
  public long attempts() {
    return whole.attempts();
  }

  @Override
  public Duration waits() {
    return cut(whole.waits());
  }

  @Override
  public Duration waitsAsAsked() {
    return cut(whole.waitsAsAsked());
  }

  @Override
  public Duration time() {
    return cut(whole.time());
  }

  @Override
  public Duration timeAsAsked() {
    return cut(whole.timeAsAsked());
  }

  private Duration cut(Duration time) {
    return time.compareTo(timeout) < 0 ? time : timeout;
  }

  @Override
  public WorstCase withAttemptsOf(Duration longest) {
    return new LimitedCase(whole.withAttemptsOf(longest), timeout);
  }

  @Override
  public WorstCase around(WorstCase inner) {
    return new LimitedCase(whole.around(inner), timeout);
  }

  @Override
  public String toString() {
    return CaseText.of(this);
  }
}
