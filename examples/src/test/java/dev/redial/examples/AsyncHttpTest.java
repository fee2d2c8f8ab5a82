package dev.redial.examples;

import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.failure.FailureKind;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.http.FaultServer;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;

/** An asynchronous call over real sockets, whose backoff is the fake clock's. */
@Redial
class AsyncHttpTest {

  private static final RetryPolicy POLICY =
      RetryPolicy.builder()
          .maxAttempts(5)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.none())
          .retryOn(FailureKind.TRANSIENT, FailureKind.RATE_LIMITED)
          .build();

  @RepeatedTest(20)
  void theClockStandsStillWhileTheNetworkWorks(
      FaultServer server, FakeClock clock, Timeline timeline) throws Exception {
    server.on("POST /orders", "503, reset, 429(Retry-After: 30), 200 'taken'");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/orders")).POST(BodyPublishers.ofString("42")).build();
    Retry retry = Retry.builder("order").policy(POLICY).time(clock).listener(timeline).build();

    CompletableFuture<HttpResponse<String>> call =
        retry.callAsync(() -> client.sendAsync(request, BodyHandlers.ofString()));

    // Were the clock to move while a request is under way, this would be a TimeoutException.
    assertThat(call.get(60, TimeUnit.SECONDS).body()).isEqualTo("taken");
    assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(1 + 2 + 30));
    assertThat(timeline).hasAttempts(4).hasWireRequests(4).waited("1s", "2s", "30s").succeeded();
  }
}
