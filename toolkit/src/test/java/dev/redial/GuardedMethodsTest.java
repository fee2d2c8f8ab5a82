package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.backoff.Backoff;
import dev.redial.call.CallEvent;
import dev.redial.retry.RetryPolicy;
import dev.redial.time.ManualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedMethodsTest {

  private final ManualTime time = new ManualTime();
  private final List<CallEvent> events = new ArrayList<>();
  private final Resilience guard =
      Resilience.builder("depot")
          .retry(RetryPolicy.builder().maxAttempts(3).backoff(Backoff.none()).build())
          .time(time)
          .listener(events::add)
          .build();
  private final Shaky target = new Shaky();
  private final Depot depot = guard.wrap(Depot.class, target);

  interface Store<T> {
    T first(List<T> items) throws TimeoutException;
  }

  interface Depot extends Store<String> {
    void put(String item) throws TimeoutException;

    int count() throws TimeoutException;

    boolean has(String item) throws TimeoutException;

    <T extends Comparable<T>> T max(T one, T other) throws TimeoutException;

    String join(String separator, Object... items) throws TimeoutException;

    CompletionStage<String> stage();

    CompletableFuture<Integer> future(int number);

    Future<String> plainFuture() throws TimeoutException;

    Object anything() throws TimeoutException;

    default String twice(String item) throws TimeoutException {
      return join("-", item, item);
    }

    static String named(String name) {
      return "depot " + name;
    }
  }

  /** Fails once, with a checked exception, before each success. */
  private static class Shaky implements Depot {
    final AtomicInteger runs = new AtomicInteger();

    private void shake() throws TimeoutException {
      if (runs.incrementAndGet() % 2 == 1) {
        throw new TimeoutException("run " + runs);
      }
    }

    private <T> CompletableFuture<T> shaken(T value) {
      try {
        shake();
        return CompletableFuture.completedFuture(value);
      } catch (TimeoutException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public String first(List<String> items) throws TimeoutException {
      shake();
      return items.get(0);
    }

    @Override
    public void put(String item) throws TimeoutException {
      shake();
    }

    @Override
    public int count() throws TimeoutException {
      shake();
      return 7;
    }

    @Override
    public boolean has(String item) throws TimeoutException {
      shake();
      return true;
    }

    @Override
    public <T extends Comparable<T>> T max(T one, T other) throws TimeoutException {
      shake();
      return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public String join(String separator, Object... items) throws TimeoutException {
      shake();
      return String.join(separator, Arrays.stream(items).map(String::valueOf).toList());
    }

    @Override
    public CompletionStage<String> stage() {
      return shaken("staged").minimalCompletionStage();
    }

    @Override
    public CompletableFuture<Integer> future(int number) {
      return shaken(number);
    }

    @Override
    public Future<String> plainFuture() throws TimeoutException {
      shake();
      return CompletableFuture.failedFuture(new IOException("nobody looks into it"));
    }

    @Override
    public Object anything() throws TimeoutException {
      shake();
      return null;
    }

    @Override
    public String toString() {
      return "shaky depot";
    }
  }

  private interface Use {
    Object of(Depot depot) throws Exception;
  }

  private record Case(String sentence, Use use, Object result) {
    @Override
    public String toString() {
      return sentence;
    }
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "a void method",
            depot -> {
              depot.put("a");
              return "done";
            },
            "done"),
        new Case("a primitive", Depot::count, 7),
        new Case("a boolean", depot -> depot.has("a"), true),
        new Case("a generic method", depot -> depot.max("a", "b"), "b"),
        new Case("an inherited generic method", depot -> depot.first(List.of("a")), "a"),
        new Case("varargs", depot -> depot.join("+", 1, "b", 'c'), "1+b+c"),
        new Case("no varargs at all", depot -> depot.join("+"), ""),
        new Case("a default method, guarded as one call", depot -> depot.twice("a"), "a-a"),
        new Case("a null result", Depot::anything, null),
        new Case("a stage", depot -> depot.stage().toCompletableFuture().join(), "staged"),
        new Case("a future", depot -> depot.future(5).join(), 5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachCallIsGuarded(Case one) throws Exception {
    assertThat(one.use().of(depot)).isEqualTo(one.result());

    assertThat(target.runs).hasValue(2);
    assertThat(events)
        .filteredOn(CallEvent.CallEnded.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            CallEvent.CallEnded.class,
            end -> {
              assertThat(end.name()).isEqualTo("depot");
              assertThat(end.attempts()).isEqualTo(2);
            });
  }

  @Test
  void aFutureThatIsNoStageIsGuardedAsFarAsItsReturn() throws Exception {
    Future<String> future = depot.plainFuture();

    assertThat(target.runs).hasValue(2);
    assertThat(catchThrowable(future::get)).hasCauseInstanceOf(IOException.class);
    assertThat(guard.metrics().snapshot().succeeded()).isEqualTo(1);
  }

  private interface Failing {
    void fail() throws Exception;

    CompletionStage<String> failLater() throws Exception;
  }

  private static Stream<Throwable> errors() {
    return Stream.of(
        new IOException("checked"),
        new Exception("checked, too"),
        new IllegalStateException("unchecked"),
        new AssertionError("an error"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void whatTheTargetThrowsPassesUnchanged(Throwable error) throws Exception {
    Failing target =
        new Failing() {
          @Override
          public void fail() throws Exception {
            if (error instanceof Error e) {
              throw e;
            }
            throw (Exception) error;
          }

          @Override
          public CompletionStage<String> failLater() throws Exception {
            fail();
            throw new AssertionError("unreachable");
          }
        };
    Failing failing = guard.wrap(Failing.class, target);

    assertThat(catchThrowable(failing::fail)).isSameAs(error);
    CompletableFuture<String> later = failing.failLater().toCompletableFuture();
    assertThat(later.handle((result, thrown) -> thrown).join()).isSameAs(error);
  }

  @Test
  void aStageThatIsNullFails() {
    Failing target =
        new Failing() {
          @Override
          public void fail() {}

          @Override
          public CompletionStage<String> failLater() {
            return null;
          }
        };

    assertThat(
            catchThrowable(
                () -> guard.wrap(Failing.class, target).failLater().toCompletableFuture().join()))
        .hasMessageContaining("returned null instead of a CompletionStage");
  }

  @Test
  void theMethodsOfObjectAreNotGuarded() {
    Depot other = guard.wrap(Depot.class, target);

    assertThat(depot).isEqualTo(other).hasSameHashCodeAs(target).isNotEqualTo(new Shaky());
    assertThat(depot.equals(null)).isFalse();
    assertThat(depot).hasToString("shaky depot, guarded by Resilience 'depot'");
    assertThat(events).isEmpty();
  }

  @Test
  void anInterfaceOfTheJdkIsWrappedLikeAnyOther() throws Exception {
    Callable<?> callable = guard.wrap(Callable.class, () -> "called");
    @SuppressWarnings("unchecked")
    Comparator<String> comparator = guard.wrap(Comparator.class, Comparator.<String>naturalOrder());

    assertThat(callable.call()).isEqualTo("called");
    assertThat(comparator.reversed().compare("a", "b")).isPositive();
  }

  private sealed interface Closed permits Only {}

  private static final class Only implements Closed {}

  interface OwnFuture {
    MyFuture load();
  }

  static class MyFuture extends CompletableFuture<String> {}

  @Test
  @SuppressWarnings("unchecked")
  void refusesWhatItCannotGuard() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.wrap(Shaky.class, target))
        .withMessageContaining("Shaky cannot be wrapped: only an interface")
        .withMessageEndingWith("wrap Depot, or guard its calls one by one, by call(() -> …)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.wrap(Object.class, target))
        .withMessageContaining("wrap one that it implements");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.wrap(Closed.class, new Only()))
        .withMessageContaining("Closed cannot be wrapped: only an interface that anybody may");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.wrap((Class<Object>) (Class<?>) Depot.class, "text"))
        .withMessageContaining("but was a java.lang.String");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> guard.wrap(OwnFuture.class, MyFuture::new))
        .withMessageContaining("its method load returns a MyFuture, which no guard can make");
    assertThatNullPointerException()
        .isThrownBy(() -> guard.wrap(Depot.class, null))
        .withMessage("target");
    assertThatNullPointerException().isThrownBy(() -> guard.wrap(null, target)).withMessage("type");
  }

  @Test
  void staticMethodsOfTheInterfaceAreNoBusinessOfTheGuard() {
    assertThat(Depot.named("one")).isEqualTo("depot one");
    assertThat(events).isEmpty();
  }
}
