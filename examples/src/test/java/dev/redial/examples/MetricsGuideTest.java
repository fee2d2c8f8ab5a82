package dev.redial.examples;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.call.EndReason;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** How {@code docs/observability.md} asserts over metrics. */
@Redial
class MetricsGuideTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(3)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(IOException.class)
          .build();

  interface Gateway {
    String charge() throws IOException;
  }

  @Test
  void agreeWithTheTimeline(Faults faults, FakeClock clock, Timeline timeline) throws IOException {
    Gateway gateway = faults.wrap(Gateway.class, () -> "paid", "reset x2, ok, ok");
    Retry pay = Retry.builder("pay").policy(POLICY).time(clock).listener(timeline).build();
    pay.call(gateway::charge);
    pay.call(gateway::charge);

    assertThat(pay.metrics())
        .hasCalls(2)
        .hasSucceededAtOnce(1)
        .hasSucceededAfterRetry(1)
        .hasRetries(2)
        .waited("3s")
        .agreesWith(timeline);

    pay.metrics().reset();
    pay.metrics().ended(EndReason.AT_ONCE, 1);
    pay.metrics().ended(EndReason.AFTER_RETRY, 2);
    Throwable wrong = catchThrowable(() -> assertThat(pay.metrics()).agreesWith(timeline));
    assertThat(Documents.text("docs/observability.md")).contains(wrong.getMessage().strip());
  }
}
