package dev.redial.budget;

import dev.redial.time.Durations;
import dev.redial.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntToLongFunction;

/**
 * Counts calls and granted retries by slices of time. Calls are many, so that each only adds to one
 * word. Retries are few and must not be granted twice: each replaces all their counts at once, and
 * only if no other did meanwhile.
 */
final class RatioBudget implements RetryBudget {

  private final RatioRule rule;
  private final TimeSource time;
  private final long start;
  private final long sliceNanos;
  private final AtomicLongArray calls = new AtomicLongArray(Slice.COUNT);
  private final AtomicReference<long[]> retries = new AtomicReference<>(new long[Slice.COUNT]);

  RatioBudget(RatioRule rule, TimeSource time) {
    this.rule = rule;
    this.time = Objects.requireNonNull(time, "time");
    this.start = time.nanoTime();
    this.sliceNanos = Durations.saturatedNanos(rule.ttl()) / Slice.COUNT;
  }

  @Override
  public long remaining() {
    return remaining(granted(), slice());
  }

  @Override
  public void callStarted() {
    long slice = slice();
    int place = Slice.place(slice);
    long before;
    do {
      before = calls.get(place);
    } while (!calls.compareAndSet(place, before, Slice.plusOne(before, slice)));
  }

  @Override
  public boolean tryRetry() {
    while (true) {
      long[] before = granted();
      long slice = slice();
      if (remaining(before, slice) == 0) {
        return false;
      }
      long[] after = before.clone();
      int place = Slice.place(slice);
      after[place] = Slice.plusOne(after[place], slice);
      if (retries.compareAndSet(before, after)) {
        return true;
      }
    }
  }

  @Override
  public void failedAtLimit() {}

  @Override
  public void callSucceeded(boolean afterRetry) {}

  private long[] granted() {
    return Objects.requireNonNull(retries.get());
  }

  private long remaining(long[] granted, long now) {
    return rule.retries(sum(calls::get, now), sum(place -> granted[place], now));
  }

  private static long sum(IntToLongFunction words, long now) {
    long sum = 0;
    for (int place = 0; place < Slice.COUNT; place++) {
      sum += Slice.count(words.applyAsLong(place), now);
    }
    return sum;
  }

  private long slice() {
    return Math.max(0, time.nanoTime() - start) / sliceNanos;
  }

  /** As in {@code "0 retries left: 20 % of the calls and 10 a second, over 10 s"}. */
  @Override
  public String toString() {
    return remaining() + " retries left: " + rule.describe();
  }
}
