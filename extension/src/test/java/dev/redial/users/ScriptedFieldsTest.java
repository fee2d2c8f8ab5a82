package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.junit.Lenient;
import dev.redial.test.junit.RedialExtension;
import dev.redial.test.junit.Scripted;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Expectations 56, 57 and 59: scripts by annotation, for objects in fields. */
class ScriptedFieldsTest {

  private static void timesOut(Gateway gateway) {
    assertThatThrownBy(() -> gateway.charge("1")).isInstanceOf(SocketTimeoutException.class);
  }

  private static void resets(Gateway gateway) {
    assertThatThrownBy(() -> gateway.charge("1")).isInstanceOf(SocketException.class);
  }

  private static void answers(Gateway gateway) throws IOException {
    assertThat(gateway.charge("1")).isEqualTo("charged 1");
  }

  static class Payments {
    @Scripted("timeout, ok")
    private Gateway gateway = Gateway.LIVE;

    private Gateway checkout;

    @BeforeEach
    void setUp() {
      assertThat(gateway).isNotSameAs(Gateway.LIVE);
      checkout = gateway;
    }

    Gateway gateway() {
      return checkout;
    }
  }

  static class OfField extends Payments {
    @RepeatedTest(2)
    void meetsTheScriptOfTheField(Timeline timeline) throws IOException {
      timesOut(gateway());
      answers(gateway());
      assertThat(timeline).hasAttempts(2);
    }

    @Test
    @Scripted("reset, ok")
    void meetsTheScriptOfTheMethod() throws IOException {
      resets(gateway());
      answers(gateway());
    }

    @Nested
    @Scripted(field = "gateway", value = "reset x2")
    class Inner {
      @Test
      void meetsTheScriptOfTheClass() {
        resets(gateway());
        resets(gateway());
      }

      @Test
      @Scripted("ok")
      void meetsTheScriptOfTheMethod() throws IOException {
        answers(gateway());
      }

      @Nested
      class Innermost {
        @Test
        void meetsTheScriptOfTheClassAround() {
          resets(gateway());
          resets(gateway());
        }
      }
    }

    @Nested
    class InnerAsItIs {
      @Test
      void meetsTheScriptOfTheFieldAround() throws IOException {
        timesOut(gateway());
        answers(gateway());
      }
    }
  }

  @TestInstance(Lifecycle.PER_CLASS)
  static class OfOneInstance extends Payments {
    @RepeatedTest(3)
    void meetsItsOwn() throws IOException {
      timesOut(gateway());
      answers(gateway());
    }
  }

  @Scripted("reset")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Outage {}

  @Outage
  static class Superclass extends Payments {}

  static class OfSuperclass extends Superclass {
    @Test
    void meetsTheScriptOfTheSuperclassesAnnotation() {
      resets(gateway());
    }
  }

  @Scripted("503 x2")
  static class OwnBeforeSuperclass extends Superclass {
    @Test
    void meetsItsOwn(Timeline timeline) {
      for (int call = 0; call < 2; call++) {
        assertThatThrownBy(() -> gateway().charge("1")).hasMessageContaining("503");
      }
    }
  }

  @Scripted(field = "first", value = "reset")
  @Scripted(field = "second", value = "timeout")
  static class SeveralFields {
    Gateway first = Gateway.LIVE;
    Gateway second = Gateway.LIVE;
    Gateway third = Gateway.LIVE;

    @Test
    void eachHasItsOwn() {
      resets(first);
      timesOut(second);
      assertThat(third).isSameAs(Gateway.LIVE);
    }
  }

  static class ByHand {
    @RegisterExtension
    static final RedialExtension REDIAL =
        RedialExtension.strict().scripted("gateway", "reset, ok").scripted("other", "timeout");

    @Scripted("503")
    Gateway gateway = Gateway.LIVE;

    Gateway other = Gateway.LIVE;

    @Test
    void meetsTheScriptOfTheExtension() throws IOException {
      resets(gateway);
      answers(gateway);
      timesOut(other);
    }

    @Test
    @Scripted(field = "other", value = "ok")
    void unlessItsMethodSaysElse() throws IOException {
      resets(gateway);
      answers(gateway);
      answers(other);
    }

    @Nested
    class Inner {
      @Scripted("timeout")
      Gateway gateway = Gateway.LIVE;

      @Test
      void namesTheInnermostField() throws IOException {
        resets(gateway);
        answers(gateway);
        assertThatThrownBy(() -> ByHand.this.gateway.charge("1")).hasMessageContaining("503");
        timesOut(other);
      }
    }
  }

  /** Expectation 56: the method, its class, the classes around it, the extension, the field. */
  @Test
  void theNearestScriptHolds() {
    TestRun.of(OfField.class).passed(7);
    TestRun.of(OfOneInstance.class).passed(3);
    TestRun.of(OfSuperclass.class, OwnBeforeSuperclass.class, SeveralFields.class).passed(3);
  }

  /** Expectation 57. */
  @Test
  void theExtensionHasScriptsToo() {
    TestRun.of(ByHand.class).passed(3);
  }

