package dev.redial.hedge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.failure.FailureKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HedgePolicyTest {

  @Test
  void hasDefaultsForAllButTheDelay() {
    HedgePolicy policy = HedgePolicy.after("200ms");

    assertThat(policy.maxAttempts()).isEqualTo(2);
    assertThat(policy.delayBefore(2)).isEqualTo(Duration.ofMillis(200));
    assertThat(policy.repeatedKinds())
        .containsExactlyInAnyOrder(FailureKind.TRANSIENT, FailureKind.RATE_LIMITED);
    assertThat(policy.maxRetryAfter()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.closesDroppedResults()).isFalse();
    assertThat(policy).hasToString("HedgePolicy(maxAttempts 2, delay 200 ms)");
  }

  @Test
  void isAValue() {
    HedgePolicy policy =
        HedgePolicy.builder()
            .delay(Duration.ofMillis(200))
            .maxAttempts(3)
            .repeatOn(FailureKind.TRANSIENT)
            .maxRetryAfter("10s")
            .closeDroppedResults()
            .build();

    assertThat(policy.toBuilder().build()).isEqualTo(policy).hasSameHashCodeAs(policy);
    assertThat(policy.toBuilder().maxAttempts(4).build()).isNotEqualTo(policy);
    assertThat(policy)
        .hasToString(
            "HedgePolicy(maxAttempts 3, delay 200 ms, repeatOn [TRANSIENT], maxRetryAfter 10 s,"
                + " closeDroppedResults)");
  }

  /** Guarantee 11. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 11})
  void refusesANumberOfAttemptsOutOfRange(int maxAttempts) {
    HedgePolicyBuilder builder = HedgePolicy.after("1s").toBuilder().maxAttempts(maxAttempts);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("maxAttempts must be from 1 to 10, but was " + maxAttempts);
  }

  /** Guarantee 11. */
  @Test
  void refusesNegativeTimesAndAMissingDelay() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HedgePolicy.after(Duration.ofMillis(-1)))
        .withMessage("delay must be at least 0, but was -1 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> HedgePolicy.after("1s").toBuilder().maxRetryAfter(Duration.ofMillis(-1)).build())
        .withMessage("maxRetryAfter must be at least 0, but was -1 ms");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HedgePolicy.builder().build())
        .withMessage("delay must be given; take about as long as 95 of 100 operations take");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.builder("search").build())
        .withMessage("policy must be given, such as HedgePolicy.after(\"200ms\")");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hedge.builder(" "))
        .withMessage("name must not be blank, but was ' '");
  }
}
