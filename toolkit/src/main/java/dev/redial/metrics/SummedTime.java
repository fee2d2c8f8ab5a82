package dev.redial.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * A sum of durations. Seconds and the rest apart: nanoseconds of many waiting threads overflow
 * within months.
 */
final class SummedTime {

  private final LongAdder seconds = new LongAdder();
  private final LongAdder nanos = new LongAdder();

  void add(Duration time) {
    seconds.add(time.getSeconds());
    nanos.add(time.getNano());
  }

  Duration sum() {
    return Duration.ofSeconds(seconds.sum(), nanos.sum());
  }

  void reset() {
    seconds.reset();
    nanos.reset();
  }
}
