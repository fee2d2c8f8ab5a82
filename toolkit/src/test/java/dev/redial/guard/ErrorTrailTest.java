package dev.redial.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guarantee 34. */
class ErrorTrailTest {

  private static final class Unsuppressing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsuppressing() {
      super("no suppression", null, false, false);
    }
  }

  private static RuntimeException end(RuntimeException... errors) {
    ErrorTrail trail = new ErrorTrail();
    List.of(errors).forEach(trail::add);
    RuntimeException last = errors[errors.length - 1];
    trail.suppressIn(last);
    return last;
  }

  private static RuntimeException error(String message) {
    return new RuntimeException(message);
  }

  @Test
  void keepsTheOrder() {
    RuntimeException a = error("a");
    RuntimeException b = error("b");
    assertThat(end(a, b, error("c")).getSuppressed()).containsExactly(a, b);
  }

  @Test
  void addsEachErrorOnceAndNoneToItself() {
    RuntimeException a = error("a");
    RuntimeException b = error("b");
    assertThat(end(a, b, a, b, a, b).getSuppressed()).containsExactly(a);
    assertThat(end(a, a, a).getSuppressed()).isEmpty();
  }

  @Test
  void addsNothingThatIsItsCauseOrCausedByIt() {
    RuntimeException inner = error("inner");
    RuntimeException outer = new RuntimeException(inner);
    assertThat(end(inner, outer).getSuppressed()).isEmpty();
    assertThat(end(outer, inner).getSuppressed()).isEmpty();
  }

  @Test
  void keepsTheLatestOfMany() {
    RuntimeException[] errors =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(i -> error(String.valueOf(i)))
            .toArray(RuntimeException[]::new);
    Throwable[] suppressed = end(errors).getSuppressed();
    assertThat(suppressed).hasSize(ErrorTrail.LIMIT);
    assertThat(suppressed).extracting(Throwable::getMessage).first().isEqualTo("990");
    assertThat(suppressed).extracting(Throwable::getMessage).last().isEqualTo("999");
  }

  /** An operation may throw one shared instance at the end of each of many calls. */
  @Test
  void doesNotGrowASharedInstanceForEver() {
    RuntimeException shared = error("shared");
    for (int call = 0; call < 100; call++) {
      end(error("first of " + call), shared);
    }
    assertThat(shared.getSuppressed()).hasSize(ErrorTrail.LIMIT);
  }

  @Test
  void acceptsAnErrorThatSuppressesNothing() {
    RuntimeException last = new Unsuppressing();
    assertThat(end(error("a"), last)).isSameAs(last);
    assertThat(last.getSuppressed()).isEmpty();
  }
}
