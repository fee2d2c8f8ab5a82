package dev.redial.test.clock;

import static org.assertj.core.api.Assertions.assertThat;

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
    crew.holds = 1;
    assertThat(crew.isIdle()).isFalse();
    crew.holds = 0;
    crew.stagesInFlight = 1;
    assertThat(crew.isIdle()).isFalse();
    crew.stagesInFlight = 0;
    assertThat(crew.isIdle()).isTrue();
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
}