  static class NeverCalled {
    @Scripted("timeout x2, ok")
    Gateway gateway = Gateway.LIVE;

    @Test
    void test() {}

    @Test
    @Scripted("503, ok")
    void own() throws IOException {
      assertThatThrownBy(() -> gateway.charge("1")).hasMessageContaining("503");
    }

    @Test
    @Lenient
    void lenient() {}
  }

  /** Expectations 3 and 27. */
  @Test
  void isStrictAndSaysWhereTheScriptIsDeclared() {
    TestRun run = TestRun.of(NeverCalled.class);

    assertThat(run.failures()).hasSize(2).allMatch(ScriptLeftoverError.class::isInstance);
    assertThat(run.failureOf("test"))
        .hasMessage(
            """
            None of the 3 faults for Gateway was reached: it was never called. The script
            "timeout x2, ok" is declared at @Scripted of NeverCalled.gateway.
              Mend the policy or the script, or end the script with "…" to allow this.""");
    assertThat(run.failureOf("own")).hasMessageContaining("of NeverCalled.own()");
  }

  static class Misspelt {
    Gateway gateway = Gateway.LIVE;

    @Test
    @Scripted(field = "gatewey", value = "ok")
    void test() {}
  }

  static class Unnamed {
    @Scripted("ok")
    Gateway one = Gateway.LIVE;

    @Scripted("ok")
    Gateway two = Gateway.LIVE;

    @Test
    @Scripted("ok")
    void test() {}
  }

  static class Twice {
    @Scripted("ok")
    Gateway gateway = Gateway.LIVE;

    @Test
    @Scripted("ok")
    @Scripted(field = "gateway", value = "503")
    void test() {}
  }

  static class TwiceOnAField {
    @Scripted("ok")
    @Scripted("503")
    Gateway gateway = Gateway.LIVE;

    @Test
    void test() {}
  }

  static class Empty {
    @Scripted("ok")
    Gateway gateway;

    @Test
    void test() {}
  }

  static class NoInterface {
    @Scripted("ok")
    String text = "a";

    @Test
    void test() {}
  }

  static class Unreadable {
    @Scripted("timeoat")
    Gateway gateway = Gateway.LIVE;

    @Test
    void test() {}
  }

  static class Undeclared {
    @Scripted("429")
    Runnable runnable = () -> {};

    @Scripted(field = "runnable", value = "ok")
    Gateway gateway = Gateway.LIVE;

    @Test
    void test() {}
  }

  static class Shared {
    @Scripted("ok")
    static Gateway gateway = Gateway.LIVE;

    @Test
    void test() {}
  }

  @TestInstance(Lifecycle.PER_CLASS)
  @Execution(ExecutionMode.CONCURRENT)
  static class AtOnce {
    @Scripted("ok")
    Gateway gateway = Gateway.LIVE;

    @Test
    void test() {}
  }

  static class ByHandMisspelt {
    @RegisterExtension
    static final RedialExtension REDIAL = RedialExtension.lenient().scripted("x", "ok");

    @Test
    void test() {}
  }

  /** Expectation 59. */
  @Test
  void refusesWhatCannotWorkAndSaysWhatCan() {
    refuses(
        Misspelt.class,
        "@Scripted of Misspelt.test() is for a field 'gatewey', which is not there; did you mean"
            + " 'gateway'?");
    refuses(
        Unnamed.class,
        "@Scripted of Unnamed.test() must name the field that it is for, since there are several:"
            + " Unnamed.one, Unnamed.two");
    refuses(
        Twice.class,
        "@Scripted of Twice.test() gives the field 'gateway' two scripts; put all of their steps"
            + " into one");
    refuses(
        TwiceOnAField.class,
        "TwiceOnAField.gateway has 2 scripts; put all of their steps into one");
    refuses(
        Empty.class,
        "Empty.gateway is null when the test begins, and there is nothing to wrap; give it its"
            + " object where it is declared, in the constructor or by another extension");
    refuses(
        Undeclared.class,
        "Undeclared.gateway has a script for the field 'runnable'; put it on that field, or leave"
            + " the name out");
    refuses(
        Shared.class,
        "Shared.gateway is static, so that all tests would share it; @Scripted needs an instance"
            + " field");
    refuses(
        ByHandMisspelt.class,
        "RedialExtension.scripted(\"x\", …) is for a field 'x', which is not there; there is no"
            + " field of an interface");
    assertThat(TestRun.of(AtOnce.class).failure())
        .hasMessageStartingWith("AtOnce.gateway is shared");
    assertThat(TestRun.of(NoInterface.class).failure())
        .hasMessageStartingWith("String cannot be wrapped: it is a final class");
    assertThat(TestRun.of(Unreadable.class).failure())
        .hasMessageStartingWith("The script of @Scripted of Unreadable.gateway cannot be read: ")
        .hasMessageContaining("timeoat");
  }

  private static void refuses(Class<?> test, String message) {
    assertThat(TestRun.of(test).failure()).hasMessage(message);
  }
}
