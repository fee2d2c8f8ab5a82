package dev.redial.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.examples.ParcelDialect.Parcel;
import dev.redial.examples.ParcelDialect.ParcelLostException;
import dev.redial.test.dialect.Dialect;
import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.junit.Redial;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The snippets of {@code docs/dialects.md}. */
@Redial
class DialectsGuideTest {

  record Order(String id) {}

  interface PaymentGateway {
    Order charge(String id);
  }

  static class LiveGateway implements PaymentGateway {
    @Override
    public Order charge(String id) {
      return new Order(id);
    }
  }

  interface Orders {
    Mono<Order> find(String id);
  }

  static class LiveOrders implements Orders {
    @Override
    public Mono<Order> find(String id) {
      return Mono.just(new Order(id));
    }
  }

  interface Depot {
    Parcel send(String address);
  }

  @Test
  void aDialectCanBeChosen(Faults faults) {
    PaymentGateway gateway =
        faults
            .into(PaymentGateway.class, new LiveGateway())
            .dialect(Dialect.springWeb())
            .on("charge", "timeout, 503(Retry-After: 7), ok")
            .wrap();

    assertThatThrownBy(() -> gateway.charge("42")).isInstanceOf(ResourceAccessException.class);
    assertThatThrownBy(() -> gateway.charge("42"))
        .isInstanceOf(HttpServerErrorException.ServiceUnavailable.class);
    assertThat(gateway.charge("42")).isEqualTo(new Order("42"));
  }

  @Test
  void eachSubscriptionMeetsTheNextFault(Faults faults) {
    Orders orders = faults.wrap(Orders.class, new LiveOrders(), "timeout, 503, ok");
    Order found = orders.find("42").retryWhen(Retry.max(2)).block();

    assertThat(found).isEqualTo(new Order("42"));
  }

  @Test
  void aDialectCanBeAdded(Faults faults) {
    Depot depot =
        faults
            .into(Depot.class, Parcel::new)
            .dialect(new ParcelDialect())
            .on("send", "reset, ok")
            .wrap();

    assertThatThrownBy(() -> depot.send("home")).isInstanceOf(ParcelLostException.class);
    assertThat(depot.send("home").address()).isEqualTo("home");
  }
}
