package dev.redial.examples;

import static dev.redial.failure.FailureKind.RATE_LIMITED;
import static dev.redial.failure.FailureKind.TRANSIENT;
import static dev.redial.test.assertions.RedialAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.call.Operation;
import dev.redial.failure.Classifier;
import dev.redial.failure.Failure;
import dev.redial.failure.RetryAfter;
import dev.redial.retry.Retry;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import dev.redial.test.timeline.Timeline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/retry.md}; that of a model's API is in {@link LlmCallTest}. */
@Redial
class RetryGuideTest {

  private final String id = "42";

  @Test
  void runsAnOperationAgainInAllThreeShapes(Faults faults, FakeClock clock, Timeline timeline)
      throws Exception {
    Client client =
        faults.wrap(Client.class, new LiveClient(), "reset, ok, timeout, ok, 503 x2, ok");

    Retry payments =
        Retry.builder("payments")
            .policy(RetryPolicy.AGGRESSIVE)
            .time(clock)
            .listener(timeline)
            .build();

    Receipt receipt = payments.call(() -> client.fetch(id));
    payments.run(() -> client.cancel(id));
    CompletableFuture<Receipt> later = payments.callAsync(() -> client.fetchAsync(id));

    assertThat(later.join()).isEqualTo(receipt);
    assertThat(timeline).call(1).hasAttempts(2).waited("500ms..750ms").succeeded();
    assertThat(timeline).call(2).hasAttempts(2).waited("500ms..750ms").succeeded();
    assertThat(timeline).call(3).hasAttempts(3).waited("500ms..750ms", "1s..1.5s").succeeded();
  }

  @Test
  void readsAClientThatItDoesNotKnow(FakeClock clock, Timeline timeline) {
    Classifier okHttp =
        (result, error) ->
            result instanceof Response response && response.code() >= 400
                ? Failure.ofStatus(response.code())
                    .withRetryAfter(
                        RetryAfter.ofFields(n -> Optional.ofNullable(response.header(n)))
                            .orElse(null))
                : Classifier.standard().classify(result, error);
    RetryPolicy policy =
        RetryPolicy.builder().classifier(okHttp).retryOn(TRANSIENT, RATE_LIMITED).build();
    List<Response> answers =
        new ArrayList<>(List.of(new Response(429, Map.of("retry-after", "7")), Response.OK));
    Retry retry = Retry.builder("pay").policy(policy).time(clock).listener(timeline).build();

    assertThat(retry.call(() -> answers.remove(0))).isEqualTo(Response.OK);
    assertThat(timeline).hasAttempts(2).waited("7s").succeeded();
  }

  @Test
  void repeatsWhatCarriesAKey(FakeClock clock) throws Exception {
    String order = "order 42";
    List<String> keys = new ArrayList<>();
    Gateway client =
        (what, key) -> {
          keys.add(key);
          if (keys.size() < 3) {
            throw new SocketTimeoutException("Read timed out");
          }
          return "charged";
        };

    Retry charge = Retry.of(RetryPolicy.AGGRESSIVE.toBuilder().nonIdempotent().build(), clock);
    charge.call(Operation.withAttempt(attempt -> client.charge(order, attempt.idempotencyKey())));

    assertThat(keys).hasSize(3);
    assertThat(new HashSet<>(keys)).hasSize(1);
  }

  @Test
  void doesNotRepeatWhatCarriesNoKey(Faults faults, FakeClock clock) {
    Client client = faults.wrap(Client.class, new LiveClient(), "refused, timeout");
    Retry charge = Retry.of(RetryPolicy.AGGRESSIVE.toBuilder().nonIdempotent().build(), clock);

    assertThatThrownBy(() -> charge.run(() -> client.cancel(id)))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void handsOnTheTimeThatIsLeft(Faults faults, FakeClock clock, Timeline timeline) {
    Client client = faults.wrap(Client.class, new LiveClient(), "503 x3");
    Retry outer = Retry.of(RetryPolicy.builder().maxAttempts(1).deadline("5s").build(), clock);
    Retry inner =
        Retry.builder("inner")
            .policy(RetryPolicy.ADAPTIVE.toBuilder().maxAttempts(9).build())
            .time(clock)
            .listener(timeline)
            .build();

    assertThatThrownBy(
            () ->
                outer.call(
                    Operation.withAttempt(
                        attempt ->
                            attempt
                                .timeLeft()
                                .map(inner::within)
                                .orElse(inner)
                                .call(() -> client.fetch(id)))))
        .hasMessageContaining("503");
    assertThat(timeline).hasAttempts(3).waited("1s", "2s").stoppedBecause("deadline");
  }

  record Receipt(String id) {}

  interface Client {
    Receipt fetch(String id) throws IOException;

    void cancel(String id) throws IOException;

    CompletableFuture<Receipt> fetchAsync(String id);
  }

  static final class LiveClient implements Client {
    @Override
    public Receipt fetch(String id) {
      return new Receipt(id);
    }

    @Override
    public void cancel(String id) {}

    @Override
    public CompletableFuture<Receipt> fetchAsync(String id) {
      return CompletableFuture.completedFuture(new Receipt(id));
    }
  }

  interface Gateway {
    String charge(String order, String key) throws IOException;
  }

  /** What a client such as OkHttp answers. */
  record Response(int code, Map<String, String> headers) {

    static final Response OK = new Response(200, Map.of());

    @Nullable String header(String name) {
      return headers.get(name);
    }
  }
}
