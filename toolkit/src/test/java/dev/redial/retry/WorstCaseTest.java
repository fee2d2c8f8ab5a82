package dev.redial.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorstCaseTest {

  private static final RetryPolicy PLAIN =
      RetryPolicy.builder()
          .maxAttempts(4)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .maxRetryAfter("1min")
          .build();

  static Stream<Arguments> cases() {
    return Stream.of(
        arguments("1 + 2 + 4 s", PLAIN, "7s", "3min"),
        arguments("one attempt waits for nothing", with().maxAttempts(1).build(), "0s", "0s"),
        arguments(
            "additive jitter", with().jitter(Jitter.additive(0.5)).build(), "10500ms", "3min"),
        arguments("full jitter at its highest", with().jitter(Jitter.full()).build(), "7s", "3min"),
        arguments(
            "decorrelated: three times the one before",
            with().jitter(Jitter.decorrelated()).build(),
            "39s",
            "3min"),
        arguments("the cap", with().maxDelay("3s").build(), "6s", "3min"),
        arguments("the floor", with().minDelay("3s").build(), "10s", "3min"),
        arguments("a wait above what may be asked", with().maxRetryAfter("2s").build(), "7s", "8s"),
        arguments("initial delay", with().initialDelay("5s").build(), "12s", "3min 5s"),
        arguments("deadline", with().deadline("5s").build(), "5s", "5s"),
        arguments("the longest of the kinds", RetryPolicy.ADAPTIVE, "60s", "20min"));
  }

  private static RetryPolicyBuilder with() {
    return PLAIN.toBuilder();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void addsUp(String name, RetryPolicy policy, String waits, String waitsAsAsked) {
    assertThat(policy.worstCase())
        .isEqualTo(
            new WorstCase(
                policy.maxAttempts(), Durations.parse(waits), Durations.parse(waitsAsAsked)));
  }

  @Test
  void attemptsWithoutEndSaturate() {
    RetryPolicy endless = with().maxAttempts(Integer.MAX_VALUE).maxDelay("36500d").build();

    assertThat(endless.worstCase().waits()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @Test
  void readsLikeASentence() {
    assertThat(PLAIN.worstCase())
        .hasToString("4 attempts, 7 s of waiting; 3 min if each answer asks for it");
  }
}
