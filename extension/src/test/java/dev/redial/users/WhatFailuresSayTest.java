package dev.redial.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Expectations 3 and 4: what JUnit shows of a script that did not come out even, to the letter. */
class WhatFailuresSayTest {

  private static final RetryPolicy THREE_ATTEMPTS =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(FailureKind.TRANSIENT)
          .build();

  /** Message and what is attached to it, without the lines of this file. */
  private static String shown(String method) {
    Throwable failure = TestRun.of(Samples.class).failureOf(method);
    return (failure.getMessage()
            + "\n"
            + Arrays.stream(failure.getSuppressed())
                .map(attached -> "Suppressed: " + attached.getMessage())
                .collect(Collectors.joining("\n")))
        .replace("'" + Thread.currentThread().getName() + "'", "'main'")
        .replaceAll("WhatFailuresSayTest\\.java:\\d+", "PayTest.java:41")
        .stripTrailing();
  }

  @Redial
  static class Samples {
    @Test
    void leavesFaultsOver(Faults faults, FakeClock clock, Timeline timeline) {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "timeout x2, 503 x2, ok");
      Retry retry =
          Retry.builder("pay").policy(THREE_ATTEMPTS).time(clock).listener(timeline).build();

      assertThatThrownBy(() -> retry.call(() -> gateway.charge("42"))).hasMessageContaining("503");
    }

    @Test
    void callsBeyond(Faults faults) throws IOException {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "ok");
      gateway.charge("1");
      gateway.charge("2");
    }

    @Test
    void swallowsThat(Faults faults) throws IOException {
      Gateway gateway = faults.wrap(Gateway.class, Gateway.LIVE, "ok");
      gateway.charge("1");
      assertThatThrownBy(() -> gateway.charge("2")).isInstanceOf(AssertionError.class);
    }

    @Test
    void standsStill(Faults faults, FakeClock clock) throws Exception {
      faults.wrap(Gateway.class, Gateway.LIVE, "ok").charge("1");
      clock.manual();
      clock.sleep(Duration.ofSeconds(5));
    }
  }

  /** Expectation 3. */
  @Test
  void ofALeftoverStepPlaceReasonAndTimeline() {
    assertThat(shown("leavesFaultsOver"))
        .isEqualTo(
            """
            2 of 5 faults were never reached: step 2 "503 x2" (1 of its 2) and step 3 "ok"
            of the script declared at PayTest.java:41. Call 'pay' ended after
            attempt 3: maxAttempts 3 reached.
              Mend the policy or the script, or end the script with "…" to allow this.
            Suppressed: what happened:
              pay · 3 attempts · failed after 3 s                                fake clock
                 0 ms   #1  ✗ timeout                    step 1 of "timeout x2, 503 x2, ok"
                 1 s    #2  ✗ timeout                    after 1 s
                 3 s    #3  ✗ 503 Service Unavailable    after 2 s
                        not retried: maxAttempts 3 reached
                 ├────┼──────────┤
                 #1   #2         #3""");
  }

  /** Expectation 4. */
  @Test
  void ofACallBeyondTheScriptPlaceAndTimeline() {
    assertThat(shown("callsBeyond"))
        .isEqualTo(
            """
            Call 2 of Gateway is beyond the script "ok", which is for 1 call and was
            declared at PayTest.java:41.
              Mend the policy or the script, or end the script with "then pass" or "then repeat".
            Suppressed: what happened:
              Gateway.charge · 2 attempts · failed at once · calls not separated  fake clock
                 0 ms   #1  ✓ ok
                 0 ms   #2  ✗ beyond the script    after 0 ms""");
  }

  @Test
  void ofACallBeyondTheScriptThatWasSwallowedTheSame() {
    assertThat(shown("swallowsThat"))
        .isEqualTo(
            """
            1 call of Gateway came beyond the script "ok", which is for 1 call and was
            declared at PayTest.java:41.
              Mend the policy or the script, or end the script with "then pass" or "then repeat".
            Suppressed: what happened:
              Gateway.charge · 2 attempts · failed at once · calls not separated  fake clock
                 0 ms   #1  ✓ ok
                 0 ms   #2  ✗ beyond the script    after 0 ms""");
  }

  @Test
  void ofAClockThatStandsStillWhoWaitsAndTheTimeline() {
    assertThat(shown("standsStill").lines().filter(line -> !line.startsWith("      at ")))
        .containsExactly(
            "The clock stands still at 0 ms: 'main' sleeps on it until 5 s, and the clock is moved by"
                + " hand. Call clock.advance(…) from a thread that does not wait, or"
                + " clock.automatic().",
            "  'main'",
            "Suppressed: what happened:",
            "  Gateway.charge · 1 attempt · succeeded at once    fake clock",
            "     0 ms   #1  ✓ ok");
  }
}
