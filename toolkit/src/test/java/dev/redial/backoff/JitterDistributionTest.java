package dev.redial.backoff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Guarantees 5 and 6: how each jitter spreads, tested at 99.9 % confidence with {@value #SAMPLES}
 * samples each, in two ways:
 *
 * <ul>
 *   <li>Kolmogorov and Smirnov: the largest distance D between the empirical and the expected
 *       distribution function; rejected above {@value #LARGEST_DISTANCE} = 1.9495 / sqrt(n), since
 *       2·exp(-2·1.9495²) = 0.001 is the limiting probability of a larger one (A. Kolmogorov, Sulla
 *       determinazione empirica di una legge di distribuzione, 1933).
 *   <li>Pearson's chi-square over {@value #BINS} bins of equal probability: the sum of (observed -
 *       expected)² / expected; rejected above {@value #LARGEST_CHI_SQUARE}, the 99.9 % quantile for
 *       99 degrees of freedom (K. Pearson, On the criterion…, Philosophical Magazine 50, 1900). It
 *       sees a heap on one value, which hardly moves D.
 * </ul>
 *
 * <p>The seeds are fixed: what is green stays green. That the tests see what they should is shown
 * by jitters that are wrong as those of other libraries are.
 */
class JitterDistributionTest {

  private static final int SAMPLES = 20_000;
  private static final int BINS = 100;
  private static final double LARGEST_DISTANCE = 0.013_785;
  private static final double LARGEST_CHI_SQUARE = 148.230;

  private static final Duration CAP = Duration.ofSeconds(60);

  /** A jitter, what it is given, in seconds, and between which bounds it is to be uniform. */
  private record Case(
      Jitter jitter, long delay, long previous, long floor, double low, double high) {

    double draw(RandomGenerator random) {
      return seconds(
          jitter.spread(
              Duration.ofSeconds(delay),
              Duration.ofSeconds(previous),
              Duration.ofSeconds(floor),
              CAP,
              random));
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(Jitter.full(), 8, 0, 0, 0, 8),
        new Case(Jitter.full(), 8, 0, 3, 3, 8),
        new Case(Jitter.full(), 60, 0, 0, 0, 60),
        new Case(Jitter.equal(), 8, 0, 0, 4, 8),
        new Case(Jitter.equal(), 8, 0, 5, 5, 8),
        new Case(Jitter.equal(), 60, 0, 0, 30, 60),
        new Case(Jitter.additive(0.5), 8, 0, 0, 8, 12),
        new Case(Jitter.additive(0.5), 50, 0, 0, 40, 60),
        new Case(Jitter.additive(0.5), 60, 0, 0, 40, 60),
        new Case(Jitter.additive(1), 60, 0, 45, 45, 60),
        new Case(Jitter.decorrelated(), 1, 0, 0, 1, 3),
        new Case(Jitter.decorrelated(), 1, 5, 0, 1, 15),
        new Case(Jitter.decorrelated(), 1, 50, 0, 1, 60));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isUniformBetweenItsBounds(Case jitter) {
    double[] samples = samples(seed -> jitter.draw(new SplittableRandom(seed)));
    DoubleUnaryOperator uniform = x -> (x - jitter.low()) / (jitter.high() - jitter.low());

    assertThat(Arrays.stream(samples).boxed())
        .allMatch(x -> x >= jitter.low() && x <= jitter.high());
    assertThat(distance(samples, uniform)).isLessThan(LARGEST_DISTANCE);
    assertThat(chiSquare(samples, uniform)).isLessThan(LARGEST_CHI_SQUARE);
  }

  /**
   * Defect D12 of other libraries: delays that heap on the cap. Ten delays in a row, each from the
   * one before; the published formula has a quarter of the tenth ones on the cap.
   */
  @Test
  void decorrelatedLeavesTheCapFreeHoweverLongItGrows() {
    double[] tenth = samples(JitterDistributionTest::tenthDecorrelated);

    assertThat(Arrays.stream(tenth).filter(x -> x >= 60).count()).isLessThanOrEqualTo(1);
    assertThat(Arrays.stream(tenth).max().orElseThrow()).isGreaterThan(59);
    double[] published = samples(JitterDistributionTest::tenthAsPublished);
    assertThat(Arrays.stream(published).filter(x -> x >= 60).count()).isGreaterThan(SAMPLES / 5);
  }

  private static double tenthDecorrelated(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    Duration last = Duration.ZERO;
    for (int i = 0; i < 10; i++) {
      last = Jitter.decorrelated().spread(Duration.ofSeconds(1), last, Duration.ZERO, CAP, random);
    }
    return seconds(last);
  }

  private static double tenthAsPublished(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double last = 1;
    for (int i = 0; i < 10; i++) {
      last = Math.min(60, random.nextDouble(1, 3 * last));
    }
    return last;
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            "cut to the cap after the jitter", random -> Math.min(60, 59.5 + random.nextDouble())),
        wrong("one in fifty on the cap", random -> random.nextInt(50) == 0 ? 60 : any(random)),
        wrong("whole seconds", random -> Math.rint(any(random))),
        wrong("not quite to the end", random -> any(random) * 0.985),
        wrong("the sum of two", random -> (any(random) + any(random)) / 2));
  }

  private interface Draw {
    double from(RandomGenerator random);
  }

  private static Arguments wrong(String name, Draw draw) {
    return Arguments.of(name, draw);
  }

  private static double any(RandomGenerator random) {
    return random.nextDouble(60);
  }

  /** The twins: each is to be uniform between 0 and 60, and none is. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void aWrongJitterIsFound(String name, Draw draw) {
    double[] samples = samples(seed -> draw.from(new SplittableRandom(seed)));
    DoubleUnaryOperator uniform = x -> x / 60;

    assertThat(
            distance(samples, uniform) > LARGEST_DISTANCE
                || chiSquare(samples, uniform) > LARGEST_CHI_SQUARE)
        .isTrue();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** One sample from each of as many seeds, drawn from one seed. */
  private static double[] samples(LongToDoubleFunction draw) {
    SplittableRandom seeds = new SplittableRandom(20260101);
    return DoubleStream.generate(() -> draw.applyAsDouble(seeds.nextLong()))
        .limit(SAMPLES)
        .toArray();
  }

  /** The largest distance of the samples' distribution function from the expected one. */
  private static double distance(double[] samples, DoubleUnaryOperator expected) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    return IntStream.range(0, sorted.length)
        .mapToDouble(
            i -> {
              double at = expected.applyAsDouble(sorted[i]);
              double above = (i + 1.0) / sorted.length - at;
              double below = at - (double) i / sorted.length;
              return Math.max(above, below);
            })
        .max()
        .orElseThrow();
  }

  private static double chiSquare(double[] samples, DoubleUnaryOperator expected) {
    double[] observed = new double[BINS];
    for (double sample : samples) {
      int bin = (int) (expected.applyAsDouble(sample) * BINS);
      observed[Math.min(BINS - 1, bin)]++;
    }
    double each = (double) samples.length / BINS;
    return Arrays.stream(observed).map(count -> (count - each) * (count - each) / each).sum();
  }
}
