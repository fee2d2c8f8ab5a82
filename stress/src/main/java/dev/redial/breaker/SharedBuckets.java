package dev.redial.breaker;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A time window as sabotage would have it: it steps without a lock, and its buckets are used again.
 */
final class SharedBuckets {

  private final AtomicLong[] buckets = {new AtomicLong(), new AtomicLong()};
  private volatile long current;
  private volatile long forgotten;

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void record(long bucket) {
    if (bucket > current) {
      AtomicLong used = buckets[(int) (bucket % 2)];
      forgotten = forgotten + used.get();
      used.set(0);
      current = bucket;
    }
    buckets[(int) (bucket % 2)].incrementAndGet();
  }

  long calls() {
    return forgotten + buckets[0].get() + buckets[1].get();
  }
}
