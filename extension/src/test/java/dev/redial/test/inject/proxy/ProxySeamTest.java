package dev.redial.test.inject.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.inject.FaultPlan;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Expectations 25 and 26: every kind of method works, every kind of type works or is refused. */
class ProxySeamTest {

  interface Source<T> {
    T read(T hint);

    default T readTwice(T hint) {
      read(hint);
      return read(hint);
    }
  }

  interface Texts extends Source<String> {
    @Override
    String read(String hint);

    boolean flag();

    long sum(int first, Integer second, long... rest);

    static String name() {
      return "texts";
    }
  }

  record Live(String prefix) implements Texts {
    @Override
    public String read(String hint) {
      return prefix + hint;
    }

    @Override
    public boolean flag() {
      return true;
    }

    @Override
    public long sum(int first, Integer second, long... rest) {
      return (long) first + second + rest.length;
    }
  }

  sealed interface Closed permits Only {}

  record Only() implements Closed, Runnable {
    @Override
    public void run() {}
  }

  enum Choice {
    ONE
  }

  static final class Last implements Runnable, Comparable<Last> {
    @Override
    public void run() {}

    @Override
    public int compareTo(Last other) {
      return 0;
    }
  }

  static class Open {
    final void close() {}
  }

  private final Timeline timeline = new Timeline(TimeSource.system());

  @Test
  void handsOverPrimitivesBoxesAndVarargs() {
    Texts texts = wrap(Texts.class, new Live(""), "ok, then pass");

    assertThat(texts.flag()).isTrue();
    assertThat(texts.sum(1, 2)).isEqualTo(3);
    assertThat(texts.sum(1, 2, 8, 9)).isEqualTo(5);
  }

  @Test
  void callsDefaultMethodsOnTheTarget() {
    Texts texts = wrap(Texts.class, new Live("> "), "ok, then pass");

    assertThat(texts.readTwice("x")).isEqualTo("> x");
    assertThat(timeline.entries()).hasSize(2);
  }

  @Test
  void faultsAGenericMethodUnderEitherName() {
    Texts texts = wrap(Texts.class, new Live(""), "503, reset, ok");
    Source<String> source = texts;

    assertThatThrownBy(() -> texts.read("a")).hasMessage("status 503 [fault read#1]");
    assertThatThrownBy(() -> source.read("a")).hasMessage("Connection reset [fault read#2]");
    assertThat(source.read("a")).isEqualTo("a");
  }

  @Test
  void keepsTheIdentityOfTheTarget() {
    Live live = new Live("x");
    Texts texts = wrap(Texts.class, live, "503");

    assertThat(texts).hasToString("Live[prefix=x]").hasSameHashCodeAs(live);
    assertThat(texts.equals(live)).isTrue();
    assertThat(texts.equals(wrap(Texts.class, new Live("x"), "503"))).isTrue();
    assertThat(texts.equals(wrap(Texts.class, new Live("y"), "503"))).isFalse();
    assertThat(texts.equals(null)).isFalse();
    assertThat(Map.of(texts, 1)).containsKey(wrap(Texts.class, new Live("x"), "503"));
    assertThat(timeline.entries()).isEmpty();
  }

  @Test
  void wrapsInterfacesOfTheJdk() {
    assertThatThrownBy(wrap(Callable.class, () -> "x", "503")::call)
        .hasMessage("status 503 [fault call#1]");
  }

  interface Wide {
    Object fetch();
  }

  interface Narrow extends Wide {
    @Override
    HttpResponse<String> fetch();
  }

  @Test
  void seesThroughABridgeToTheMethodThatIsMeant() {
    Narrow narrow = () -> null;
    Wide wrapped = wrap(Narrow.class, narrow, "201");

    assertThat(wrapped.fetch())
        .isInstanceOfSatisfying(
            HttpResponse.class, response -> assertThat(response.statusCode()).isEqualTo(201));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refusesWhatAProxyCannotBe(Class<?> type, Object target, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wrapAny(type, target))
        .withMessage(message);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of(
            Open.class,
            new Open(),
            "Open cannot be wrapped: its method close() is final, so that no stand-in can forward"
                + " it. Let the code under test use an interface of it, and wrap that."),
        Arguments.of(
            Last.class,
            new Last(),
            "Last cannot be wrapped: it is a final class, and a stand-in would have to extend it."
                + " Wrap an interface of it instead: Runnable, Comparable."),
        Arguments.of(
            Live.class,
            new Live(""),
            "Live cannot be wrapped: it is a record, and a stand-in would have to extend it. Wrap an"
                + " interface of it instead: Texts."),
        Arguments.of(
            Choice.class,
            Choice.ONE,
            "Choice cannot be wrapped: it is an enum, and a stand-in would have to extend it. Let the"
                + " code under test use an interface of it, and wrap that."),
        Arguments.of(
            Closed.class,
            new Only(),
            "Closed cannot be wrapped: it is a sealed interface, and a proxy is none of its"
                + " permitted types. Let the code under test use an interface of it, and wrap"
                + " that."),
        Arguments.of(
            Only.class,
            new Only(),
            "Only cannot be wrapped: it is a record, and a stand-in would have to extend it. Wrap an"
                + " interface of it instead: Runnable."),
        Arguments.of(
            Runnable.class,
            List.of(),
            "target must be a java.lang.Runnable, but was a " + List.of().getClass().getName()));
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private void wrapAny(Class type, Object target) {
    wrap(type, target, "ok");
  }

  private <T> T wrap(Class<T> type, T target, String script) {
    TimeSource time = TimeSource.system();
    return ProxySeam.wrap(
        type, target, FaultPlan.of(type.getSimpleName(), Script.parse(script), timeline, time));
  }
}
