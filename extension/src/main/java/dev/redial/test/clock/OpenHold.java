package dev.redial.test.clock;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A hold of the test's own, which remembers where it was opened. */
final class OpenHold implements Hold {

  private final Consumer<OpenHold> whenClosed;
  private final AtomicBoolean open = new AtomicBoolean(true);
  private final String thread = Thread.currentThread().getName();
  private final StackTraceElement[] openedAt = new Throwable().getStackTrace();

  OpenHold(Consumer<OpenHold> whenClosed) {
    this.whenClosed = whenClosed;
  }

  @Override
  public void close() {
    if (open.getAndSet(false)) {
      whenClosed.accept(this);
    }
  }

  /** As in {@code "'main' at CheckoutTest.java:42"}. */
  @Override
  public String toString() {
    for (StackTraceElement frame : openedAt) {
      String type = frame.getClassName();
      if (!type.equals(OpenHold.class.getName())
          && !type.equals(Conductor.class.getName())
          && !type.equals(FakeClock.class.getName())) {
        return "'" + thread + "' at " + frame.getFileName() + ":" + frame.getLineNumber();
      }
    }
    return "'" + thread + "'";
  }
}
