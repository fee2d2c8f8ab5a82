package dev.redial.guard;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A piece of work of the current thread that others may interrupt: until it ends, and never what
 * the thread does later. Whoever interrupts claims the work first; the thread that ends it waits
 * for a claimed interrupt to arrive, which takes as long as {@link Thread#interrupt()} does.
 */
public final class Interruptible {

  private enum State {
    RUNNING,
    CLAIMED,
    INTERRUPTED,
    ENDED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
  private final Thread thread = Thread.currentThread();
  private final boolean wasInterrupted = thread.isInterrupted();

  /** Interrupts the work, from any thread; {@code false} if it has ended or was interrupted. */
  public boolean interrupt() {
    if (!state.compareAndSet(State.RUNNING, State.CLAIMED)) {
      return false;
    }
    thread.interrupt();
    state.set(State.INTERRUPTED);
    return true;
  }

  /**
   * Ends the work, on its own thread. If {@link #interrupt} came first, the thread's flag is taken
   * down; or set, if it was set before the work began: the work may have taken down both at once.
   * An interrupt from elsewhere that comes during the work cannot be told from that one, and goes
   * with it.
   *
   * @return whether {@link #interrupt} came first
   */
  public boolean end() {
    if (state.compareAndSet(State.RUNNING, State.ENDED)) {
      return false;
    }
    while (state.get() == State.CLAIMED) {
      Thread.onSpinWait();
    }
    if (wasInterrupted) {
      thread.interrupt();
    } else {
      Thread.interrupted();
    }
    return true;
  }
}
