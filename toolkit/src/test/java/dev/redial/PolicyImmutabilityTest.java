package dev.redial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.failure.FailureKind;
import dev.redial.hedge.Hedge;
import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 67: a policy never changes, and what runs by it never gets another. */
class PolicyImmutabilityTest {

  /** Keeps what is handed to it, as no policy may. */
  @SuppressWarnings("unused") // read by reflection
  static final class Changeable {
    private int maxAttempts = 3;

    public void maxAttempts(int newMaxAttempts) {
      maxAttempts = newMaxAttempts;
    }
  }

  private static List<String> complaints(Class<?> type) {
    List<String> complaints = new ArrayList<>();
    if (!Modifier.isFinal(type.getModifiers())) {
      complaints.add(type.getSimpleName() + " can be extended");
    }
    for (Field field : type.getDeclaredFields()) {
      if (!field.isSynthetic() && !Modifier.isFinal(field.getModifiers())) {
        complaints.add(field.getName() + " is not final");
      }
    }
    for (Method method : type.getDeclaredMethods()) {
      if (mayChange(method)) {
        complaints.add(method.getName() + " may change it");
      }
    }
    return complaints;
  }

  /** What a policy answers, it answers without being told anything, but for {@code equals}. */
  private static boolean mayChange(Method method) {
    boolean isInherited = List.of("equals", "hashCode", "toString").contains(method.getName());
    return Modifier.isPublic(method.getModifiers())
        && !Modifier.isStatic(method.getModifiers())
        && !isInherited
        && (method.getReturnType() == void.class
            || Stream.of(method.getParameterTypes()).anyMatch(type -> type != int.class));
  }

  @ParameterizedTest
  @ValueSource(classes = {RetryPolicy.class, BreakerPolicy.class, HedgePolicy.class})
  void nothingCanChangeAPolicy(Class<?> policy) {
    assertThat(complaints(policy)).isEmpty();
  }

  @Test
  void whatCanBeChangedIsFound() {
    assertThat(complaints(Changeable.class))
        .containsExactly("maxAttempts is not final", "maxAttempts may change it");
  }

  @ParameterizedTest
  @ValueSource(classes = {Retry.class, CircuitBreaker.class, Hedge.class, Resilience.class})
  void whatRunsByAPolicyKeepsIt(Class<?> guard) {
    assertThat(guard.getDeclaredFields()).allMatch(field -> Modifier.isFinal(field.getModifiers()));
    assertThat(
            Arrays.stream(guard.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .flatMap(method -> Stream.of(method.getParameterTypes())))
        .doesNotContain(RetryPolicy.class, BreakerPolicy.class, HedgePolicy.class);
  }

  @Test
  void whatAPolicyHandsOutCannotBeChanged() {
    BreakerPolicy policy =
        BreakerPolicy.builder()
            .ignore(IOException.class)
            .countedKinds(FailureKind.TRANSIENT)
            .build();
    assertThatThrownBy(() -> policy.ignored().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> policy.countedKinds().clear())
        .isInstanceOf(UnsupportedOperationException.class);
    RetryPolicy retry =
        RetryPolicy.builder()
            .retryOn(FailureKind.TRANSIENT)
            .retryOn(IOException.class)
            .retryOnStatus(503)
            .retryOnCause(IOException.class)
            .abortOn(IOException.class)
            .build();
    assertThat(
            Stream.<Set<?>>of(
                retry.retriedKinds(),
                retry.retriedTypes(),
                retry.retriedStatuses(),
                retry.retriedCauses(),
                retry.abortTypes()))
        .allSatisfy(
            set ->
                assertThatThrownBy(set::clear).isInstanceOf(UnsupportedOperationException.class));
  }

  @Test
  void whatAPolicyIsGivenMayBeChangedAfterwards() {
    List<Class<? extends Throwable>> types = new ArrayList<>(List.of(IOException.class));
    RetryPolicy policy = RetryPolicy.builder().retryOn(types).build();
    RetryPolicy same = RetryPolicy.builder().retryOn(IOException.class).build();
    types.clear();
    assertThat(policy).isEqualTo(same);
  }
}
