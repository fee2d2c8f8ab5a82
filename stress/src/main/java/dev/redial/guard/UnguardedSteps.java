package dev.redial.guard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** Steps as sabotage would have them. */
final class UnguardedSteps {

  private final Queue<Runnable> left = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean running = new AtomicBoolean();

  /** Runs each step where it comes from. */
  void runAtOnce(Runnable step) {
    step.run();
  }

  /** Loses a step that comes when the last one was over and nobody has said so yet. */
  void runOrLeave(Runnable step) {
    left.add(step);
    if (running.compareAndSet(false, true)) {
      for (Runnable next = left.poll(); next != null; next = left.poll()) {
        next.run();
      }
      running.set(false);
    }
  }
}
