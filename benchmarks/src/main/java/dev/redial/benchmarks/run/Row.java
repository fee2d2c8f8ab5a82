package dev.redial.benchmarks.run;

import java.util.Comparator;

/**
 * One library in one case.
 *
 * @param library the name of the benchmark's method
 * @param nanos per operation, of each thread
 * @param bytes allocated per operation
 * @param bare the median of the bare operation, in nanoseconds
 * @param timesOneThread what all threads get done, compared with one thread alone; NaN where the
 *     case has only one
 */
record Row(String library, Sample nanos, Sample bytes, double bare, double timesOneThread) {

  static final String BARE = "bare";
  static final String OURS = "redial";

  /** The bare operation, Redial, then the others, the fastest first. */
  static final Comparator<Row> ORDER =
      Comparator.comparing((Row row) -> !row.library.equals(BARE))
          .thenComparing(row -> !row.isOurs())
          .thenComparing(row -> row.nanos.median());

  boolean isOurs() {
    return library.equals(OURS);
  }

  double timesBare() {
    return nanos.median() / bare;
  }

  double nanosAboveBare() {
    return nanos.median() - bare;
  }
}
