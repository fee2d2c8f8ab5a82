package dev.redial.metrics;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The numbers of a {@link CallMetrics} at one moment. They agree with each other: each call is in
 * exactly one of the four outcomes and once in the distribution.
 *
 * @param succeeded calls that returned a result that is not a failure
 * @param failed calls that ended with their last attempt's error or failed result
 * @param rejected calls that ended because a guard kept the operation from running
 * @param aborted calls that were ended from outside
 * @param fallbacks calls that a fallback answered; they are among those that did not succeed
 * @param budgetDenials calls that ended because the retry budget was empty; they are among those
 *     that failed
 * @param hedges how often operations ran beside an attempt that was under way or had failed; in no
 *     other number
 * @param distribution how many calls ran their operation how often; sorted, 0 for calls that never
 *     ran it, and only numbers that occurred
 * @param waited the time that calls spent between attempts and before their first, summed up
 */
public record MetricsSnapshot(
    long succeeded,
    long failed,
    long rejected,
    long aborted,
    long fallbacks,
    long budgetDenials,
    long hedges,
    NavigableMap<Integer, Long> distribution,
    Duration waited) {

  /** Copies the distribution. */
  public MetricsSnapshot {
    distribution = Collections.unmodifiableNavigableMap(new TreeMap<>(distribution));
  }

  /** All calls. */
  public long total() {
    return succeeded + failed + rejected + aborted;
  }

  /** How often operations ran in all calls together, without hedges. */
  public long totalAttempts() {
    long sum = 0;
    for (Map.Entry<Integer, Long> entry : distribution.entrySet()) {
      sum += entry.getKey() * entry.getValue();
    }
    return sum;
  }

  /** Attempts per call; 0 without calls. */
  public double averageAttempts() {
    return perCall(totalAttempts());
  }

  /** The part of the calls that succeeded, from 0 to 1; 0 without calls. */
  public double successRate() {
    return perCall(succeeded);
  }

  /** The part of the calls that did not succeed, for whatever reason; 0 without calls. */
  public double failureRate() {
    return perCall(total() - succeeded);
  }

  private double perCall(long count) {
    return total() == 0 ? 0 : (double) count / total();
  }

  /** Like {@link #report(String, List)}, without further lines. */
  public String report(String name) {
    return report(name, List.of());
  }

  /**
   * The numbers for people to read, at most 80 columns wide and the same in every locale:
   *
   * <pre>
   * receipts              24 calls      87.5 % succeeded      12.5 % failed
   *   attempts   1: 14 (58.3 %)   2: 5 (20.8 %)   3: 3 (12.5 %)   5: 2 (8.3 %)
   *   average attempts 1.79     waited 4 min 12 s
   *   rejected        3 (12.5 %)
   *   fallback        3 (12.5 %)
   *   circuit ocr     CLOSED → OPEN (1 min 4 s) → HALF_OPEN → CLOSED
   * </pre>
   *
   * <p>"Failed" is everything that did not succeed. Lines that would say zero are left out. A part
   * that is not all and not nothing never reads as 100.0 % or 0.0 %.
   *
   * @param name what made the calls
   * @param lines further lines, such as the last one above; they are indented and wrapped at spaces
   */
  public String report(String name, List<String> lines) {
    return MetricsReport.of(this, name, lines);
  }
}
