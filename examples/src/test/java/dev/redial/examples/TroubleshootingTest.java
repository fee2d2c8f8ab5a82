package dev.redial.examples;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.http.Answer;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.junit.Redial;
import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.Timeline;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What {@code docs/troubleshooting.md} shows. */
@Redial
class TroubleshootingTest {

  @Test
  void theTimelineNamesTheRuleThatStoppedACall(
      FaultServer server, FakeClock clock, Timeline timeline) throws Exception {
    server.respond("GET /orders/42", request -> Answer.of(404));
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(server.uri("/orders/42")).build();
    RetryPolicy policy = RetryPolicy.builder().retryOn(TRANSIENT, RATE_LIMITED).build();
    Retry pay = Retry.builder("pay").policy(policy).time(clock).listener(timeline).build();

    assertThat(pay.call(() -> http.send(request, BodyHandlers.ofString())).statusCode())
        .isEqualTo(404);

    System.out.println(new AsciiTimeline(StandardCharsets.UTF_8).render(timeline.story()));
    assertThat(Documents.text("docs/troubleshooting.md"))
        .contains(new AsciiTimeline(StandardCharsets.UTF_8).render(timeline.story()));
  }
}
