package dev.redial.metrics;

import dev.redial.call.EndReason;
import dev.redial.call.Outcome;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The numbers of a {@link CallMetrics} at one moment. Those of the calls agree with each other:
 * each call is there once, with its reason and its attempts.
 *
 * @param calls how many calls ended for which reason, by how often their operation ran; only
 *     numbers that occurred, all of it sorted and unmodifiable
 * @param fallbacks calls that a fallback answered
 * @param budgetDenials calls that ended because the retry budget was empty
 * @param hedges how often operations were to run beside an attempt that was under way or had
 *     failed, those that a circuit then rejected included; in no other number
 * @param waited the time that calls spent between attempts and before their first, summed up
 * @param wasted the time from the first wait for a retry to the end of calls that did not succeed,
 *     summed up; a call that retried without a wait has no part in it
 */
public record MetricsSnapshot(
    Map<EndReason, NavigableMap<Integer, Long>> calls,
    long fallbacks,
    long budgetDenials,
    long hedges,
    Duration waited,
    Duration wasted) {

  /** Copies the map. */
  public MetricsSnapshot {
    Map<EndReason, NavigableMap<Integer, Long>> copy = new EnumMap<>(EndReason.class);
    calls.forEach(
        (reason, byAttempts) -> {
          if (!byAttempts.isEmpty()) {
            copy.put(reason, Collections.unmodifiableNavigableMap(new TreeMap<>(byAttempts)));
          }
        });
    calls = Collections.unmodifiableMap(copy);
  }

  /** All calls. */
  public long total() {
    return calls.values().stream().mapToLong(MetricsSnapshot::count).sum();
  }

  /** How many calls ended for this reason. */
  public long calls(EndReason reason) {
    NavigableMap<Integer, Long> byAttempts = calls.get(reason);
    return byAttempts == null ? 0 : count(byAttempts);
  }

  /** How many calls ended so. */
  public long calls(Outcome outcome) {
    return count(distribution(outcome));
  }

  /** Calls that returned a result that is not a failure. */
  public long succeeded() {
    return calls(Outcome.SUCCEEDED);
  }

  /** Calls that ended with their last attempt's error or failed result. */
  public long failed() {
    return calls(Outcome.FAILED);
  }

  /** Calls that ended because a guard kept the operation from running. */
  public long rejected() {
    return calls(Outcome.REJECTED);
  }

  /** Calls that were ended from outside. */
  public long aborted() {
    return calls(Outcome.ABORTED);
  }

  /**
   * How many calls ran their operation how often; sorted, 0 for calls that never ran it, and only
   * numbers that occurred.
   */
  public NavigableMap<Integer, Long> distribution() {
    NavigableMap<Integer, Long> all = new TreeMap<>();
    calls.values().forEach(byAttempts -> merge(byAttempts, all));
    return Collections.unmodifiableNavigableMap(all);
  }

  private NavigableMap<Integer, Long> distribution(Outcome outcome) {
    NavigableMap<Integer, Long> all = new TreeMap<>();
    calls.forEach(
        (reason, byAttempts) -> {
          if (reason.outcome() == outcome) {
            merge(byAttempts, all);
          }
        });
    return all;
  }

  private static void merge(NavigableMap<Integer, Long> part, NavigableMap<Integer, Long> into) {
    part.forEach((attempts, count) -> into.merge(attempts, count, Long::sum));
  }

  private static long count(NavigableMap<Integer, Long> byAttempts) {
    return byAttempts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often operations ran in all calls together, without hedges. */
  public long totalAttempts() {
    return attempts(distribution());
  }

  /** How often operations ran in the calls that ended so, without hedges. */
  public long attempts(Outcome outcome) {
    return attempts(distribution(outcome));
  }

  private static long attempts(NavigableMap<Integer, Long> byAttempts) {
    long sum = 0;
    for (Map.Entry<Integer, Long> entry : byAttempts.entrySet()) {
      sum += entry.getKey() * entry.getValue();
    }
    return sum;
  }

  /** How many attempts were retries: in each call, all but the first. */
  public long retries() {
    return retries(distribution());
  }

  /** How many attempts were retries in the calls that ended so. */
  public long retries(Outcome outcome) {
    return retries(distribution(outcome));
  }

  /** How many retries were made in calls that did not succeed. */
  public long wastedRetries() {
    return retries() - retries(Outcome.SUCCEEDED);
  }

  private static long retries(NavigableMap<Integer, Long> byAttempts) {
    return attempts(byAttempts) - count(byAttempts.tailMap(1, true));
  }

  /** How many calls made more than one attempt, however they ended. */
  public long retried() {
    return count(distribution().tailMap(2, true));
  }

  /** Attempts per call; 0 without calls. */
  public double averageAttempts() {
    return perCall(totalAttempts());
  }

  /** The part of the calls that succeeded, from 0 to 1; 0 without calls. */
  public double successRate() {
    return perCall(succeeded());
  }

  /** The part of the calls that did not succeed, for whatever reason; 0 without calls. */
  public double failureRate() {
    return perCall(total() - succeeded());
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
