package dev.redial.breaker;

/** A count window as sabotage would have it: a ring without a lock. */
final class UnlockedRing {

  private final boolean[] failed;
  private volatile int next;
  private volatile int calls;
  private volatile int failures;
  private volatile boolean spotless;

  UnlockedRing(int size) {
    failed = new boolean[size];
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void record(boolean isFailed, boolean isSlow, long now) {
    int slot = next;
    int change = (isFailed ? 1 : 0) - (failed[slot] ? 1 : 0);
    failed[slot] = isFailed;
    next = (slot + 1) % failed.length;
    calls = Math.min(calls + 1, failed.length);
    failures = failures + change;
    spotless = calls == failed.length && failures == 0;
  }

  boolean isUnchangedBySuccess() {
    return spotless;
  }

  Tally tally(long now) {
    return new Tally(calls, failures, 0);
  }
}
