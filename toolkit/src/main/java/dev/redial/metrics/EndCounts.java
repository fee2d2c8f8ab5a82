package dev.redial.metrics;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How many calls ended for one reason, by how many attempts they took. */
final class EndCounts {

  /** As many attempts as almost all calls take: for these a counter is found without a search. */
  private static final int FEW = 16;

  /** Each made when it is first needed. */
  private final AtomicReferenceArray<@Nullable LongAdder> few = new AtomicReferenceArray<>(FEW);

  private final ConcurrentNavigableMap<Integer, LongAdder> many = new ConcurrentSkipListMap<>();

  void count(int attempts) {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must be at least 0, but was " + attempts);
    }
    if (attempts < FEW) {
      LongAdder counter = few.get(attempts);
      (counter == null ? made(attempts) : counter).increment();
    } else {
      many.computeIfAbsent(attempts, unknown -> new LongAdder()).increment();
    }
  }

  private LongAdder made(int attempts) {
    LongAdder made = new LongAdder();
    LongAdder other = few.compareAndExchange(attempts, null, made);
    return other == null ? made : other;
  }

  /** Each number of attempts that was counted, and how often. */
  NavigableMap<Integer, Long> byAttempts() {
    NavigableMap<Integer, Long> counts = new TreeMap<>();
    for (int attempts = 0; attempts < FEW; attempts++) {
      LongAdder counter = few.get(attempts);
      if (counter != null) {
        put(attempts, counter.sum(), counts);
      }
    }
    many.forEach((attempts, counter) -> put(attempts, counter.sum(), counts));
    return counts;
  }

  private static void put(int attempts, long count, NavigableMap<Integer, Long> counts) {
    if (count > 0) {
      counts.put(attempts, count);
    }
  }

  void reset() {
    for (int attempts = 0; attempts < FEW; attempts++) {
      LongAdder counter = few.get(attempts);
      if (counter != null) {
        counter.reset();
      }
    }
    many.clear();
  }
}
