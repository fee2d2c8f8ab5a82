package dev.redial.test.clock;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CrewTest {

  private final Crew crew = new Crew();
  private final Thread thread = new Thread(() -> {});

  @Test
  void isIdleWhenEverybodyWaits() {
    crew.join(thread);
    assertThat(crew.isIdle()).isFalse();

    crew.beginsToWait(thread);
    assertThat(crew.isIdle()).isTrue();

    crew.goesOn(thread);
    assertThat(crew.isIdle()).isFalse();

    crew.leave(thread);
    assertThat(crew.isIdle()).isTrue();
  }

  @Test
  void aThreadThatJoinsWhileItWaitsStillWaits() {
    crew.join(thread);
    crew.beginsToWait(thread);

    crew.join(thread);

    assertThat(crew.isIdle()).isTrue();
    crew.goesOn(thread);
    assertThat(crew.isIdle()).isFalse();
    crew.beginsToWait(thread);
    assertThat(crew.isIdle()).isTrue();
  }

  @Test
  void aGuestRunsOnceWokenUntilItIsMadeAMemberOrLeaves() {
    crew.beginsToWait(thread);
    assertThat(crew.isIdle()).isTrue();

    crew.goesOn(thread);
    assertThat(crew.isIdle()).isFalse();
    assertThat(crew.hasRunningGuests()).isTrue();

    crew.join(thread);
    assertThat(crew.hasRunningGuests()).isFalse();
    assertThat(crew.isIdle()).isFalse();

    crew.leave(thread);
    assertThat(crew.isIdle()).isTrue();
  }

  @Test
  void handedOutTasksHoldsAndStagesKeepItBusy() {
    crew.tasksHandedOut = 1;
    assertThat(crew.isIdle()).isFalse();
    crew.tasksHandedOut = 0;
    OpenHold hold = new OpenHold(crew.holds::remove);
    crew.holds.add(hold);
    assertThat(crew.isIdle()).isFalse();
    hold.close();
    crew.countStage(new Work(null), 1);
    assertThat(crew.isIdle()).isFalse();
  }

  @Test
  void aStageKeepsItBusyUnlessATaskOfItsOwnWorkIsLeft() {
    Work work = new Work(null);
    Work other = new Work(null);
    crew.countTask(other, 1);
    crew.countStage(work, 1);
    assertThat(crew.isIdle()).as("a task of other work").isFalse();
    crew.countTask(work, 1);
    assertThat(crew.isIdle()).as("a task of its own").isTrue();
    crew.countTask(work, 1);
    crew.countStage(work, 1);
    crew.countTask(work, -1);
    assertThat(crew.isIdle()).as("two stages, one task left").isTrue();
    crew.countTask(work, -1);
    assertThat(crew.isIdle()).as("two stages, no task left").isFalse();
    crew.countStage(work, -1);
    crew.countStage(work, -1);
    assertThat(crew.isIdle()).as("nothing left").isTrue();
  }

  @Test
  void aTaskOfAPartIsATaskOfTheWhole() {
    Work whole = new Work(null);
    crew.countStage(whole, 1);
    Work part = new Work(whole);
    crew.countStage(part, 1);
    crew.countTask(whole, 1);
    assertThat(crew.isIdle()).as("the whole's task does not excuse the part").isFalse();
    crew.countTask(part, 1);
    assertThat(crew.isIdle()).isTrue();
    crew.countTask(whole, -1);
    assertThat(crew.isIdle()).as("the part's task excuses both").isTrue();
    crew.countTask(part, -1);
    assertThat(crew.isIdle()).isFalse();
  }

  @Test
  void workIsNoPartOfWhatIsOver() {
    Work over = new Work(null);
    assertThat(new Work(over).whole).isNull();
    over.starts++;
    assertThat(new Work(over).whole).isSameAs(over);
  }

  @Test
  void forgetsAThreadThatHasEnded() throws Exception {
    crew.join(thread);
    crew.forgetWhoLeft(0);
    assertThat(crew.isIdle()).as("a thread that has not begun").isFalse();
    thread.start();
    thread.join();

    crew.forgetWhoLeft(0);

    assertThat(crew.isIdle()).isTrue();
  }

  /** A woken thread looks blocked until the machine lets it run, which may take long. */
  @Test
  void aGuestIsNotForgottenBeforeItHasWoken() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread guest = new Thread(() -> awaitQuietly(end));
    guest.start();
    while (!Crew.isBlocked(guest)) {
      Thread.onSpinWait();
    }
    crew.beginsToWait(guest);
    crew.goesOn(guest);

    crew.forgetWhoLeft(SECONDS.toNanos(1));
    crew.forgetWhoLeft(SECONDS.toNanos(2));
    assertThat(crew.isIdle()).as("idle while the guest wakes").isFalse();
    assertThat(crew.someoneIsWaking()).isTrue();

    crew.isBack(guest);
    crew.forgetWhoLeft(SECONDS.toNanos(3));
    crew.forgetWhoLeft(SECONDS.toNanos(4));
    assertThat(crew.isIdle()).isTrue();
    assertThat(crew.someoneIsWaking()).isFalse();
    end.countDown();
    guest.join();
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
