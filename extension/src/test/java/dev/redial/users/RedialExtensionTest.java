package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.ClockStalledError;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.ScriptOverrunError;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** What a user of {@link Redial} sees. */
class RedialExtensionTest {

  private static TestExecutionResult run(Class<?> test, String method) {
    Event event =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectMethod(test, methodNamed(test, method)))
            .execute()
            .testEvents()
            .finished()
            .stream()
            .findFirst()
            .orElseThrow();
    return event.getRequiredPayload(TestExecutionResult.class);
  }

  private static Method methodNamed(Class<?> test, String name) {
    return Arrays.stream(test.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Throwable failure(Class<?> test, String method) {
    TestExecutionResult result = run(test, method);
    assertThat(result.getStatus()).isEqualTo(TestExecutionResult.Status.FAILED);
    return result.getThrowable().orElseThrow();
  }

  interface Gateway {
    String charge(String order) throws IOException;
  }

  private static final Gateway LIVE = order -> "charged " + order;

  private static final RetryPolicy THREE_ATTEMPTS =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(FailureKind.TRANSIENT, FailureKind.RATE_LIMITED)
          .build();

  @Redial
  static class Samples {

    private final Timeline ofConstructor;

    Samples(Timeline ofConstructor) {
      this.ofConstructor = ofConstructor;
    }

    @BeforeEach
    void sharesTheKit(Timeline ofSetUp) {
      assertThat(ofSetUp == ofConstructor).isTrue();
    }

    @Test
    void passes(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      assertThat(timeline == ofConstructor).isTrue();
      Gateway gateway = faults.wrap(Gateway.class, LIVE, "timeout, 503, ok");

      String answer = Retry.of(THREE_ATTEMPTS, clock).call(() -> gateway.charge("42"));

      assertThat(answer).isEqualTo("charged 42");
      assertThat(timeline).hasAttempts(3).waited("1s", "2s").succeeded();
    }

    @Test
    void leavesFaultsUnused(Faults faults, FakeClock clock, Timeline timeline) {
      Gateway gateway = faults.wrap(Gateway.class, LIVE, "timeout x4, ok");
      Retry retry =
          Retry.builder("pay").policy(THREE_ATTEMPTS).time(clock).listener(timeline).build();

      assertThatThrownBy(() -> retry.call(() -> gateway.charge("42")))
          .isInstanceOf(IOException.class);
    }

    @Test
    void callsBeyondTheScript(Faults faults) throws IOException {
      Gateway gateway = faults.wrap(Gateway.class, LIVE, "ok");
      gateway.charge("1");
      gateway.charge("2");
    }

    @Test
    void swallowsTheOverrun(Faults faults) throws IOException {
      Gateway gateway = faults.wrap(Gateway.class, LIVE, "ok");
      gateway.charge("1");
      assertThatThrownBy(() -> gateway.charge("2")).isInstanceOf(ScriptOverrunError.class);
    }

    @Test
    void swallowsAStall(FakeClock clock) {
      clock.manual();
      assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1)))
          .isInstanceOf(ClockStalledError.class);
    }

    @Test
    void failsByItself(Faults faults) throws IOException {
      faults.wrap(Gateway.class, LIVE, "ok then pass").charge("1");
      throw new IllegalStateException("by itself");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void runsOnAThreadOfItsOwn(FakeClock clock) throws Exception {
      clock.sleep(Duration.ofHours(1));
      clock.newFuture().completeOnTimeout("later", 1, TimeUnit.HOURS).join();
      assertThat(clock.elapsed()).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void asksAServerForMoreThanItIsAskedFor(FaultServer server) {
      server.on("GET /never", "503");
    }
  }

  @Test
  void handsOutTheKitOfTheTest() {
    assertThat(run(Samples.class, "passes").getStatus())
        .isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
  }

  /** Expectation 3. */
  @Test
  void aFaultThatWasNeverReachedFailsTheTestAndSaysWhy() {
    assertThat(failure(Samples.class, "leavesFaultsUnused"))
        .isInstanceOf(ScriptLeftoverError.class)
        .hasMessageContaining("2 of 5 faults were never reached")
        .hasMessageContaining("RedialExtensionTest.java:")
        .hasMessageContaining("Call 'pay' ended\nafter attempt 3: maxAttempts 3 reached.")
        .hasMessageContaining("end the script with \"…\" to allow this.");
  }

  /** Expectation 4. */
  @Test
  void aCallBeyondTheScriptFailsTheTestAndShowsTheTimeline() {
    Throwable failure = failure(Samples.class, "callsBeyondTheScript");

    assertThat(failure)
        .isInstanceOf(ScriptOverrunError.class)
        .hasMessageContaining("beyond the script \"ok\"");
    assertThat(failure.getSuppressed()).singleElement().asString().contains("what happened:");
  }

  @Test
  void anOverrunFailsTheTestAlsoIfItsErrorWasSwallowed() {
    assertThat(failure(Samples.class, "swallowsTheOverrun"))
        .hasMessageContaining("1 call of Gateway came beyond the script \"ok\"");
  }

  @Test
  void aStallFailsTheTestAlsoIfItsErrorWasSwallowed() {
    assertThat(failure(Samples.class, "swallowsAStall")).isInstanceOf(ClockStalledError.class);
  }

  @Test
  void aTestThatFailsByItselfShowsItsTimeline() {
    Throwable failure = failure(Samples.class, "failsByItself");

    assertThat(failure).hasMessage("by itself");
    assertThat(failure.getSuppressed())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("what happened:")
        .contains("Gateway.charge");
  }

  @Test
  void theClockFollowsATestToTheThreadThatRunsIt() {
    assertThat(run(Samples.class, "runsOnAThreadOfItsOwn").getThrowable()).isEmpty();
  }

  @Test
  void theServersScriptsAreCheckedToo() {
    assertThat(failure(Samples.class, "asksAServerForMoreThanItIsAskedFor"))
        .hasMessageContaining("GET /never");
  }

  private static final List<FaultServer> SERVERS = new CopyOnWriteArrayList<>();

  @Redial
  static class ServerSamples {
    @Test
    void first(FaultServer server) {
      SERVERS.add(server);
    }

    @Test
    void second(FaultServer server) {
      SERVERS.add(server);
    }
  }

  @Test
  void eachTestHasAServerOfItsOwnWhichEndsWithIt() {
    SERVERS.clear();

    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(ServerSamples.class))
        .execute()
        .testEvents()
        .assertStatistics(stats -> stats.succeeded(2));

    assertThat(SERVERS).hasSize(2).doesNotHaveDuplicates();
    assertThat(SERVERS)
        .allSatisfy(
            server ->
                assertThatThrownBy(
                        () -> new Socket(InetAddress.getLoopbackAddress(), server.port()).close())
                    .isInstanceOf(Exception.class));
  }

  @Redial
  static class Repeated {
    @RepeatedTest(2)
    @Timeout(value = 10, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void sleepsOnAThreadOfItsOwn(FakeClock clock) throws Exception {
      clock.sleep(Duration.ofHours(1));
    }
  }

  @Test
  void theClockFollowsARepeatedTestToo() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Repeated.class))
        .execute()
        .testEvents()
        .assertStatistics(stats -> stats.succeeded(2).failed(0));
  }

  @Redial
  static class Factory {
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> sleepOnThreadsOfTheirOwn(FakeClock clock) {
      return IntStream.rangeClosed(1, 4)
          .mapToObj(
              hours ->
                  DynamicTest.dynamicTest(
                      hours + " hours", () -> clock.sleep(Duration.ofHours(hours))));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theClockFollowsTheTestsOfAFactory(boolean parallel) {
    EngineTestKit.engine("junit-jupiter")
        .configurationParameter(
            "junit.jupiter.execution.parallel.enabled", String.valueOf(parallel))
        .selectors(selectClass(Factory.class))
        .execute()
        .testEvents()
        .assertStatistics(stats -> stats.succeeded(4).failed(0));
  }

  @Redial
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class OneInstance {
    OneInstance(Faults faults) {
      faults.wrap(Gateway.class, LIVE, "timeout x2, ok");
    }

    @Test
    void neverCalls() {}
  }

  @Redial
  static class BeforeAllTests {
    @BeforeAll
    static void wraps(Faults faults) {
      faults.wrap(Gateway.class, LIVE, "timeout x2, ok");
    }

    @Test
    void neverCalls() {}
  }

  /** Expectation 59: a kit that nobody would verify is refused, with the way out. */
  @ParameterizedTest
  @ValueSource(classes = {OneInstance.class, BeforeAllTests.class})
  void refusesAKitWhereNoTestIsUnderWay(Class<?> test) {
    assertThat(
            EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(test))
                .execute()
                .allEvents()
                .failed()
                .stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> result.getThrowable().orElseThrow()))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
        .hasMessageContaining("@Redial makes a kit for each test")
        .hasMessageContaining("take Faults in a @BeforeEach method or in the test");
  }

  @Redial
  static class HiddenCauses {
    @Test
    void swallowsTheStallAndFails(FakeClock clock) {
      clock.manual();
      assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1)))
          .isInstanceOf(ClockStalledError.class);
      throw new IllegalStateException("not paid");
    }

    @Test
    void leavesFaultsOfBoth(Faults faults, FaultServer server) {
      faults.wrap(Gateway.class, LIVE, "timeout x2, ok");
      server.on("GET /never", "503");
    }
  }

  @Test
  void aStallIsShownWhenTheTestFailsOtherwise() {
    assertThat(failure(HiddenCauses.class, "swallowsTheStallAndFails").getSuppressed())
        .anySatisfy(shown -> assertThat(shown).isInstanceOf(ClockStalledError.class));
  }

  @Test
  void leftoversOfObjectsDoNotHideThoseOfTheServer() {
    Throwable failure = failure(HiddenCauses.class, "leavesFaultsOfBoth");

    assertThat(failure).hasMessageContaining("Gateway");
    assertThat(failure.getSuppressed())
        .anySatisfy(shown -> assertThat(shown).hasMessageContaining("GET /never"));
  }
}
