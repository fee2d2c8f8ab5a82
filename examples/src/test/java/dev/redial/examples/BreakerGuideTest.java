package dev.redial.examples;

import static dev.redial.call.CircuitState.CLOSED;
import static dev.redial.call.CircuitState.DISABLED;
import static dev.redial.call.CircuitState.HALF_OPEN;
import static dev.redial.call.CircuitState.METRICS_ONLY;
import static dev.redial.call.CircuitState.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.Resilience;
import dev.redial.backoff.Backoff;
import dev.redial.breaker.BreakerPolicy;
import dev.redial.breaker.CircuitBreaker;
import dev.redial.breaker.CircuitOpenException;
import dev.redial.breaker.CircuitSnapshot;
import dev.redial.retry.RetryPolicy;
import dev.redial.test.clock.FakeClock;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The snippets of {@code docs/breaker.md}. */
@Redial
class BreakerGuideTest {

  private final String id = "42";

  @Test
  void rejectsAfterFiveFailuresInARow(Faults faults, FakeClock clock) throws Exception {
    Client client = faults.wrap(Client.class, new LiveClient(), "ok x3, reset x5");

    CircuitBreaker orders = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT, clock);

    Order order = orders.call(() -> client.fetch(id));
    orders.run(() -> client.cancel(id));
    CompletableFuture<Order> later = orders.callAsync(() -> client.fetchAsync(id));

    assertThat(later.join()).isEqualTo(order);
    fail(5, orders, client);
    clock.advance("12.4s");
    assertThatThrownBy(() -> orders.call(() -> client.fetch(id)))
        .isInstanceOf(CircuitOpenException.class)
        .hasMessage(
            "Circuit 'orders' is open since 12.4 s (5 failures in a row); next trial in 47.6 s");
  }

  @Test
  void opensByARateOrByARow(Faults faults, FakeClock clock) throws Exception {
    Client client = faults.wrap(Client.class, new LiveClient(), "ok x10, reset x10");
    BreakerPolicy policy =
        BreakerPolicy.builder()
            .timeWindow("10s")
            .minimumCalls(20)
            .failureRate(0.5)
            .slowCall("2s")
            .slowCallRate(0.8)
            .failuresInARow(10)
            .build();
    CircuitBreaker breaker = CircuitBreaker.of("orders", policy, clock);

    succeed(10, breaker, client);
    fail(9, breaker, client);
    assertThat(breaker.state()).isEqualTo(CLOSED);
    fail(1, breaker, client);
    assertThat(breaker.state()).isEqualTo(OPEN);
  }

  @Test
  void staysOpenLongerEachTimeAndComesBackSlowly(Faults faults, FakeClock clock) throws Exception {
    Client client = faults.wrap(Client.class, new LiveClient(), "reset x6, ok then repeat");
    BreakerPolicy patient =
        BreakerPolicy.builder()
            .openWait(Backoff.exponential("5s"))
            .maxOpenWait("2min")
            .halfOpenProbes(5)
            .rampUp("30s")
            .build();
    CircuitBreaker breaker = CircuitBreaker.of("orders", patient, clock);

    fail(5, breaker, client);
    assertThat(breaker.remainingWait()).hasSeconds(5);
    clock.advance("5s");
    fail(1, breaker, client);
    assertThat(breaker.remainingWait()).hasSeconds(10);

    clock.advance("10s");
    succeed(5, breaker, client);
    assertThat(breaker.state()).isEqualTo(CLOSED);
    assertThat(passed(20, breaker, client)).isEqualTo(5);
    clock.advance("15s");
    assertThat(passed(20, breaker, client)).isEqualTo(10);
    clock.advance("15s");
    assertThat(passed(20, breaker, client)).isEqualTo(20);
  }

  @Test
  void staysWhereItIsPutByHand(FakeClock clock) {
    CircuitBreaker breaker = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT, clock);

    breaker.forceOpen(); // OPEN until told otherwise: a planned outage
    assertThat(breaker.state()).isEqualTo(OPEN);
    breaker.disable(); // all calls pass, nothing counts against the circuit
    assertThat(breaker.state()).isEqualTo(DISABLED);
    breaker.metricsOnly(); // all calls pass and count, it never opens
    assertThat(breaker.state()).isEqualTo(METRICS_ONLY);
    breaker.halfOpen(); // the next call is a probe
    assertThat(breaker.state()).isEqualTo(HALF_OPEN);
    breaker.reset(); // CLOSED, nothing counted
    assertThat(breaker.state()).isEqualTo(CLOSED);
  }

  @Test
  void showsWhatAPolicyWouldSeeOnRealTraffic(Faults faults, FakeClock clock) throws Exception {
    Client client = faults.wrap(Client.class, new LiveClient(), "ok, reset x3");
    BreakerPolicy policy = BreakerPolicy.builder().countWindow(4).build();
    CircuitBreaker breaker = CircuitBreaker.of("orders", policy, clock);

    breaker.metricsOnly();
    succeed(1, breaker, client);
    fail(3, breaker, client);

    CircuitSnapshot now = breaker.snapshot();
    log(now.windowCalls(), now.failureRate(), now.slowCallRate());
    log(now.succeeded(), now.failed(), now.ignored(), now.rejected());
    log(now.path(5)); // CLOSED → METRICS_ONLY

    assertThat(logged).containsExactly(4L, 0.75, 0.0, 1L, 3L, 0L, 0L, "CLOSED → METRICS_ONLY");
  }

  @Test
  void countsEachAttemptInsideARetry(Faults faults, FakeClock clock) throws Exception {
    Client client = faults.wrap(Client.class, new LiveClient(), "reset x2, ok");
    CircuitBreaker orders = CircuitBreaker.of("orders", BreakerPolicy.DEFAULT, clock);

    Resilience guard =
        Resilience.builder("orders").retry(RetryPolicy.DEFAULT).breaker(orders).time(clock).build();
    Order order = guard.call(() -> client.fetch(id));

    assertThat(order).isEqualTo(new Order(id));
    assertThat(orders.snapshot().failed()).isEqualTo(2);
  }

  private final List<Object> logged = new ArrayList<>();

  private void log(Object... values) {
    logged.addAll(List.of(values));
  }

  private void succeed(int calls, CircuitBreaker breaker, Client client) throws IOException {
    for (int i = 0; i < calls; i++) {
      assertThat(breaker.call(() -> client.fetch(id))).isEqualTo(new Order(id));
    }
  }

  private void fail(int calls, CircuitBreaker breaker, Client client) {
    for (int i = 0; i < calls; i++) {
      assertThatThrownBy(() -> breaker.run(() -> client.cancel(id)))
          .isInstanceOf(SocketException.class);
    }
  }

  private int passed(int calls, CircuitBreaker breaker, Client client) throws IOException {
    int passed = 0;
    for (int i = 0; i < calls; i++) {
      try {
        breaker.run(() -> client.cancel(id));
        passed++;
      } catch (CircuitOpenException rejected) {
        assertThat(rejected).hasMessageContaining("orders");
      }
    }
    return passed;
  }

  record Order(String id) {}

  interface Client {
    Order fetch(String id) throws IOException;

    void cancel(String id) throws IOException;

    CompletableFuture<Order> fetchAsync(String id);
  }

  static final class LiveClient implements Client {
    @Override
    public Order fetch(String id) {
      return new Order(id);
    }

    @Override
    public void cancel(String id) {}

    @Override
    public CompletableFuture<Order> fetchAsync(String id) {
      return CompletableFuture.completedFuture(new Order(id));
    }
  }
}
