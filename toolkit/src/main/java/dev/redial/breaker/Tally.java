package dev.redial.breaker;

import java.io.Serializable;

/**
 * How calls ended.
 *
 * @param calls how many ended so that they count
 * @param failures how many of them failed
 * @param slow how many of them were slow, failed or not
 */
record Tally(long calls, long failures, long slow) implements Serializable {

  static final Tally NONE = new Tally(0, 0, 0);

  Tally plus(boolean failed, boolean wasSlow) {
    return new Tally(calls + 1, failures + (failed ? 1 : 0), slow + (wasSlow ? 1 : 0));
  }

  /** Between 0 and 1; 0 if there are no calls. */
  double failureRate() {
    return calls == 0 ? 0 : (double) failures / calls;
  }

  /** Between 0 and 1; 0 if there are no calls. */
  double slowCallRate() {
    return calls == 0 ? 0 : (double) slow / calls;
  }
}
