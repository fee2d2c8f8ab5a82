package dev.redial.breaker;

import java.util.concurrent.atomic.LongAdder;

/** How the calls of a circuit ended, since it was made. */
final class Totals {
  final LongAdder succeeded = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder ignored = new LongAdder();
  final LongAdder rejected = new LongAdder();
}
