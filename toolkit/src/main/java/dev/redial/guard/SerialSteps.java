package dev.redial.guard;

import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs steps one after another without a lock: on the caller's thread, or, if a step is running, on
 * the thread that runs it, once that is done. A step that adds a step does not run it within
 * itself, so that no number of them fills the stack. A step may ask for an executor: the steps then
 * go on there.
 */
public final class SerialSteps {

  /** An action, which must not throw, and where it runs. */
  private record Step(
      Runnable action, @Nullable Executor executor, Consumer<Throwable> whenRefused) {}

  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  /** No step yet. */
  public SerialSteps() {}

  /** Runs or leaves a step, which must not throw. */
  public void run(Runnable action) {
    add(new Step(action, null, refusal -> {}));
  }

  /**
   * Runs or leaves a step that runs on an executor.
   *
   * @param whenRefused is told instead what the executor throws; must not throw
   */
  public void runOn(Executor executor, Runnable action, Consumer<Throwable> whenRefused) {
    add(new Step(action, executor, whenRefused));
  }

  private void add(Step step) {
    steps.add(step);
    if (open.getAndIncrement() == 0) {
      runWhatIsLeft();
    }
  }

  private void runWhatIsLeft() {
    boolean isHere = true;
    do {
      Step step = Objects.requireNonNull(steps.poll());
      Executor executor = step.executor();
      if (executor == null) {
        step.action().run();
      } else {
        isHere = move(step, executor);
      }
    } while (isHere && open.decrementAndGet() > 0);
  }

  /** Runs a step on its executor; {@code true} if it is over, and the steps go on here. */
  private boolean move(Step step, Executor executor) {
    // Set by whoever comes first, the end of the step or the return from the executor: the other
    // one goes on, so that an executor which runs its tasks at once does not nest them.
    AtomicBoolean first = new AtomicBoolean();
    try {
      executor.execute(
          () -> {
            step.action().run();
            if (!first.compareAndSet(false, true) && open.decrementAndGet() > 0) {
              runWhatIsLeft();
            }
          });
    } catch (Throwable refusal) {
      step.whenRefused().accept(refusal);
      return true;
    }
    return !first.compareAndSet(false, true);
  }
}
