package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Kit;
import dev.redial.test.junit.Lenient;
import dev.redial.test.junit.Redial;
import dev.redial.test.junit.RedialExtension;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectations 29, 55 and 57 to 59: all that JUnit has for tests, and the test kit with it. */
class FitsJUnitTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(FailureKind.TRANSIENT)
          .build();

  /** Meets an outage of two calls, and so takes 3 s on the clock of the test. */
  private static void pay(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
    Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout, 503, ok");

    assertThat(Retry.of(POLICY, clock).call(() -> gateway.charge("42"))).isEqualTo("charged 42");

    assertThat(timeline).hasAttempts(3).waited("1s", "2s").succeeded();
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Redial
  static class Parameters {
    private final FakeClock ofConstructor;

    Parameters(FakeClock clock) {
      ofConstructor = clock;
    }

    @BeforeEach
    void setUp(FakeClock clock) {
      assertThat(clock == ofConstructor).isTrue();
      assertThat(clock.elapsed()).isZero();
    }

    @AfterEach
    void tearDown(FakeClock clock, Timeline timeline) {
      assertThat(clock == ofConstructor).isTrue();
      assertThat(timeline).hasAttempts(3);
    }

    @Test
    void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
    }

    @RepeatedTest(3)
    void repeated(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void parameterized(String order, Faults faults, FakeClock clock, Timeline timeline)
        throws IOException {
      assertThat(order).hasSize(1);
      pay(faults, clock, timeline);
    }

    @Nested
    class Inner {
      private final FakeClock ofInner;

      Inner(FakeClock clock) {
        ofInner = clock;
      }

      @Test
      void nested(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
        assertThat(clock == ofConstructor && clock == ofInner).isTrue();
        pay(faults, clock, timeline);
      }
    }
  }

  @Test
  void givesParametersToConstructorsLifecycleMethodsAndTestsOfAllSorts() {
    TestRun.of(Parameters.class).passed(7);
  }

  static class KitInFields {
    @Kit private Faults faults;
    @Kit FakeClock clock;
    @Kit Timeline timeline;

    @BeforeEach
    void isThereAlready() {
      assertThat(clock.elapsed()).isZero();
    }

    void pay() throws IOException {
      FitsJUnitTest.pay(faults, clock, timeline);
    }
  }

  static class Fields extends KitInFields {
    @Test
    void inherited(FakeClock same) throws IOException {
      pay();
      assertThat(clock == same).isTrue();
    }

    @RepeatedTest(2)
    void repeated() throws IOException {
      pay();
    }

    @Nested
    class Inner {
      @Kit Timeline own;

      @Test
      void nested() throws IOException {
        pay();
        assertThat(own == timeline).isTrue();
      }
    }
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class FieldsOfOneInstance extends KitInFields {
    @RepeatedTest(3)
    void eachWithAKitOfItsOwn() throws IOException {
      pay();
    }
  }

  @Test
  void fillsFieldsOfTheirOwnRightAndOfSuperclasses() {
    TestRun.of(Fields.class, FieldsOfOneInstance.class).passed(7);
  }

  @Redial
  @Retention(RetentionPolicy.RUNTIME)
  @interface PaymentTest {}

  @PaymentTest
  static class Composed {
    @Test
    void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
    }
  }

  static class Inherited extends Composed {}

  @Redial
  interface Described {
    @Test
    default void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
    }
  }

  static class Implemented implements Described {}

  static class MethodOnly {
    @Test
    @Redial
    void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
    }

    @Test
    void hasNothingOfIt() {}
  }

  @ParameterizedTest
  @ValueSource(classes = {Composed.class, Inherited.class, Implemented.class})
  void isInheritedAndComposed(Class<?> test) {
    TestRun.of(test).passed(1);
  }

  @Test
  void standsOnOneMethodAlone() {
    TestRun.of(MethodOnly.class).passed(2);
  }

  @Redial
  @TestInstance(Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class OneInstanceAtOnce {
    @RepeatedTest(100)
    void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
    }
  }

  /** Expectation 29. */
  @Test
  void testsOfOneInstanceMayRunAtOnceWithParameters() {
    TestRun.concurrently(4, OneInstanceAtOnce.class).passed(100);
  }

  @TestInstance(Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class OneInstancesFieldsAtOnce {
    @Kit FakeClock clock;

    @Test
    void test() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OneOuterInstance {
    @Kit FakeClock clock;

    @Nested
    @Execution(ExecutionMode.CONCURRENT)
    class Inner {
      @Test
      void test() {}
    }
  }

  /** Expectation 29. */
  @Test
  void testsOfOneInstanceAreRefusedToRunAtOnceWithFields() {
    assertThat(TestRun.of(OneInstancesFieldsAtOnce.class).failure())
        .isInstanceOf(ExtensionConfigurationException.class)
        .hasMessage(
            "OneInstancesFieldsAtOnce.clock is shared: the tests of OneInstancesFieldsAtOnce run"
                + " concurrently on one instance, and each would overwrite it for the others. Take"
                + " what it holds as a parameter of the test, or use Lifecycle.PER_METHOD or"
                + " @Execution(SAME_THREAD).");
    assertThat(TestRun.of(OneOuterInstance.class).failure())
        .hasMessageStartingWith("OneOuterInstance.clock is shared");
  }

  @Redial
  static class Factory {
    @TestFactory
    Stream<DynamicTest> shareAKit(Faults faults, FakeClock clock, Timeline timeline) {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "ok x2");
      return Stream.of(
          DynamicTest.dynamicTest("first", () -> gateway.charge("1")),
          DynamicTest.dynamicTest("second", () -> gateway.charge("2")));
    }

    @TestFactory
    Stream<DynamicTest> leaveFaults(Faults faults) {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "ok x3");
      return Stream.of(DynamicTest.dynamicTest("only", () -> gateway.charge("1")));
    }

    @TestFactory
    Stream<DynamicTest> fail(Faults faults) {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "ok x3");
      return Stream.of(
          DynamicTest.dynamicTest(
              "one",
              () -> {
                gateway.charge("1");
                throw new IllegalStateException("by itself");
              }));
    }
  }

  @Test
  void theTestsOfAFactoryShareAKitThatIsCheckedAtItsEnd() {
    TestRun run = TestRun.of(Factory.class);

    assertThat(run.failures()).hasSize(2);
    assertThat(run.failureOf("leaveFaults"))
        .isInstanceOf(ScriptLeftoverError.class)
        .hasMessageContaining("2 of 3 faults were never reached");
    assertThat(run.failures())
        .filteredOn(IllegalStateException.class::isInstance)
        .singleElement()
        .satisfies(
            failure -> {
              assertThat(failure.getSuppressed()).hasSize(1);
              assertThat(failure.getSuppressed()[0]).hasMessageContaining("Gateway.charge");
            });
  }

  static class ByStaticField {
    @RegisterExtension static final RedialExtension REDIAL = RedialExtension.strict();

    @Kit FakeClock ofField;

    ByStaticField(FakeClock ofConstructor) {
      assertThat(ofConstructor.elapsed()).isZero();
    }

    @Test
    void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
      assertThat(clock == ofField).isTrue();
    }

    @Nested
    class Inner {
      @Test
      void nested(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
        pay(faults, clock, timeline);
      }
    }
  }

  @Redial
  static class ByInstanceField {
    @RegisterExtension final RedialExtension redial = RedialExtension.lenient();

    @Kit FakeClock ofField;

    @Test
    void test(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
      pay(faults, clock, timeline);
      assertThat(clock == ofField).isTrue();
    }

    @Test
    @Redial
    void isLenientThoughAnAnnotationIsThereToo(Faults faults) {
      faults.wrap(Gateway.class, Gateway.LIVE, "timeout, ok");
    }
  }

  /** Expectation 57. */
  @Test
  void aFieldRegistersItAsAnAnnotationDoes() {
    TestRun.of(ByStaticField.class).passed(2);
    TestRun.of(ByInstanceField.class).passed(2);
  }

  static class TwoFields {
    @RegisterExtension static final RedialExtension ONE = RedialExtension.strict();
    @RegisterExtension final RedialExtension two = RedialExtension.lenient();

    @Test
    void test(FakeClock clock) {}
  }

  static class NotOfTheKit {
    @Kit RetryPolicy policy;

    @Test
    void test() {}
  }

  static class OfAllTests {
    @Kit static FakeClock clock;

    @Test
    void test() {}
  }

  static class OnceAndForAll {
    @Kit final Timeline timeline = null;

    @Test
    void test() {}
  }

  /** Expectation 59. */
  @Test
  void refusesWhatCannotWorkAndSaysWhatCan() {
    assertThat(TestRun.of(TwoFields.class).failure())
        .hasMessage(
            "a test has one kit, but 2 fields register a RedialExtension for it: TwoFields.ONE and"
                + " TwoFields.two; keep one of them");
    assertThat(TestRun.of(NotOfTheKit.class).failure())
        .hasMessage(
            "NotOfTheKit.policy is annotated with @Kit, but a RetryPolicy is no part of the kit; its"
                + " parts are FakeClock, FaultServer, Faults, Timeline");
    assertThat(TestRun.of(OfAllTests.class).failure())
        .hasMessage(
            "OfAllTests.clock is static, so that all tests would share it; @Kit needs an instance"
                + " field");
    assertThat(TestRun.of(OnceAndForAll.class).failure())
        .hasMessage("OnceAndForAll.timeline is final; @Kit needs a field that can be written");
  }

  @Redial
  static class Leniency {
    @Test
    @Lenient
    void allowsLeftovers(Faults faults) {
      faults.wrap(Gateway.class, Gateway.LIVE, "timeout, ok");
      faults.wrap(Gateway.class, Gateway.LIVE, "503, ok");
    }

    @Test
    @Lenient
    void allowsNoOverrun(Faults faults) throws IOException {
      faults.wrap(Gateway.class, Gateway.LIVE, "timeout, ok");
      faults.wrap(Gateway.class, Gateway.LIVE, "503, ok");
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "ok");
      gateway.charge("1");
      try {
        gateway.charge("2");
      } catch (AssertionError swallowed) {
        assertThat(swallowed).hasMessageContaining("beyond the script");
      }
    }

    @Test
    void isForOneTestOnly(Faults faults) {
      faults.wrap(Gateway.class, Gateway.LIVE, "timeout, ok");
    }

    @Nested
    @Lenient
    class Inner {
      @Test
      void orForAClass(Faults faults) {
        faults.wrap(Gateway.class, Gateway.LIVE, "timeout, ok");
      }

      @Nested
      class Innermost {
        @Test
        void andThoseWithin(Faults faults) {
          faults.wrap(Gateway.class, Gateway.LIVE, "timeout, ok");
        }
      }
    }
  }

  @Test
  void leniencyIsAWordInAnAnnotation() {
    TestRun run = TestRun.of(Leniency.class);

    assertThat(run.failures()).hasSize(2);
    assertThat(run.failureOf("isForOneTestOnly")).isInstanceOf(ScriptLeftoverError.class);
    assertThat(run.failureOf("allowsNoOverrun"))
        .hasMessageContaining("beyond the script \"ok\"")
        .hasMessageNotContaining("never reached");
  }

  /** Expectation 64. */
  @Test
  void theKitCanBeMadeByHand() throws IOException {
    try (FakeClock clock = new FakeClock()) {
      Timeline timeline = new Timeline(clock);
      Faults faults = new Faults(timeline, clock);

      pay(faults, clock, timeline);

      faults.verify();
    }
  }
}
