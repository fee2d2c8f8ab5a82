package dev.redial.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee 62. */
class OpenWaitsTest {

  private static List<Long> seconds(BreakerPolicy policy, int... openings) {
    return IntStream.of(openings).mapToObj(o -> policy.openWait(o).toSeconds()).toList();
  }

  @Test
  void growAsTheBackoffDoesUpToTheCap() {
    BreakerPolicy policy =
        BreakerPolicy.builder().openWait(Backoff.exponential("5s")).maxOpenWait("1min").build();

    assertThat(seconds(policy, 1, 2, 3, 4, 5, 6)).containsExactly(5L, 10L, 20L, 40L, 60L, 60L);
    assertThat(seconds(policy, 70, 1_000, Integer.MAX_VALUE)).containsOnly(60L);
  }

  @Test
  void areCappedAtTenMinutesUnlessSaidOtherwise() {
    BreakerPolicy policy = BreakerPolicy.builder().openWait(Backoff.exponential("5s")).build();
    BreakerPolicy longer = BreakerPolicy.builder().openWait(Backoff.linear("1h")).build();

    assertThat(policy.maxOpenWait()).isEqualTo(Duration.ofMinutes(10));
    assertThat(policy.openWait(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(10));
    assertThat(longer.maxOpenWait()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void areOfAnyLengthIfFixed() {
    BreakerPolicy policy = BreakerPolicy.builder().openWait("3h").build();

    assertThat(policy.openWait(9)).isEqualTo(Duration.ofHours(3));
    assertThat(policy).isEqualTo(BreakerPolicy.builder().openWait(Backoff.fixed("3h")).build());
  }

  /** The user's own may say anything about its first delay. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void areFixedOnlyWhereTheBackoffIs(int seconds) {
    Backoff own =
        new Backoff() {
          @Override
          public Duration delayAfter(int attempt, Failure failure) {
            return Duration.ofSeconds(1);
          }

          @Override
          public Duration firstDelay() {
            return Duration.ofSeconds(seconds);
          }
        };
    assertThat(OpenWaits.isFixed(own)).isFalse();
    assertThat(OpenWaits.isFixed(Backoff.fixed("1s"))).isTrue();
  }

  @Test
  void aFunctionThatThrowsGivesTheCap() {
    Backoff broken =
        Backoff.custom(
            opening -> {
              if (opening > 1) {
                throw new IllegalStateException("no idea");
              }
              return Duration.ofSeconds(1);
            });
    OpenWaits waits = new OpenWaits(broken, Duration.ofSeconds(9));

    assertThat(waits.nanosAfter(1, "orders")).isEqualTo(1_000_000_000L);
    assertThat(logged(() -> assertThat(waits.nanosAfter(2, "orders")).isEqualTo(9_000_000_000L)))
        .containsExactly(
            "The openWait of circuit 'orders' threw for opening 2; the longest wait of 9 s is"
                + " taken.");
  }

  private static List<String> logged(Runnable action) {
    Logger logger = Logger.getLogger("dev.redial");
    List<String> messages = new ArrayList<>();
    Filter keep =
        line -> {
          messages.add(line.getMessage());
          return false;
        };
    logger.setFilter(keep);
    try {
      action.run();
    } finally {
      logger.setFilter(null);
    }
    return messages;
  }

  @Test
  void aNegativeWaitCountsAsZeroAndTheLongestIsNotForEver() {
    OpenWaits negative =
        new OpenWaits((opening, failure) -> Duration.ofSeconds(-1), Duration.ofSeconds(9));
    OpenWaits longest =
        new OpenWaits(
            Backoff.fixed(Duration.ofSeconds(Long.MAX_VALUE)), Duration.ofSeconds(Long.MAX_VALUE));

    assertThat(negative.nanosAfter(1, "orders")).isEqualTo(0);
    assertThat(longest.nanosAfter(1, "orders")).isEqualTo(State.Open.FOREVER - 1);
  }
}
