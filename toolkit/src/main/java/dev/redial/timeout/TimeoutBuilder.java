package dev.redial.timeout;

import dev.redial.time.Durations;
import dev.redial.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Timeout}. */
public final class TimeoutBuilder {

  final String name;
  boolean cooperative;
  TimeSource time = TimeSource.system();
  private @Nullable Duration limit;

  TimeoutBuilder(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("name must not be blank, but was '" + name + "'");
    }
    this.name = name;
  }

  /** How long an operation is given: above zero. Must be set. */
  public TimeoutBuilder limit(Duration newLimit) {
    limit = Objects.requireNonNull(newLimit, "limit");
    return this;
  }

  /** Like {@link #limit(Duration)}, as in {@code "500ms"}. */
  public TimeoutBuilder limit(String newLimit) {
    return limit(Durations.parse(newLimit));
  }

  /** Lets an operation that blocks run on when its time is up. Default: it is interrupted. */
  public TimeoutBuilder cooperative() {
    cooperative = true;
    return this;
  }

  /** Where the time comes from. Default: {@link TimeSource#system()}. */
  public TimeoutBuilder time(TimeSource newTime) {
    time = Objects.requireNonNull(newTime, "time");
    return this;
  }

  /**
   * The timeout.
   *
   * @throws IllegalArgumentException if there is no limit, or it is not above zero
   */
  public Timeout build() {
    Duration set = limit;
    if (set == null) {
      throw new IllegalArgumentException(
          "limit must be set: say how long '" + name + "' may take, as in limit(\"2s\")");
    }
    if (set.isNegative() || set.isZero()) {
      throw new IllegalArgumentException(
          "limit must be above zero, but was " + Durations.format(set));
    }
    return new Timeout(this, set);
  }
}
