package dev.redial.test.clock;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may still do something before the clock moves: the threads of the test that run, tasks that
 * are handed out but not begun, and holds. Guarded by the lock of the {@link Conductor}.
 *
 * <p>A thread that the clock learns of only because it waits on it is a guest: once woken it counts
 * as running, until it waits again, ends, or is seen blocked elsewhere for {@link #GUEST_GRACE}.
 */
final class Crew {

  private static final long GUEST_GRACE = 20_000_000;

  private static final class Member {
    final boolean guest;
    boolean waiting;

    /**
     * Woken, but not yet seen to run: a busy machine may take its time, and so it looks blocked.
     */
    boolean waking;

    boolean blocked;
    long blockedSince;

    Member(boolean guest) {
      this.guest = guest;
    }
  }

  private final Map<Thread, Member> members = new LinkedHashMap<>();
  private int running;
  private int guestsRunning;

  /** Tasks handed to a worker that has not begun them. */
  int tasksHandedOut;

  /** Holds of the test's own, oldest first. */
  final Set<OpenHold> holds = new LinkedHashSet<>();

  /** Stages of work that the clock cannot see, such as network I/O. */
  int stagesInFlight;

  /** Those of them that wait for no task of the clock's own. */
  private int foreignStages;

  /** Makes a thread one of the crew, whether it runs or waits for the clock already. */
  void join(Thread thread) {
    Member former = members.get(thread);
    Member member = new Member(false);
    if (former == null) {
      running++;
    } else {
      member.waiting = former.waiting;
      member.waking = former.waking;
      guestsRunning -= former.guest && !former.waiting ? 1 : 0;
    }
    members.put(thread, member);
  }

  void leave(Thread thread) {
    Member member = members.remove(thread);
    if (member != null && !member.waiting) {
      stopRunning(member);
    }
  }

  /**
   * Makes a thread one of the crew, as it is about to do something that belongs to the test.
   *
   * @return makes it again what it was
   */
  Runnable visit(Thread thread) {
    Member former = members.get(thread);
    if (former != null && !former.guest) {
      return () -> {};
    }
    join(thread);
    return () -> {
      leave(thread);
      if (former != null) {
        goesOn(thread);
        isBack(thread);
      }
    };
  }

  /** A thread begins to wait for the clock. */
  void beginsToWait(Thread thread) {
    Member member = members.get(thread);
    if (member != null && !member.waiting) {
      member.waiting = true;
      stopRunning(member);
    }
  }

  /** A thread that waited for the clock goes on. */
  void goesOn(Thread thread) {
    Member member = members.computeIfAbsent(thread, unknown -> newGuest());
    if (member.waiting) {
      member.waiting = false;
      member.waking = true;
      member.blocked = false;
      running++;
      guestsRunning += member.guest ? 1 : 0;
    }
  }

  /** A thread that was woken runs. */
  void isBack(Thread thread) {
    Member member = members.get(thread);
    if (member != null) {
      member.waking = false;
    }
  }

  boolean someoneIsWaking() {
    return members.values().stream().anyMatch(member -> member.waking);
  }

  private static Member newGuest() {
    Member guest = new Member(true);
    guest.waiting = true;
    return guest;
  }

  private void stopRunning(Member member) {
    running--;
    guestsRunning -= member.guest ? 1 : 0;
  }

  /** Nobody is left who could do something before the clock moves. */
  boolean isIdle() {
    return running == 0 && tasksHandedOut == 0 && holds.isEmpty() && foreignStages == 0;
  }

  boolean waitsForForeignStages() {
    return foreignStages > 0;
  }

  /** A stage of this work is in flight (+1), or no more (-1). */
  void countStage(Work work, int change) {
    stagesInFlight += change;
    work.stages += change;
    foreignStages += work.tasks == 0 ? change : 0;
  }

  /** This work has handed a task to the clock's executor (+1), or it has ended (-1). */
  void countTask(Work part, int change) {
    for (Work work = part; work != null; work = work.whole) {
      boolean waited = work.tasks > 0;
      work.tasks += change;
      boolean waits = work.tasks > 0;
      if (waits != waited) {
        foreignStages += waits ? -work.stages : work.stages;
      }
    }
  }

  boolean hasRunningGuests() {
    return guestsRunning > 0;
  }

  /** Forgets threads that have ended, and guests that do something else. */
  void forgetWhoLeft(long realNow) {
    Iterator<Map.Entry<Thread, Member>> all = members.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Thread, Member> one = all.next();
      Member member = one.getValue();
      if (!member.waiting && hasLeft(one.getKey(), member, realNow)) {
        all.remove();
        stopRunning(member);
      }
    }
  }

  private static boolean hasLeft(Thread thread, Member member, long realNow) {
    if (!thread.isAlive()) {
      return thread.getState() == Thread.State.TERMINATED;
    }
    if (!member.guest || member.waking) {
      return false;
    }
    boolean blocked = isBlocked(thread);
    if (blocked && !member.blocked) {
      member.blockedSince = realNow;
    }
    member.blocked = blocked;
    return blocked && realNow - member.blockedSince >= GUEST_GRACE;
  }

  /** The threads of the crew that do not wait for the clock. */
  List<Thread> runningThreads() {
    return members.entrySet().stream()
        .filter(one -> !one.getValue().waiting)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The thread waits for something that is not the clock. */
  static boolean isBlocked(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }
}
