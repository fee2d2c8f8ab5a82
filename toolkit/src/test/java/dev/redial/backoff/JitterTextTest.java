package dev.redial.backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JitterTextTest {

  static Stream<Arguments> texts() {
    return Stream.of(
        arguments("none", Jitter.none()),
        arguments(" Full ", Jitter.full()),
        arguments("equal", Jitter.equal()),
        arguments("DECORRELATED", Jitter.decorrelated()),
        arguments("up to +50 %", Jitter.additive(0.5)),
        arguments("Up  to +50%", Jitter.additive(0.5)),
        arguments("+12.5 %", Jitter.additive(0.125)),
        arguments("+ 100 %", Jitter.additive(1)),
        arguments("+0 %", Jitter.additive(-0.0)));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void readsWhatPeopleWrite(String text, Jitter jitter) {
    assertThat(Jitter.parse(text)).isEqualTo(jitter);
  }

  static Stream<Jitter> any() {
    return Stream.concat(
        Stream.of(StandardJitter.values()),
        DoubleStream.concat(
                DoubleStream.of(0, 1, Double.MIN_VALUE, 0.1 + 0.2, Math.nextDown(1.0)),
                new Random(1).doubles(200))
            .mapToObj(Jitter::additive));
  }

  @ParameterizedTest
  @MethodSource("any")
  void readsWhatAJitterPrints(Jitter jitter) {
    assertThat(Jitter.parse(jitter.toString())).isEqualTo(jitter);
  }

  @ParameterizedTest
  @CsvSource({
    "'', RULE",
    "fulll, did you mean 'full'? Otherwise RULE",
    "0.5, RULE",
    "50 %, RULE",
    "+101 %, RULE",
    "-50 %, RULE",
    "up to 50 %, RULE",
  })
  void saysWhatIsWrong(String text, String why) {
    String rule =
        "write none, full, equal, decorrelated, or up to +50 % with any number from 0 to 100";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jitter.parse(text))
        .withMessage("'" + text + "' is not a jitter: " + why.replace("RULE", rule));
  }
}
