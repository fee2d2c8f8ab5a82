package dev.redial.backoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statistical tests compare an empirical distribution with the uniform one (Kolmogorov and
 * Smirnov). With {@value #SAMPLES} samples a right jitter of a random seed fails one of them with a
 * probability below 1e-6 (D > 2.7 / sqrt(n)); the seed is fixed, so that a green test stays green.
 */
class JitterTest {

  private static final int SAMPLES = 20_000;
  private static final double LARGEST_DISTANCE = 2.7 / Math.sqrt(SAMPLES);
  private static final Duration CAP = Duration.ofSeconds(60);

  private final RandomGenerator random = new SplittableRandom(20260101);

  static Stream<Jitter> all() {
    return Stream.of(
        Jitter.none(),
        Jitter.full(),
        Jitter.equal(),
        Jitter.additive(0),
        Jitter.additive(0.5),
        Jitter.additive(1),
        Jitter.decorrelated());
  }

  /** Guarantee 6. */
  @Test
  void fullIsUniformUpToTheDelay() {
    assertUniform(draws(Jitter.full(), "8", "0"), 0, 8);
    assertUniform(draws(Jitter.full(), "8", "3"), 3, 8);
  }

  /** Guarantee 6. */
  @Test
  void equalIsUniformInTheUpperHalf() {
    assertUniform(draws(Jitter.equal(), "8", "0"), 4, 8);
    assertUniform(draws(Jitter.equal(), "8", "5"), 5, 8);
  }

  @Test
  void additiveIsUniformAboveTheDelay() {
    assertUniform(draws(Jitter.additive(0.5), "8", "0"), 8, 12);
  }

  /** Guarantee 5: where the delay has reached the cap, it is spread below the cap. */
  @Test
  void additiveSpreadsBelowTheCap() {
    assertUniform(draws(Jitter.additive(0.5), "60", "0"), 40, 60);
    assertUniform(draws(Jitter.additive(0.5), "50", "0"), 40, 60);
    assertUniform(draws(Jitter.additive(1), "60", "45"), 45, 60);
  }

  /** Guarantee 5: no delay occurs twice as often as any other, least of all the cap. */
  @ParameterizedTest
  @MethodSource("all")
  void heapsNothingOnTheCap(Jitter jitter) {
    if (jitter.equals(Jitter.none()) || jitter.equals(Jitter.additive(0))) {
      return;
    }
    Duration delay = jitter.growsByItself() ? Duration.ofSeconds(1) : CAP;
    long onCap =
        Stream.generate(() -> jitter.spread(delay, CAP, Duration.ZERO, CAP, random))
            .limit(SAMPLES)
            .filter(CAP::equals)
            .count();
    assertThat(onCap).isLessThanOrEqualTo(1);
  }

  /** Guarantee 6. */
  @Test
  void decorrelatedGrowsFromItsOwnLastDelay() {
    Jitter jitter = Jitter.decorrelated();
    Duration base = Duration.ofSeconds(1);

    assertThat(jitter.growsByItself()).isTrue();
    assertUniform(draws(jitter, base, Duration.ZERO, Duration.ZERO), 1, 3);
    assertUniform(draws(jitter, base, Duration.ofSeconds(5), Duration.ZERO), 1, 15);
    assertUniform(draws(jitter, base, Duration.ofSeconds(50), Duration.ZERO), 1, 60);
  }

  /** Guarantees 3 and 4, for random settings of all sizes. */
  @ParameterizedTest
  @MethodSource("all")
  void staysBetweenFloorAndCap(Jitter jitter) {
    for (int i = 0; i < 20_000; i++) {
      long[] bounds = {anyNanos(), anyNanos(), anyNanos()};
      Arrays.sort(bounds);
      Duration floor = Duration.ofNanos(bounds[0]);
      Duration cap = Duration.ofNanos(bounds[2]);

      Duration delay =
          jitter.spread(
              Duration.ofNanos(bounds[1]), Duration.ofNanos(anyNanos()), floor, cap, random);

      assertThat(delay).isBetween(floor, cap);
    }
  }

  /** As many small numbers as large ones, with both ends. */
  private long anyNanos() {
    long nanos = random.nextLong() >>> random.nextInt(1, 64);
    return random.nextInt(10) == 0 ? Long.MAX_VALUE : nanos;
  }

  @Test
  void spreadsTheLongestDelayThereIs() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
    assertThat(Jitter.full().spread(longest, Duration.ZERO, Duration.ZERO, longest, random))
        .isBetween(Duration.ZERO, Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void drawsNothingWhereThereIsNothingToChoose() {
    RandomGenerator untouched =
        () -> {
          throw new AssertionError("drawn");
        };
    Duration delay = Duration.ofSeconds(1);
    assertThat(Jitter.none().spread(delay, delay, Duration.ZERO, CAP, untouched)).isEqualTo(delay);
    assertThat(Jitter.additive(0).spread(delay, delay, delay, CAP, untouched)).isEqualTo(delay);
    assertThat(Jitter.full().spread(delay, delay, delay, CAP, untouched)).isEqualTo(delay);
  }

  @ParameterizedTest
  @MethodSource("all")
  void addsNothingToNoDelayAndOnlyDecorrelatedGrowsByItself(Jitter jitter) {
    assertThat(jitter.growsByItself()).isEqualTo(jitter.equals(Jitter.decorrelated()));
    assertThat(jitter.spread(Duration.ZERO, Duration.ZERO, Duration.ZERO, CAP, random)).isZero();
  }

  @Test
  void drawsBothEnds() {
    Duration one = Duration.ofNanos(1);
    Duration two = Duration.ofNanos(2);
    assertThat(Stream.generate(() -> Jitter.full().spread(two, two, one, CAP, random)).limit(100))
        .contains(one, two);
  }

  @Test
  void additiveSpreadsEvenAboveAFloorOfCenturies() {
    Duration floor = Duration.ofNanos(Long.MAX_VALUE / 10 * 9);
    Duration cap = Duration.ofNanos(Long.MAX_VALUE);
    assertThat(
            Stream.generate(() -> Jitter.additive(0.5).spread(floor, floor, floor, cap, random))
                .limit(100)
                .distinct())
        .hasSizeGreaterThan(1);
  }

  /** Guarantee 12. */
  @Test
  void repeatsWithTheSameSeed() {
    double[] first = draws(Jitter.full(), new Random(7), 100);
    assertThat(draws(Jitter.full(), new Random(7), 100)).isEqualTo(first);
    assertThat(draws(Jitter.full(), new Random(8), 100)).isNotEqualTo(first);
  }

  /** Guarantee 3. */
  @ParameterizedTest
  @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
  void refusesAFractionOutsideZeroToOne(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Jitter.additive(fraction))
        .withMessage("fraction must be from 0 to 1, but was " + fraction);
  }

  @Test
  void isAValue() {
    assertThat(Jitter.additive(0.5)).isEqualTo(Jitter.additive(0.5)).hasToString("up to +50 %");
    assertThat(Jitter.additive(0.5)).isNotEqualTo(Jitter.additive(0.25));
    assertThat(Stream.of(Jitter.none(), Jitter.full(), Jitter.equal(), Jitter.decorrelated()))
        .map(Object::toString)
        .containsExactly("none", "full", "equal", "decorrelated");
  }

  private double[] draws(Jitter jitter, String delaySeconds, String floorSeconds) {
    return draws(
        jitter,
        Duration.ofSeconds(Long.parseLong(delaySeconds)),
        Duration.ZERO,
        Duration.ofSeconds(Long.parseLong(floorSeconds)));
  }

  private double[] draws(Jitter jitter, Duration delay, Duration previous, Duration floor) {
    return Stream.generate(() -> jitter.spread(delay, previous, floor, CAP, random))
        .limit(SAMPLES)
        .mapToDouble(drawn -> drawn.toNanos() / 1e9)
        .toArray();
  }

  private static double[] draws(Jitter jitter, RandomGenerator from, int count) {
    return Stream.generate(() -> jitter.spread(CAP, CAP, Duration.ZERO, CAP, from))
        .limit(count)
        .mapToDouble(drawn -> drawn.toNanos() / 1e9)
        .toArray();
  }

  private static void assertUniform(double[] samples, double low, double high) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double distance = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = (sorted[i] - low) / (high - low);
      distance = Math.max(distance, Math.abs(expected - (double) i / sorted.length));
      distance = Math.max(distance, Math.abs(expected - (i + 1.0) / sorted.length));
    }
    assertThat(sorted[0]).isGreaterThanOrEqualTo(low);
    assertThat(sorted[sorted.length - 1]).isLessThanOrEqualTo(high);
    assertThat(distance).as("distance from U(%s, %s)", low, high).isLessThan(LARGEST_DISTANCE);
  }
}
