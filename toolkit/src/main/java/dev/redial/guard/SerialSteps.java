package dev.redial.guard;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs steps one after another without a lock: on the caller's thread, or, if a step is running, on
 * the thread that runs it, once that is done. A step that adds a step does not run it within
 * itself, so that no number of them fills the stack.
 */
public final class SerialSteps {

  private final Queue<Runnable> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  /** No step yet. */
  public SerialSteps() {}

  /** Runs or leaves a step, which must not throw. */
  public void run(Runnable step) {
    steps.add(step);
    if (open.getAndIncrement() == 0) {
      do {
        Objects.requireNonNull(steps.poll()).run();
      } while (open.decrementAndGet() > 0);
    }
  }
}
