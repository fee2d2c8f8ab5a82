package dev.redial.test.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetMethodsTest {

  interface Source<T> {
    T read(T hint);
  }

  interface Gateway extends Source<String> {
    void charge(String order);

    void charge(String order, long... amounts);

    default void refund() {}

    @Override
    String read(String hint);

    static void open() {}

    @Override
    String toString();
  }

  static class Live {
    public void run() {}

    @SuppressWarnings("UnusedMethod")
    private void hide() {}
  }

  @Test
  void listsWhatCanBeFaulted() {
    assertThat(TargetMethods.of(Gateway.class))
        .extracting(Method::getName)
        .containsExactly("charge", "charge", "read", "refund");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refund|0",
        "read|1",
        "charge(String)|1",
        "charge( java.lang.String )|1",
        "charge(String, long...)|2",
        "charge(String,long[])|2",
      })
  void findsAMethodByName(String name, int parameters) {
    List<Method> found = TargetMethods.named(Gateway.class, name);

    assertThat(found).hasSize(1);
    assertThat(found.get(0).getParameterCount()).isEqualTo(parameters);
  }

  /** Expectation 23: the nearest names and signatures. */
  @Test
  void suggestsTheNearestMethod() {
    assertRefused(
        Gateway.class,
        "chrage",
        "Gateway has no method 'chrage'; did you mean charge(String), charge(String, long[])?");
  }

  @Test
  void suggestsTheSignaturesOfAKnownName() {
    assertRefused(
        Gateway.class,
        "refund(int)",
        "Gateway has no method 'refund(int)'; did you mean refund()?");
  }

  @Test
  void listsAllMethodsWhereNoneIsNear() {
    assertRefused(
        Gateway.class,
        "pay",
        "Gateway has no method 'pay'; it has charge(String), charge(String, long[]),"
            + " read(String), refund()");
  }

  /** Expectation 24. */
  @Test
  void listsTheOverloadsOfAnAmbiguousName() {
    assertRefused(
        Gateway.class,
        "charge",
        "'charge' is overloaded in Gateway: charge(String), charge(String, long[]); name it with"
            + " its parameter types");
  }

  /** Expectation 25: never a silent no-op. */
  @Test
  void refusesMethodsWhoseCallsDoNotPass() {
    assertRefused(
        Gateway.class,
        "open",
        "open() of Gateway is static, so its calls do not pass a wrapped object; choose a public"
            + " instance method");
    assertRefused(
        Live.class,
        "hide",
        "hide() of Live is not public, so its calls do not pass a wrapped object; choose a public"
            + " instance method");
  }

  /** Expectation 26. */
  @Test
  void refusesWhatEveryObjectHas() {
    assertRefused(
        Gateway.class,
        "toString",
        "toString() of Gateway is never faulted, since collections and messages call it; choose a"
            + " public instance method");
  }

  private static void assertRefused(Class<?> type, String name, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TargetMethods.named(type, name))
        .withMessage(message);
  }
}
