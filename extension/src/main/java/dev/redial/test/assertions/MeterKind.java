package dev.redial.test.assertions;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Kinds of meters, and the one number of each that can be asserted. */
enum MeterKind {
  COUNTER(Statistic.COUNT, "counter", Meter.Type.COUNTER),
  GAUGE(Statistic.VALUE, "gauge", Meter.Type.GAUGE),
  TIMER(Statistic.COUNT, "timer", Meter.Type.TIMER);

  private static final double ROUNDING = 1e-12;

  private final Statistic statistic;
  private final String word;
  private final Meter.Type type;

  MeterKind(Statistic statistic, String word, Meter.Type type) {
    this.statistic = statistic;
    this.word = word;
    this.type = type;
  }

  /** What a sentence calls one. */
  String word() {
    return word;
  }

  boolean isKindOf(Meter meter) {
    return meter.getId().getType() == type;
  }

  double value(Meter meter) {
    return value(meter, Set.of(statistic));
  }

  /** The number of any meter that says most: its count, or else its value. */
  static double anyValue(Meter meter) {
    return value(meter, Set.of(Statistic.COUNT, Statistic.VALUE, Statistic.ACTIVE_TASKS));
  }

  private static double value(Meter meter, Set<Statistic> statistics) {
    return StreamSupport.stream(meter.measure().spliterator(), false)
        .filter(measurement -> statistics.contains(measurement.getStatistic()))
        .mapToDouble(Measurement::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }

  /** Whether both are the same number, but for what adding and dividing them may have lost. */
  static boolean isSame(double one, double other) {
    return Double.compare(one, other) == 0
        || Math.abs(one - other) <= ROUNDING * Math.max(Math.abs(one), Math.abs(other));
  }

  static String text(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
