package dev.redial.benchmarks.run;

import dev.redial.benchmarks.cases.BreakerSuccess;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * What was measured.
 *
 * @param benchmarks the name of the class of the case
 * @param library the name of the method
 * @param depth the value of that parameter; empty where there is none
 */
record Key(String benchmarks, String library, String depth, int threads) {

  private static final String DEPTH = "depth";

  static Key of(BenchmarkParams params) {
    String name = params.getBenchmark();
    int dot = name.lastIndexOf('.');
    String depth = params.getParamsKeys().contains(DEPTH) ? params.getParam(DEPTH) : "";
    return new Key(name.substring(0, dot), name.substring(dot + 1), depth, params.getThreads());
  }

  /** Whether this belongs to a case. */
  boolean isOf(Case which) {
    return benchmarks.equals(which.benchmarks().getName());
  }

  /** The bare operation of the same case. */
  Key bare() {
    return new Key(benchmarks, Row.BARE, depth, threads);
  }

  /** The same library, with one thread. */
  Key alone() {
    return new Key(BreakerSuccess.class.getName(), library, depth, 1);
  }
}
