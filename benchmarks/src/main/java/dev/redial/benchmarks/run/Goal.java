package dev.redial.benchmarks.run;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What a row should reach.
 *
 * @param text as in {@code "at most 1.3 x bare"}
 * @param value what is measured of a row
 * @param limit what it is compared with
 * @param isLowerBound whether more is better
 */
record Goal(String text, ToDoubleFunction<Row> value, double limit, boolean isLowerBound) {

  /** The profiler also sees what JMH itself allocates now and then. */
  private static final double LESS_THAN_A_BYTE = 0.5;

  static Goal timesBare(double limit) {
    return new Goal("at most " + plain(limit) + " x bare", Row::timesBare, limit, false);
  }

  static Goal nanos(double limit) {
    return new Goal("at most " + plain(limit) + " ns", row -> row.nanos().median(), limit, false);
  }

  static Goal nanosAboveBare(double limit) {
    return new Goal(
        "at most " + plain(limit) + " ns above bare", Row::nanosAboveBare, limit, false);
  }

  static Goal bytes(double limit) {
    return new Goal(
        "at most " + plain(limit) + " B",
        row -> row.bytes().median(),
        limit + LESS_THAN_A_BYTE,
        false);
  }

  static Goal timesOneThread(double limit) {
    return new Goal(
        "at least " + plain(limit) + " x one thread's total", Row::timesOneThread, limit, true);
  }

  boolean isOfTime() {
    return !text.endsWith(" B");
  }

  boolean isReachedBy(Row row) {
    double reached = value.applyAsDouble(row);
    return isLowerBound ? reached >= limit : reached <= limit;
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : String.format(Locale.ROOT, "%.1f", number);
  }
}
