package dev.redial.backoff;

import static dev.redial.failure.FailureKind.PERMANENT;
import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class BackoffTextTest {

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("none", Backoff.none()),
        arguments(" None ", Backoff.none()),
        arguments("fixed 500ms", Backoff.fixed("500ms")),
        arguments("fixed PT0.5S", Backoff.fixed("500ms")),
        arguments("FIXED  1 min 30 s", Backoff.fixed("90s")),
        arguments("linear 1s", Backoff.linear("1s")),
        arguments("fibonacci 1s", Backoff.fibonacci("1s")),
        arguments("exponential 1s", Backoff.exponential("1s")),
        arguments("exponential 1s x3", Backoff.exponential("1s", 3)),
        arguments("exponential 1s x 1.5", Backoff.exponential("1s", 1.5)),
        arguments("exponential 1sX3", Backoff.exponential("1s", 3)),
        arguments("exponential 1 s × 3", Backoff.exponential("1s", 3)),
        arguments(
            "by kind (TRANSIENT: exponential 1s, RATE_LIMITED: exponential 4s x3)",
            Backoff.byKind(
                Map.of(
                    TRANSIENT, Backoff.exponential("1s"),
                    RATE_LIMITED, Backoff.exponential("4s", 3)))),
        arguments(
            "By  Kind(permanent: none,transient: fixed 1s)",
            Backoff.byKind(Map.of(TRANSIENT, Backoff.fixed("1s"), PERMANENT, Backoff.none()))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsWhatPeopleWrite(String text, Backoff backoff) {
    assertThat(Backoff.parse(text)).isEqualTo(backoff);
  }

  static Stream<Backoff> any() {
    return IntStream.range(0, 500).mapToObj(seed -> any(new SplittableRandom(seed), true));
  }

  private static Backoff any(SplittableRandom random, boolean mayBeByKind) {
    Duration base =
        Duration.ofSeconds(
            random.nextLong(0, 1L << random.nextInt(1, 62)), random.nextInt(1, 1_000_000_000));
    return switch (random.nextInt(mayBeByKind ? 7 : 5)) {
      case 0 -> Backoff.none();
      case 1 -> Backoff.fixed(base);
      case 2 -> Backoff.linear(base);
      case 3 -> Backoff.fibonacci(base);
      case 4 -> Backoff.exponential(base, 1 + random.nextDouble() * random.nextLong(1, 1L << 62));
      default ->
          Backoff.byKind(
              Map.of(
                  TRANSIENT, any(random, false),
                  RATE_LIMITED, any(random, random.nextBoolean()),
                  PERMANENT, any(random, false)));
    };
  }

  @ParameterizedTest
  @MethodSource("any")
  void readsWhatABackoffPrints(Backoff backoff) {
    assertThat(Backoff.parse(backoff.toString())).isEqualTo(backoff);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | RULE",
        "7 | RULE",
        "0s | RULE",
        "500ms | did you mean 'fixed 500ms'?",
        "exponentail 1s | did you mean 'exponential'? Otherwise RULE",
        "random 1s | RULE",
        "custom | only code can make a custom one; RULE",
        "none 1s | 'none' stands alone",
        "fixed | its delay is missing; RULE",
        "fixed 0s | its delay must be above 0; write none to go on without one",
        "fixed -1s | '-1s' is not a duration: it is negative; write a number and a unit, such as"
            + " 500ms, 1.5s, 2min, 1h30min or PT1S (units: ns, us, ms, s, m or min, h, d)",
        "exponential 1s x0.5 | factor must be at least 1 and finite, but was 0.5",
        "exponential x2 | its delay is missing; RULE",
        "by day | RULE",
        "by kind (TRANSIENT) | 'TRANSIENT' must be a kind, a colon and its backoff",
        "by kind (TRANSIENT: none,) | '' must be a kind, a colon and its backoff",
        "by kind (TRANSIET: none) | 'TRANSIET' is not a kind; did you mean 'TRANSIENT'?",
        "by kind (ALL: none) | 'ALL' is not a kind; write one of TRANSIENT, RATE_LIMITED, PERMANENT",
        "by kind (: none) | '' is not a kind; write one of TRANSIENT, RATE_LIMITED, PERMANENT",
        "by kind (TRANSIENT: none, transient: none) | TRANSIENT has two backoffs",
        "by kind (PERMANENT: none) | TRANSIENT must have one, which all kinds without one share",
        "by kind (TRANSIENT: by kind (TRANSIENT: none)) | a kind's own backoff cannot be by kind"
            + " again",
      })
  void saysWhatIsWrong(String text, String why) {
    String rule =
        "write none, fixed 500ms, linear 1s, fibonacci 1s, exponential 1s, exponential 1s x3, or by"
            + " kind (TRANSIENT: exponential 1s, RATE_LIMITED: exponential 4s)";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backoff.parse(text))
        .withMessage("'" + text + "' is not a backoff: " + why.replace("RULE", rule));
  }
}
