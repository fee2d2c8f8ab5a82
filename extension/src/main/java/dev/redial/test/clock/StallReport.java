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
  private final int stagesInFlight;
  private final List<Waiter> waiters;
  private final List<Thread> blocked;

  StallReport(
      long now, boolean manual, int stagesInFlight, List<Waiter> waiters, List<Thread> blocked) {
    this.now = now;
    this.manual = manual;
    this.stagesInFlight = stagesInFlight;
    this.waiters = waiters;
    this.blocked = blocked;
  }

  String text() {
    return "The clock stands still at "
        + Durations.format(Duration.ofNanos(now))
        + ": "
        + (blocked.isEmpty() ? everybodyWaits() : blockedElsewhere())
        + stacks();
  }

  private String everybodyWaits() {
    if (stagesInFlight > 0) {
      return waits()
          + ", and an asynchronous attempt is in flight whose stage nobody completes. If the stage"
          + " waits for the clock itself, build it from clock.newFuture().";
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
    Thread first = blocked.get(0);
    return "thread '"
        + first.getName()
        + "' waits in "
        + place(first.getStackTrace())
        + ", which this clock cannot see, while "
        + waits()
        + ". Use clock.executor() for the threads it waits for, clock.await(…) for that wait, or"
        + " clock.hold() if real work is under way.";
  }

  private String waits() {
    return waiters.stream().map(this::describe).collect(Collectors.joining(" and "));
  }

  private String describe(Waiter waiter) {
    String name = "'" + waiter.thread.getName() + "'";
    Timer timer = waiter.timer;
    String until = timer == null ? "" : " until " + Durations.format(Duration.ofNanos(timer.due));
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
