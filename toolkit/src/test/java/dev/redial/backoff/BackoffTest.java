package dev.redial.backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.redial.failure.Failure;
import dev.redial.failure.FailureKind;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {

  private static final Failure TRANSIENT = Failure.of(FailureKind.TRANSIENT);
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private static final Backoff CUSTOM = Backoff.custom(n -> Duration.ofSeconds(10L - n));

  static Stream<Arguments> growth() {
    return Stream.of(
        Arguments.of(Backoff.none(), "0s 0s 0s 0s 0s"),
        Arguments.of(Backoff.fixed("3s"), "3s 3s 3s 3s 3s"),
        Arguments.of(Backoff.linear("500ms"), "500ms 1s 1500ms 2s 2500ms"),
        Arguments.of(Backoff.exponential("1s"), "1s 2s 4s 8s 16s"),
        Arguments.of(Backoff.exponential("2s", 3), "2s 6s 18s 54s 162s"),
        Arguments.of(Backoff.exponential("1s", 1.5), "1s 1.5s 2.25s 3.375s 5.0625s"),
        Arguments.of(Backoff.exponential("7s", 1), "7s 7s 7s 7s 7s"),
        Arguments.of(Backoff.fibonacci("100ms"), "100ms 100ms 200ms 300ms 500ms"),
        Arguments.of(CUSTOM, "9s 8s 7s 6s 5s"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("growth")
  void growsAsItsNameSays(Backoff backoff, String delays) {
    assertThat(IntStream.rangeClosed(1, 5).mapToObj(n -> backoff.delayAfter(n, TRANSIENT)))
        .containsExactlyElementsOf(Stream.of(delays.split(" ")).map(Durations::parse).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("growth")
  void knowsItsFirstDelayUnlessAUsersFunctionGivesIt(Backoff backoff, String delays) {
    Duration first = backoff.delayAfter(1, TRANSIENT);
    assertThat(backoff.firstDelay()).isEqualTo(backoff.equals(CUSTOM) ? Duration.ZERO : first);
  }

  /** Guarantee 10: nothing is cut to milliseconds. */
  @Test
  void keepsNanoseconds() {
    assertThat(Backoff.exponential("1ns", 3).delayAfter(34, TRANSIENT).toNanos())
        .isEqualTo(5_559_060_566_555_523L);
    assertThat(Backoff.exponential("1ns", 7).delayAfter(22, TRANSIENT).toNanos())
        .isEqualTo(558_545_864_083_284_007L);
    assertThat(Backoff.fibonacci("1ns").delayAfter(92, TRANSIENT).toNanos())
        .isEqualTo(7_540_113_804_746_346_429L);
    assertThat(Backoff.exponential("1us", 1.5).delayAfter(2, TRANSIENT).toNanos()).isEqualTo(1_500);
  }

  static Stream<Backoff> growing() {
    Duration tooLongForNanos = Duration.ofSeconds(Long.MAX_VALUE);
    return Stream.of("1ns", "1s", "200d")
        .map(Durations::parse)
        .flatMap(base -> Stream.of(base, tooLongForNanos))
        .flatMap(
            base ->
                Stream.of(
                    Backoff.linear(base),
                    Backoff.exponential(base),
                    Backoff.exponential(base, 1.0001),
                    Backoff.exponential(base, 1e300),
                    Backoff.exponential(base, Double.MAX_VALUE),
                    Backoff.fibonacci(base)));
  }

  /** Guarantees 1, 2 and 7: no attempt is too late to compute. */
  @ParameterizedTest
  @MethodSource("growing")
  void neverShrinksAndNeverPassesTheLongestDelay(Backoff backoff) {
    Duration previous = Duration.ZERO;
    for (int attempt : new int[] {1, 2, 3, 62, 63, 64, 70, 92, 93, 1_000, Integer.MAX_VALUE}) {
      Duration delay = backoff.delayAfter(attempt, TRANSIENT);
      assertThat(delay).isPositive().isBetween(previous, LONGEST);
      previous = delay;
    }
  }

  /** Guarantees 1 and 7. */
  @Test
  void saturatesAtTheLongestDelay() {
    assertThat(Backoff.exponential("1s").delayAfter(70, TRANSIENT)).isEqualTo(LONGEST);
    assertThat(Backoff.exponential("1s", 2.5).delayAfter(1_000, TRANSIENT)).isEqualTo(LONGEST);
    assertThat(Backoff.fibonacci("1s").delayAfter(93, TRANSIENT)).isEqualTo(LONGEST);
    assertThat(Backoff.linear("200d").delayAfter(Integer.MAX_VALUE, TRANSIENT)).isEqualTo(LONGEST);
  }

  /** Guarantee 8: a million delays of the last attempt there is take no time to speak of. */
  @Test
  void costsNoMoreForLateAttempts() {
    Backoff slow = Backoff.exponential("1ns", 1);
    Backoff sums = Backoff.fibonacci("1ns");
    long sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      sum += slow.delayAfter(Integer.MAX_VALUE, TRANSIENT).toNanos();
      sum += sums.delayAfter(Integer.MAX_VALUE, TRANSIENT).toNanos() >>> 32;
    }
    assertThat(sum).isPositive();
  }

  @Test
  void choosesByKind() {
    Backoff backoff =
        Backoff.byKind(
            Map.of(
                FailureKind.TRANSIENT, Backoff.exponential("1s"),
                FailureKind.RATE_LIMITED, Backoff.exponential("4s")));

    assertThat(backoff.delayAfter(1, TRANSIENT)).hasSeconds(1);
    assertThat(backoff.delayAfter(2, Failure.ofStatus(429))).hasSeconds(8);
    assertThat(backoff.delayAfter(3, Failure.ofStatus(404))).hasSeconds(4);
    assertThat(backoff.firstDelay()).hasSeconds(4);
    assertThat(backoff)
        .hasToString("by kind (TRANSIENT: exponential 1 s x2, RATE_LIMITED: exponential 4 s x2)");
  }

  @Test
  void namesTheBackoffOfEachKindThatHasItsOwn() {
    assertThat(
            Backoff.byKind(
                Map.of(
                    FailureKind.TRANSIENT,
                    Backoff.none(),
                    FailureKind.PERMANENT,
                    Backoff.fixed("1s"))))
        .hasToString("by kind (TRANSIENT: none, RATE_LIMITED: none, PERMANENT: fixed 1 s)");
  }

  @Test
  void needsAnEntryThatOtherKindsCanShare() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.byKind(Map.of(FailureKind.RATE_LIMITED, Backoff.none())))
        .withMessageContaining("TRANSIENT");
  }

  @Test
  void isAValue() {
    assertThat(Backoff.exponential("1s"))
        .isEqualTo(Backoff.exponential(Duration.ofSeconds(1), 2.0))
        .hasSameHashCodeAs(Backoff.exponential("1000ms"))
        .isNotEqualTo(Backoff.exponential("1s", 3))
        .isNotEqualTo(Backoff.fibonacci("1s"));
    IntFunction<Duration> delays = n -> Duration.ZERO;
    assertThat(Backoff.custom(delays)).isEqualTo(Backoff.custom(delays)).hasToString("custom");
    assertThat(Stream.of(Backoff.none(), Backoff.fixed("1s"), Backoff.linear("2ms")))
        .map(Object::toString)
        .containsExactly("none", "fixed 1 s", "linear 2 ms");
    assertThat(Backoff.exponential("500ms", 1.5)).hasToString("exponential 500 ms x1.5");
    assertThat(Backoff.fibonacci("1s")).hasToString("fibonacci 1 s");
  }

  /** Guarantee 11. */
  @ParameterizedTest
  @ValueSource(doubles = {0.99, 0, -2, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAFactorThatDoesNotGrow(double factor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.exponential("1s", factor))
        .withMessage("factor must be at least 1 and finite, but was " + factor);
  }

  /** Guarantee 11. */
  @Test
  void refusesAnEmptyBase() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.exponential(Duration.ZERO))
        .withMessage("base must be above 0, but was 0 ms; Backoff.none() goes on without a delay");
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.fixed(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.linear("0s"));
    assertThatIllegalArgumentException().isThrownBy(() -> Backoff.fibonacci("0s"));
  }

  @Test
  void refusesAttemptZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.fibonacci("1s").delayAfter(0, TRANSIENT))
        .withMessage("attempt must be at least 1, but was 0");
  }

  /** Guarantee 3. */
  @Test
  void takesANegativeCustomDelayAsNone() {
    assertThat(Backoff.custom(n -> Duration.ofSeconds(-1)).delayAfter(1, TRANSIENT)).isZero();
  }

  @Test
  void saysThatACustomDelayMustNotBeNull() {
    assertThatNullPointerException()
        .isThrownBy(() -> Backoff.custom(n -> null).delayAfter(1, TRANSIENT))
        .withMessage("The custom backoff returned null; return Duration.ZERO for no delay.");
  }

  @Test
  void isByKindOnce() {
    Backoff inner =
        Backoff.byKind(
            Map.of(
                FailureKind.TRANSIENT, Backoff.fixed("1s"),
                FailureKind.RATE_LIMITED, Backoff.fixed("2s"),
                FailureKind.PERMANENT, Backoff.fixed("3s")));

    assertThat(Backoff.byKind(Map.of(FailureKind.TRANSIENT, inner))).isEqualTo(inner);
    assertThat(
            Backoff.byKind(
                Map.of(FailureKind.TRANSIENT, Backoff.none(), FailureKind.RATE_LIMITED, inner)))
        .hasToString("by kind (TRANSIENT: none, RATE_LIMITED: fixed 2 s)");
  }
}
