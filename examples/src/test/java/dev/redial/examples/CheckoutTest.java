package dev.redial.examples;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The README's test, and its timeline. */
@Redial
class CheckoutTest {

  private final Order order = new Order("42");

  @Test
  void waitsAsLongAsTheServerAsks(Faults faults, FakeClock clock, Timeline timeline) {
    PaymentGateway gateway =
        faults.wrap(PaymentGateway.class, new LiveGateway(), "timeout x2, 429(Retry-After: 7), ok");
    RetryPolicy policy =
        RetryPolicy.builder()
            .maxAttempts(4)
            .backoff(Backoff.exponential("1s"))
            .jitter(Jitter.none())
            .retryOn(TRANSIENT, RATE_LIMITED)
            .build();

    new Checkout(gateway, Retry.of(policy, clock)).pay(order);

    assertThat(timeline).hasAttempts(4).waited("1s", "2s", "7s").succeeded();
    assertThat(Documents.text("README.md"))
        .contains(new AsciiTimeline(StandardCharsets.UTF_8).render(timeline.story()));
  }

  record Order(String id) {}

  interface PaymentGateway {
    String charge(Order order);
  }

  static final class LiveGateway implements PaymentGateway {
    @Override
    public String charge(Order order) {
      return "charged " + order.id();
    }
  }

  /** The code under test. */
  static final class Checkout {
    private final PaymentGateway gateway;
    private final Retry retry;

    Checkout(PaymentGateway gateway, Retry retry) {
      this.gateway = gateway;
      this.retry = retry;
    }

    String pay(Order order) {
      return retry.call(() -> gateway.charge(order));
    }
  }
}
