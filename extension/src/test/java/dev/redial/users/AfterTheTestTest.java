package dev.redial.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Kit;
import dev.redial.test.junit.Redial;
import dev.redial.test.junit.Scripted;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Expectations 31 and 33: what is left of a test, and what becomes of those who come too late. */
class AfterTheTestTest {

  @Redial
  @TestInstance(Lifecycle.PER_CLASS)
  static class ComesTooLate {
    private Gateway kept;
    private FakeClock clock;

    @Test
    void keepsItsGateway(Faults faults, FakeClock clock) throws IOException {
      kept = faults.wrap(Gateway.class, Gateway.LIVE, "ok, timeout, …");
      assertThat(kept.charge("in time")).isEqualTo("charged in time");
      this.clock = clock;
    }

    @AfterAll
    void callsAgain() throws Exception {
      assertThat(kept.charge("late")).isEqualTo("charged late");
      assertThat(kept.charge("later")).isEqualTo("charged later");
      assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1)))
          .isInstanceOf(InterruptedException.class);
      assertThatThrownBy(() -> clock.executor().execute(() -> {}))
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("the test has ended");
    }
  }

  @Redial
  static class IsInTime {
    @Test
    void test(Faults faults) throws IOException {
      faults.wrap(Gateway.class, Gateway.LIVE, "ok").charge("in time");
    }
  }

  /** Expectation 31. */
  @Test
  void whatComesLateReachesTheRealObjectAndIsReported() {
    TestRun late = TestRun.of(ComesTooLate.class);

    late.passed(1);
    assertThat(late.reported("redial"))
        .containsExactly(
            "after the end of keepsItsGateway(Faults, FakeClock): Gateway.charge was called 2"
                + " times; what is wrapped is inert by then, and the real object answered");
    TestRun inTime = TestRun.of(IsInTime.class);
    inTime.passed(1);
    assertThat(inTime.reported("redial")).isEmpty();
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneInstance {
    @Kit Timeline timeline;

    @Scripted("ok")
    Gateway gateway = Gateway.LIVE;

    @Test
    void test() throws IOException {
      assertThat(gateway).isNotSameAs(Gateway.LIVE);
      gateway.charge("1");
    }

    @AfterAll
    void holdsNothingOfTheKit() {
      assertThat(timeline).isNull();
      assertThat(gateway).isSameAs(Gateway.LIVE);
    }
  }

  @Test
  void fieldsAreAsTheyWere() {
    TestRun.of(OneInstance.class).passed(1);
  }

  /** Whatever the failing classes below took from their kits. */
  private record Taken(FaultServer server, FakeClock clock) {}

  private static final Queue<Taken> TAKEN = new ConcurrentLinkedQueue<>();

  private static void take(FaultServer server, FakeClock clock, Faults faults) {
    server.on("GET /", "503");
    clock.executor().execute(() -> sleepAnHour(clock));
    faults.wrap(Gateway.class, Gateway.LIVE, "timeout");
    TAKEN.add(new Taken(server, clock));
  }

  private static void sleepAnHour(FakeClock clock) {
    try {
      clock.sleep(Duration.ofHours(1));
    } catch (InterruptedException testEnded) {
      Thread.currentThread().interrupt();
    }
  }

  @Redial
  static class FailsInTheConstructor {
    FailsInTheConstructor(FaultServer server, FakeClock clock, Faults faults) {
      take(server, clock, faults);
      throw new IllegalStateException("in the constructor");
    }

    @Test
    void test() {}
  }

  @Redial
  static class FailsInSetUp {
    @BeforeEach
    void setUp(FaultServer server, FakeClock clock, Faults faults) {
      take(server, clock, faults);
      throw new IllegalStateException("in set-up");
    }

    @Test
    void test() {}
  }

  @Redial
  static class FailsAtWork {
    @Test
    void test(FaultServer server, FakeClock clock, Faults faults) {
      take(server, clock, faults);
      throw new IllegalStateException("in the test");
    }
  }

  @Redial
  static class FailsInTearDown {
    @Test
    void test(FaultServer server, FakeClock clock, Faults faults) {
      take(server, clock, faults);
    }

    @AfterEach
    void tearDown() {
      throw new IllegalStateException("in tear-down");
    }
  }

  static class FailsToBind {
    @Kit FaultServer server;
    @Kit FakeClock clock;
    @Kit Faults faults;

    @Scripted("ok")
    Gateway none;

    @Test
    void test() {}

    @AfterEach
    void tearDown() {
      take(server, clock, faults);
    }
  }

  /** Expectation 33. */
  @Test
  void whereverATestFailsAllOfItIsTornDown() {
    TAKEN.clear();

    assertThat(TestRun.of(FailsInTheConstructor.class).failure()).hasMessage("in the constructor");
    assertThat(TestRun.of(FailsInSetUp.class).failure()).hasMessage("in set-up");
    assertThat(TestRun.of(FailsAtWork.class).failure()).hasMessage("in the test");
    assertThat(TestRun.of(FailsInTearDown.class).failure()).hasMessage("in tear-down");
    assertThat(TestRun.of(FailsToBind.class).failure()).hasMessageStartingWith("FailsToBind.none");

    assertThat(TAKEN).hasSize(5).allSatisfy(AfterTheTestTest::isTornDown);
  }

  private static void isTornDown(Taken taken) {
    assertThatThrownBy(
            () -> new Socket(InetAddress.getLoopbackAddress(), taken.server().port()).close())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> taken.clock().executor().execute(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("redial-clock-"));
  }
}
