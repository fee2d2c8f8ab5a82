package dev.redial.test.inject.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Objects of classes, wrapped. */
class StandInTest {

  private final Faults faults = new Faults(new Timeline(TimeSource.system()), TimeSource.system());

  /** Whose constructor must run once, for the target. */
  static class Store<K> {

    static final List<String> CONSTRUCTED = new ArrayList<>();

    private final List<String> booked = new ArrayList<>();
    private final String name;

    Store(String name) {
      CONSTRUCTED.add(name);
      this.name = name;
    }

    public String book(K order) throws IOException {
      booked.add(order + "@" + name);
      return "receipt " + booked.size();
    }

    public int sum(int first, long... more) {
      return first + (int) IntStream.range(0, more.length).mapToLong(i -> more[i]).sum();
    }

    protected String hidden() {
      return "hidden of " + name;
    }

    String packaged() {
      return "packaged of " + name;
    }

    public String self() throws IOException {
      return book(null);
    }

    private String secret() {
      return "secret of " + name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Store<?> that && secret().equals(that.secret());
    }

    @Override
    public int hashCode() {
      return secret().hashCode();
    }

    @Override
    public String toString() {
      return secret();
    }
  }

  interface Named {
    default String greeting() {
      return "hello " + name();
    }

    String name();
  }

  /** Overrides a generic method, so that the compiler makes a bridge. */
  static class NumberStore extends Store<Integer> implements Named {

    NumberStore(String name) {
      super(name);
    }

    @Override
    public String book(Integer order) throws IOException {
      return "number " + super.book(order);
    }

    @Override
    public String name() {
      return "numbers";
    }
  }

  @Test
  void takesTheFaultsOfAClass() throws IOException {
    Store<String> store = faults.wrap(new Store<>("live"), "reset, ok x2");

    assertThatThrownBy(() -> store.book("a")).isInstanceOf(SocketException.class);
    assertThat(store.book("b")).isEqualTo("receipt 1");
    assertThat(store.sum(1, 2, 3)).isEqualTo(6);
    faults.verify();
  }

  @Test
  void runsNoConstructor() {
    Store.CONSTRUCTED.clear();
    Store<String> live = new Store<>("once");

    Store<String> wrapped = faults.wrap(live, "ok, …");

    assertThat(Store.CONSTRUCTED).containsExactly("once");
    assertThat(wrapped).isNotSameAs(live);
  }

  @Test
  void forwardsWhatIsNotPublic() {
    Store<String> store = faults.wrap(new Store<>("live"), "503 x9, …");

    assertThat(store.hidden()).isEqualTo("hidden of live");
    assertThat(store.packaged()).isEqualTo("packaged of live");
  }

  /** What the target calls on itself does not pass the wrapper. */
  @Test
  void faultsCallsFromOutsideAlone() throws IOException {
    Store<?> store = faults.into(Store.class, new Store<>("live")).on("book", "503 x9, …").wrap();

    assertThat(store.self()).isEqualTo("receipt 1");
  }

  @Test
  void faultsBridgesAndOverriddenMethods() throws IOException {
    NumberStore numbers = faults.wrap(new NumberStore("n"), "reset x2, ok x2");
    Store<Integer> asStore = numbers;

    assertThatThrownBy(() -> numbers.book(1)).isInstanceOf(SocketException.class);
    assertThatThrownBy(() -> asStore.book(2)).isInstanceOf(SocketException.class);
    assertThat(asStore.book(3)).isEqualTo("number receipt 1");
    assertThat(numbers.greeting()).isEqualTo("hello numbers");
    faults.verify();
  }

  @Test
  void isWhatItsTargetIs() {
    Store<String> live = new Store<>("same");
    Store<String> wrapped = faults.wrap(live, "503 x9, …");
    Store<String> again = faults.wrap(live, "503 x9, …");

    assertThat(wrapped).isEqualTo(live).isEqualTo(again).hasSameHashCodeAs(live);
    assertThat(wrapped.equals(new Store<>("other"))).isFalse();
    assertThat(wrapped.equals(null)).isFalse();
    assertThat(wrapped).hasToString("secret of same");
    assertThat(Set.of(wrapped)).contains(again);
  }

  @Test
  void twoStandInsHaveScriptsOfTheirOwn() throws IOException {
    Store<String> one = faults.wrap(new Store<>("one"), "ok");
    Store<String> two = faults.wrap(new Store<>("two"), "503");

    assertThat(one.book("a")).isEqualTo("receipt 1");
    assertThatThrownBy(() -> two.book("a")).hasMessage("status 503 [fault book#1]");
    assertThat(one.getClass()).isSameAs(two.getClass());
    faults.verify();
  }

  @Test
  void wrapsClassesOfTheJdkThatAreOpen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(ArrayList.class, new ArrayList<>(), "503"))
        .withMessageContaining("java.util.ArrayList cannot be wrapped: its package java.util");
  }

  static class Half {
    public void free() {}

    public final void fixed() {}
  }

  abstract static sealed class Closed permits Open {}

  static final class Open extends Closed {}

  @Test
  void refusesWhatASubclassCannotForward() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(new Half(), "ok"))
        .withMessage(
            "Half cannot be wrapped: its method fixed() is final, so that no stand-in can forward"
                + " it. Let the code under test use an interface of it, and wrap that. Or say as"
                + " what it is to be wrapped: wrap(SomeInterface.class, target, script).");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(Closed.class, new Open(), "ok"))
        .withMessageStartingWith(
            "Closed cannot be wrapped: it is a sealed class, and a stand-in is none of its"
                + " permitted types.");
  }

  @Test
  void refusesALambdaAsAnObjectOfItsClass() {
    Callable<String> lambda = () -> "x";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(lambda, "503"))
        .withMessageContaining("Or say as what it is to be wrapped");
    assertThatThrownBy(faults.wrap(Callable.class, lambda, "503")::call)
        .hasMessageContaining("503");
  }
}
