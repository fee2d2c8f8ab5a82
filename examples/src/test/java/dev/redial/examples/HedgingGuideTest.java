package dev.redial.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.Resilience;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.hedge.Hedge;
import dev.redial.hedge.HedgePolicy;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.junit.Redial;
import dev.redial.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/hedging.md}. */
@Redial
class HedgingGuideTest {

  private final String query = "retry";

  @Test
  void takesTheFirstAnswer(FakeClock clock) {
    Client client = new Client(clock, "5s", "50ms");

    Hedge search = Hedge.builder("search").policy(HedgePolicy.after("200ms")).time(clock).build();

    CompletableFuture<Page> page = search.callAsync(() -> client.findAsync(query));

    assertThat(page.join()).isEqualTo(new Page("retry, answer 2"));
    assertThat(clock.elapsed()).isEqualTo(Duration.ofMillis(250));
    assertThat(client.answers.get(0)).isCancelled();
  }

  @Test
  void letsEachHedgeAskTheCircuit(FakeClock clock) {
    Client client = new Client(clock, "5s", "50ms");
    Resilience guard =
        Resilience.builder("search")
            .retry(RetryPolicy.DEFAULT)
            .hedge(HedgePolicy.after("200ms"))
            .breaker(BreakerPolicy.DEFAULT)
            .time(clock)
            .build();

    CompletableFuture<Page> page = guard.callAsync(() -> client.findAsync(query));

    assertThat(page.join()).isEqualTo(new Page("retry, answer 2"));
    assertThat(guard.breaker().snapshot().succeeded()).isEqualTo(1);
    assertThat(guard.breaker().snapshot().ignored()).isEqualTo(1);
    assertThat(guard.metrics().snapshot().hedges()).isEqualTo(1);
  }

  record Page(String text) {}

  /** Answers each time as slowly as it is told. */
  static final class Client {
    private final FakeClock clock;
    private final List<String> times;
    private final List<CompletableFuture<Page>> answers = new ArrayList<>();

    Client(FakeClock clock, String... times) {
      this.clock = clock;
      this.times = List.of(times);
    }

    CompletableFuture<Page> findAsync(String query) {
      CompletableFuture<Page> answer = clock.newFuture();
      answers.add(answer);
      Page page = new Page(query + ", answer " + answers.size());
      var unused =
          clock.schedule(
              Durations.parse(times.get(answers.size() - 1)), () -> answer.complete(page));
      return answer;
    }
  }
}
