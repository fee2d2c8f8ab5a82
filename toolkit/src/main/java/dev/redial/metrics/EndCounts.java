package dev.redial.metrics;

import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** How many calls ended for one reason, by how many attempts they took. */
final class EndCounts {

  /** As many attempts as almost all calls take: for these a counter is found without a search. */
  private static final int FEW = 16;

  private final LongAdder[] few = new LongAdder[FEW];
  private final ConcurrentNavigableMap<Integer, LongAdder> many = new ConcurrentSkipListMap<>();

  EndCounts() {
    for (int attempts = 0; attempts < FEW; attempts++) {
      few[attempts] = new LongAdder();
    }
  }

  void count(int attempts) {
    if (attempts < 0) {
      throw new IllegalArgumentException("attempts must be at least 0, but was " + attempts);
    }
    if (attempts < FEW) {
      few[attempts].increment();
    } else {
      many.computeIfAbsent(attempts, unknown -> new LongAdder()).increment();
    }
  }

  /** Tells each number of attempts that was counted, and how often. */
  void forEach(ObjLongConsumer<Integer> action) {
    for (int attempts = 0; attempts < FEW; attempts++) {
      tell(attempts, few[attempts].sum(), action);
    }
    many.forEach((attempts, counter) -> tell(attempts, counter.sum(), action));
  }

  private static void tell(int attempts, long count, ObjLongConsumer<Integer> action) {
    if (count > 0) {
      action.accept(attempts, count);
    }
  }

  /** How many were counted. */
  long sum() {
    long sum = 0;
    for (LongAdder counter : few) {
      sum += counter.sum();
    }
    for (LongAdder counter : many.values()) {
      sum += counter.sum();
    }
    return sum;
  }
}
