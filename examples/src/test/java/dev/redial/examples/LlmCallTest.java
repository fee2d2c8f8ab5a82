package dev.redial.examples;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.backoff.Jitter;
import dev.redial.budget.RetryBudget;
import dev.redial.failure.TimedOutException;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A model's API that limits its callers, and says in two headers when to come back. */
@Redial
class LlmCallTest {

  private final RetryPolicy llm =
      RetryPolicy.builder()
          .maxAttempts(6)
          .backoff(Backoff.exponential("1s"))
          .jitter(Jitter.full())
          .maxDelay("30s")
          .maxRetryAfter("2min")
          .deadline("5min")
          .retryOn(TRANSIENT, RATE_LIMITED)
          .retryOnStatus(529)
          .build();

  @Test
  void waitsAsLongAsTheModelAsks(FaultServer server, FakeClock clock, Timeline timeline)
      throws Exception {
    server.on(
        "POST /v1/messages",
        "429(Retry-After: 20), 429(retry-after-ms: 2500), 529, 503, 200 'Hello!'");
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/messages"))
            .POST(BodyPublishers.ofString("Say hello."))
            .build();
    Retry retry =
        Retry.builder("llm")
            .policy(llm)
            .budget(RetryBudget.tokenBucket())
            .time(clock)
            .listener(timeline)
            .build();

    HttpResponse<String> answer = retry.call(() -> http.send(request, BodyHandlers.ofString()));

    assertThat(answer.body()).isEqualTo("Hello!");
    assertThat(timeline).hasAttempts(5).waited("20s", "2500ms", "0s..4s", "0s..8s").succeeded();
  }

  @Test
  void doesNotWaitLongerThanItIsWorth(FaultServer server, FakeClock clock, Timeline timeline)
      throws Exception {
    server.on("POST /v1/messages", "429(Retry-After: 3600)");
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(server.uri("/v1/messages")).POST(BodyPublishers.noBody()).build();
    Retry retry = Retry.builder("llm").policy(llm).time(clock).listener(timeline).build();

    HttpResponse<String> answer = retry.call(() -> http.send(request, BodyHandlers.ofString()));

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(timeline).hasAttempts(1);
  }

  @Test
  void endsInTimeThoughTheModelHangs(FakeClock clock, Timeline timeline) {
    Resilience guard =
        Resilience.builder("llm")
            .retry(llm)
            .attemptTimeout("20s")
            .timeout("1min")
            .time(clock)
            .listener(timeline)
            .build();

    CompletableFuture<String> answer = guard.callAsync(clock::newFuture);

    assertThatThrownBy(answer::join).hasCauseInstanceOf(TimedOutException.class);
    assertThat(timeline).hasAttempts(3).tookAtMost("1min");
  }
}
