package dev.redial.users;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.ScriptLeftoverError;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Kit;
import dev.redial.test.junit.Redial;
import dev.redial.test.junit.RedialExtension;
import dev.redial.test.junit.Scripted;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mock;
import org.mockito.exceptions.misusing.UnnecessaryStubbingException;
import org.mockito.junit.jupiter.MockitoExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Expectation 58: with the extensions of Mockito and Spring, each before and after. */
class BesideOtherExtensionsTest {

  private static void meetsTheScript(Gateway gateway, Timeline timeline) throws IOException {
    timesOutAndAnswers(new Checkout(gateway), "mocked");
    assertThat(timeline).hasAttempts(2);
  }

  private static void timesOutAndAnswers(Checkout checkout, @Nullable String answer)
      throws IOException {
    assertThatThrownBy(checkout::pay).isInstanceOf(SocketTimeoutException.class);
    assertThat(checkout.pay()).isEqualTo(answer);
  }

  /** A mock as a parameter, and one in a field that is wrapped for the test. */
  abstract static class Mocks {
    @Mock
    @Scripted("timeout, ok")
    Gateway ofField;

    @Kit Timeline timeline;

    @Test
    void wrapsAMock(@Mock Gateway mock, Faults faults, Timeline same) throws IOException {
      when(mock.charge("1")).thenReturn("mocked");

      meetsTheScript(faults.wrap(Gateway.class, mock, "timeout, ok"), same);

      verify(mock, times(1)).charge("1");
      assertThat(same == timeline).isTrue();
      timesOutAndAnswers(new Checkout(ofField), null);
    }

    @Test
    void leavesAStubUnused(@Mock Gateway mock) throws IOException {
      when(mock.charge("1")).thenReturn("never asked for");
      Checkout neverPays = new Checkout(mock);
      assertThat(neverPays).isNotNull();
      timesOutAndAnswers(new Checkout(ofField), null);
    }

    @Test
    void leavesFaultsUnused() {
      assertThat(timeline.entries()).isEmpty();
    }
  }

  @Redial
  @ExtendWith(MockitoExtension.class)
  static class BeforeMockito extends Mocks {}

  @ExtendWith(MockitoExtension.class)
  @Redial
  static class AfterMockito extends Mocks {}

  @ExtendWith(MockitoExtension.class)
  static class ByFieldAfterMockito extends Mocks {
    @RegisterExtension static final RedialExtension REDIAL = RedialExtension.strict();
  }

  @ParameterizedTest
  @ValueSource(classes = {BeforeMockito.class, AfterMockito.class, ByFieldAfterMockito.class})
  void withMockitoInEitherOrder(Class<?> test) {
    TestRun run = TestRun.of(test);

    assertThat(run.failures()).hasSize(2);
    assertThat(run.failureOf("leavesAStubUnused")).isInstanceOf(UnnecessaryStubbingException.class);
    assertThat(run.failureOf("leavesFaultsUnused")).isInstanceOf(ScriptLeftoverError.class);
  }

  static class Checkout {
    private final Gateway gateway;

    Checkout(Gateway gateway) {
      this.gateway = gateway;
    }

    String pay() throws IOException {
      return gateway.charge("1");
    }
  }

  @Configuration
  static class Beans {
    @Bean
    Gateway gateway() {
      return order -> "mocked";
    }

    @Bean
    Checkout checkout(Gateway gateway) {
      return new Checkout(gateway);
    }
  }

  /** Beans in fields, in parameters of tests and of the constructor. */
  abstract static class SpringTests {
    @Autowired
    @Scripted("timeout, ok")
    Gateway gateway;

    @Kit Timeline timeline;

    private final FakeClock ofConstructor;

    SpringTests(FakeClock clock) {
      ofConstructor = clock;
    }

    @Test
    void wrapsABeanForTheTestAlone(
        @Autowired Gateway bean, @Autowired Checkout checkout, FakeClock clock) throws IOException {
      assertThat(clock == ofConstructor).isTrue();
      meetsTheScript(gateway, timeline);
      assertThat(bean.charge("1")).isEqualTo("mocked");
      assertThat(checkout.pay()).isEqualTo("mocked");
    }

    @Test
    void wrapsABeanByHand(@Autowired Gateway bean, Faults faults) throws IOException {
      meetsTheScript(gateway, timeline);
      Checkout checkout = new Checkout(faults.wrap(Gateway.class, bean, "reset, ok"));
      assertThatThrownBy(checkout::pay).isInstanceOf(IOException.class);
      assertThat(checkout.pay()).isEqualTo("mocked");
    }
  }

  @Redial
  @SpringJUnitConfig(Beans.class)
  @DirtiesContext
  static class BeforeSpring extends SpringTests {
    BeforeSpring(FakeClock clock) {
      super(clock);
    }
  }

  @SpringJUnitConfig(Beans.class)
  @DirtiesContext
  @Redial
  static class AfterSpring extends SpringTests {
    AfterSpring(FakeClock clock) {
      super(clock);
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {BeforeSpring.class, AfterSpring.class})
  void withSpringInEitherOrder(Class<?> test) {
    TestRun.of(test).passed(2);
  }

  @Redial
  @ExtendWith(SpringExtension.class)
  @SpringJUnitConfig(Beans.class)
  @ExtendWith(MockitoExtension.class)
  static class AllThree {
    @MockitoBean Gateway bean;
    @Mock Gateway mock;
    @Autowired Checkout checkout;

    @Test
    void test(Faults faults, Timeline timeline) throws IOException {
      when(bean.charge("1")).thenReturn("of the bean");
      when(mock.charge("1")).thenReturn("mocked");
      assertThat(checkout.pay()).isEqualTo("of the bean");
      meetsTheScript(faults.wrap(Gateway.class, mock, "timeout, ok"), timeline);
    }
  }

  @Test
  void withBothOfThem() {
    TestRun.of(AllThree.class).passed(1);
  }

  /** Expectation 60: an agent that attaches itself would be warned of from Java 21 on. */
  @Test
  void withoutAnAgent() throws ReflectiveOperationException {
    TestRun.of(AllThree.class).passed(1);

    assertThat(anAgentIsAttached()).isFalse();
  }

  /** Byte Buddy's agent, which is Mockito's too, keeps what it is given in its installer. */
  private static boolean anAgentIsAttached() throws ReflectiveOperationException {
    try {
      ClassLoader.getSystemClassLoader()
          .loadClass("net.bytebuddy.agent.Installer")
          .getMethod("getInstrumentation")
          .invoke(null);
      return true;
    } catch (InvocationTargetException notInitialized) {
      return false;
    } catch (ClassNotFoundException notEvenLoaded) {
      return false;
    }
  }
}
