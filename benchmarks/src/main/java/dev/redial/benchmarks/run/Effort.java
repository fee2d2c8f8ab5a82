package dev.redial.benchmarks.run;

import java.util.Locale;
import org.openjdk.jmh.runner.options.TimeValue;

/** How long it takes. Each round runs every benchmark once, in a fork of its own. */
enum Effort {
  /** About 8 minutes: shows the order of things. */
  QUICK(2, 4, 3, 300),
  /** About half an hour: what {@code RESULTS.md} should come from. */
  FULL(5, 5, 5, 500);

  private final int rounds;
  private final int warmups;
  private final int measurements;
  private final int millis;

  Effort(int rounds, int warmups, int measurements, int millis) {
    this.rounds = rounds;
    this.warmups = warmups;
    this.measurements = measurements;
    this.millis = millis;
  }

  static Effort named(String name) {
    for (Effort effort : values()) {
      if (effort.toString().equals(name)) {
        return effort;
      }
    }
    throw new IllegalArgumentException("The effort must be quick or full, but was '" + name + "'.");
  }

  int rounds() {
    return rounds;
  }

  int warmups() {
    return warmups;
  }

  int measurements() {
    return measurements;
  }

  TimeValue iteration() {
    return TimeValue.milliseconds(millis);
  }

  /** As in {@code "2 rounds of 1 fork: 4 x 300 ms of warm-up, 3 x 300 ms measured"}. */
  String described() {
    return rounds
        + " rounds of 1 fork: "
        + warmups
        + " x "
        + millis
        + " ms of warm-up, "
        + measurements
        + " x "
        + millis
        + " ms measured";
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
