package dev.redial.test.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expectation 9, for scripts nobody thought of. */
class ScriptRoundTripTest {

  private static final int SCRIPTS_PER_SEED = 250;

  /** What a text is drawn from: all that means something to the grammar, and some that does not. */
  private static final List<String> PIECES =
      List.of(
          "a",
          "Z",
          "7",
          "'",
          "''",
          ",",
          "(",
          ")",
          ":",
          ";",
          " ",
          "x2",
          "×",
          "…",
          "...",
          "then",
          "date(+7s)",
          "\t",
          "\u00a0",
          "é",
          "😀",
          "{\"id\":42}",
          "\\");

  /** A class whose name has a dollar. */
  private static final class Nested extends Exception {
    private static final long serialVersionUID = 1L;
  }

  static LongStream seeds() {
    return LongStream.range(0, 8);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsPrintedIsReadBackAsTheSame(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < SCRIPTS_PER_SEED; i++) {
      Script script = script(random);

      Script back = Script.parse(script.toString());

      assertThat(back).as("seed %d, script %d", seed, i).isEqualTo(script);
      assertThat(back).hasToString(script.toString()).hasSameHashCodeAs(script);
    }
  }

  private static Script script(Random random) {
    Script strict =
        Script.of(
            IntStream.rangeClosed(0, random.nextInt(5))
                .mapToObj(i -> item(random))
                .toArray(ScriptItem[]::new));
    return switch (random.nextInt(5)) {
      case 0 -> strict.thenPass();
      case 1 -> strict.steps().isEmpty() ? strict : strict.thenRepeatLast();
      case 2 -> strict.lenient();
      case 3 -> strict.thenFail();
      default -> strict;
    };
  }

  private static ScriptItem item(Random random) {
    return random.nextInt(3) == 0
        ? fault(random).when(condition(random, 3))
        : fault(random).times(1 + random.nextInt(random.nextInt(1, 1000)));
  }

  private static Condition condition(Random random, int depth) {
    if (depth > 0 && random.nextBoolean()) {
      Condition one = condition(random, depth - 1);
      return switch (random.nextInt(3)) {
        case 0 -> one.and(condition(random, depth - 1));
        case 1 -> one.or(condition(random, depth - 1));
        default -> one.negate();
      };
    }
    return switch (random.nextInt(8)) {
      case 0 -> Condition.call(1 + random.nextInt(9));
      case 1 -> Condition.calls(1 + random.nextInt(9), 10 + random.nextLong(1L << 62));
      case 2 -> Condition.every(1 + random.nextInt(9));
      case 3 -> Condition.from(duration(random));
      case 4 -> between(random);
      case 5 -> Condition.argument(1 + random.nextInt(9), text(random));
      case 6 -> Condition.share(percent(random), random.nextLong());
      default ->
          Condition.shareByArgument(percent(random), random.nextLong(), 1 + random.nextInt(9));
    };
  }

  private static Condition between(Random random) {
    Duration from = random.nextInt(5) == 0 ? Duration.ZERO : duration(random);
    return Condition.between(from, from.plus(duration(random)));
  }

  private static double percent(Random random) {
    return random.nextBoolean() ? 1 + random.nextInt(100) : Math.nextUp(random.nextDouble() * 99);
  }

  private static Fault fault(Random random) {
    return switch (random.nextInt(18)) {
      case 0 -> Fault.ok();
      case 1 -> Fault.timeout();
      case 2 -> Fault.timeout(duration(random));
      case 3 -> Fault.refused();
      case 4 -> Fault.reset();
      case 5 -> Fault.hang();
      case 6 -> Fault.slow(duration(random));
      case 7 -> Fault.dns();
      case 8 -> Fault.tls(List.of(TlsFlaw.values()).get(random.nextInt(4)));
      case 9 -> Fault.lost();
      case 10 -> Fault.lost(random.nextBoolean() ? Fault.reset() : Fault.timeout(duration(random)));
      case 11 -> Fault.exception(TimeoutException.class);
      case 12 -> Fault.exception(Nested.class, text(random) + lineBreak(random));
      case 13 -> Fault.returning(text(random) + lineBreak(random));
      case 14 -> Fault.returningNull();
      default -> status(random);
    };
  }

  private static Fault.Status status(Random random) {
    Fault.Status status = Fault.status(random.nextInt(100, 600));
    for (int i = random.nextInt(4); i > 0; i--) {
      status =
          status.header(
              new Header(List.of("Retry-After", "x", "~!#").get(random.nextInt(3)), value(random)));
    }
    return random.nextBoolean() ? status : status.body(text(random) + lineBreak(random));
  }

  private static HeaderValue value(Random random) {
    if (random.nextBoolean()) {
      return new HeaderValue.Text(text(random));
    }
    Duration offset = random.nextInt(5) == 0 ? Duration.ZERO : duration(random);
    return new HeaderValue.DateOffset(random.nextBoolean() ? offset : offset.negated());
  }

  private static Duration duration(Random random) {
    return Duration.ofNanos(1 + random.nextLong(1L << random.nextInt(1, 60)));
  }

  private static String lineBreak(Random random) {
    return List.of("", "\n", "\r\n ").get(random.nextInt(3));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
