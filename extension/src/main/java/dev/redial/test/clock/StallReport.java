package dev.redial.test.clock;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says why the clock stands still: who waits on what, where, and what to use instead. */
final class StallReport {

  private static final int FRAMES = 12;

  private final long now;
  private final boolean manual;
  private final Crew crew;
  private final @Nullable Timer next;
  private final List<Waiter> waiters;
  private final List<Thread> blocked;

  /**
   * What is known under the lock, under which the text must be made.
   *
   * @param next what is due first
   */
  StallReport(
      long now,
      boolean manual,
      Crew crew,
      @Nullable Timer next,
      List<Waiter> waiters,
      List<Thread> blocked) {
    this.now = now;
    this.manual = manual;
    this.crew = crew;
    this.next = next;
    this.waiters = waiters;
    this.blocked = blocked;
  }

  String text() {
    return "The clock stands still at " + format(now) + ": " + why() + stacks();
  }

  private String why() {
    if (!crew.holds.isEmpty()) {
      return "it is held by "
          + crew.holds.iterator().next()
          + " while "
          + waits()
          + ". Close the hold once its work is done; try (Hold hold = clock.hold()) closes it"
          + " whatever happens.";
    }
    if (waiters.isEmpty()) {
      return nobodyWaits();
    }
    return blocked.isEmpty() ? everybodyWaits() : blockedElsewhere();
  }

  private String nobodyWaits() {
    return elsewhere()
        + ". Nobody waits on the clock, although something is due at "
        + (next == null ? "no time" : format(next.due))
        + (manual
            ? ". The clock is moved by hand: call clock.advance(…) from another thread, or"
                + " clock.automatic()."
            : ". Wait through the clock: clock.await(allOf(…)), clock.sleep(…), or a future of"
                + " clock.newFuture().");
  }

  private String everybodyWaits() {
    if (crew.waitsForForeignStages()) {
      return waits()
          + ", and an asynchronous attempt is in flight whose stage nobody completes. If the stage"
          + " waits for the clock itself, build it from clock.newFuture(), or run it by"
          + " clock.executor().";
    }
    if (manual) {
      return waits()
          + ", and the clock is moved by hand. Call clock.advance(…) from a thread that does not"
          + " wait, or clock.automatic().";
    }
    return waits()
        + ", everybody waits, and nothing is due. If work that the clock cannot see will end the"
        + " wait, keep the clock with clock.hold() while it runs.";
  }

  private String blockedElsewhere() {
    return elsewhere()
        + ", while "
        + waits()
        + ". Use clock.executor() for the threads it waits for, clock.await(…) for that wait, or"
        + " clock.hold() if real work is under way.";
  }

  private String elsewhere() {
    Thread first = blocked.get(0);
    return "thread '"
        + first.getName()
        + "' waits in "
        + place(first.getStackTrace())
        + ", which this clock cannot see";
  }

  private static String format(long nanos) {
    return Durations.format(Duration.ofNanos(nanos));
  }

  private String waits() {
    return waiters.stream().map(this::describe).collect(Collectors.joining(" and "));
  }

  private String describe(Waiter waiter) {
    String name = "'" + waiter.thread.getName() + "'";
    Timer timer = waiter.timer;
    String until = timer == null ? "" : " until " + format(timer.due);
    return switch (waiter.kind) {
      case SLEEP -> name + " sleeps on it" + until;
      case STAGE -> name + " waits for a future" + until;
      case ADVANCE -> name + " advances it" + until;
    };
  }

  /** As in {@code CountDownLatch.await (OrderSync.java:88)}. */
  private static String place(StackTraceElement[] stack) {
    @Nullable StackTraceElement wait = null;
    for (StackTraceElement frame : stack) {
      if (frame.getFileName() == null) {
        continue; // a lambda's own class
      }
      if (!isJdk(frame)) {
        return (wait == null ? "" : method(wait) + " ") + source(frame);
      }
      if (!isMachinery(frame)) {
        wait = frame;
      }
    }
    return wait == null ? "an unknown place" : method(wait);
  }

  private static boolean isJdk(StackTraceElement frame) {
    return frame.getClassName().startsWith("java.")
        || frame.getClassName().startsWith("jdk.")
        || frame.getClassName().startsWith("sun.");
  }

  private static boolean isMachinery(StackTraceElement frame) {
    return frame.getClassName().startsWith("jdk.internal.")
        || frame.getClassName().startsWith("java.util.concurrent.locks.");
  }

  private static String method(StackTraceElement frame) {
    String type = frame.getClassName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
  }

  private static String source(StackTraceElement frame) {
    return "(" + frame.getFileName() + ":" + frame.getLineNumber() + ")";
  }

  private String stacks() {
    StringBuilder text = new StringBuilder();
    waiters.forEach(waiter -> append(text, waiter.thread));
    blocked.forEach(thread -> append(text, thread));
    return text.toString();
  }

  private static void append(StringBuilder text, Thread thread) {
    text.append("\n  '").append(thread.getName()).append("'");
    StackTraceElement[] stack = thread.getStackTrace();
    Arrays.stream(stack)
        .skip(insideOfTheClock(stack))
        .limit(FRAMES)
        .forEach(frame -> text.append("\n      at ").append(frame));
  }

  /** How many frames at the top show only how the clock waits. */
  private static int insideOfTheClock(StackTraceElement[] stack) {
    int inside = 0;
    for (int i = 0; i < stack.length; i++) {
      String type = stack[i].getClassName();
      if (type.equals(FakeClock.class.getName()) || type.equals(ClockFuture.class.getName())) {
        inside = i;
      }
    }
    return inside;
  }
}
