package dev.redial.retry;

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
 * go on there, when the executor comes to it, or, once that is {@linkplain #stayHere given up},
 * here.
 */
final class SerialSteps {

  /** An action, which must not throw, and where it runs. */
  private record Step(
      Runnable action, @Nullable Executor executor, Consumer<Throwable> whenRefused) {}

  /** A step on its way to an executor, which may come to it at once, late or never. */
  private final class Handover implements Runnable {
    private final Runnable action;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean first = new AtomicBoolean();

    Handover(Runnable action) {
      this.action = action;
    }

    @Override
    public void run() {
      if (begins()) {
        action.run();
        end();
      }
    }

    boolean begins() {
      return begun.compareAndSet(false, true);
    }

    void end() {
      if (!isFirst() && open.decrementAndGet() > 0) {
        runWhatIsLeft();
      }
    }

    void leaveOut() {
      if (begins()) {
        end();
      }
    }

    /**
     * Of the end of the step and the return from the executor, whichever comes second goes on, so
     * that an executor which runs its tasks at once does not nest them.
     */
    boolean isFirst() {
      return first.compareAndSet(false, true);
    }
  }

  private final Queue<Step> steps = new ConcurrentLinkedQueue<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile @Nullable Handover latest;
  private volatile boolean stays;

  /** Runs or leaves a step, which must not throw. */
  void run(Runnable action) {
    add(new Step(action, null, refusal -> {}));
  }

  /**
   * Runs or leaves a step that runs on an executor.
   *
   * @param whenRefused is told instead what the executor throws; must not throw
   */
  void runOn(Executor executor, Runnable action, Consumer<Throwable> whenRefused) {
    add(new Step(action, executor, whenRefused));
  }

  /**
   * From now on no step goes to an executor: those that ask for one are left out, as is the one
   * that its executor has not begun yet.
   */
  void stayHere() {
    stays = true;
    Handover handover = latest;
    if (handover != null) {
      handover.leaveOut();
    }
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
    Handover handover = new Handover(step.action());
    latest = handover;
    if (stays) {
      handover.leaveOut();
      return !handover.isFirst();
    }
    try {
      executor.execute(handover);
    } catch (Throwable refusal) {
      if (handover.begins()) {
        step.whenRefused().accept(refusal);
        handover.end();
      }
    }
    return !handover.isFirst();
  }
}
