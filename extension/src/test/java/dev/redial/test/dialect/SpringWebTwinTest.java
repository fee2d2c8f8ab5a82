package dev.redial.test.dialect;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

class SpringWebTwinTest {

  interface Orders {
    ResponseEntity<String> get();
  }

  /** A client that brings its own transport. */
  abstract static class SpringTwin extends WireTwin<Orders> {

    SpringTwin() {
      super(Orders.class);
    }

    @Override
    Object ask(Orders client) {
      return client.get();
    }

    @Override
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) {
      if (error instanceof RestClientResponseException failed) {
        return Optional.of(
            answer(
                failed.getStatusCode().value(),
                failed.getResponseHeaders(),
                failed.getStatusText()
                    + "|"
                    + failed.getResponseBodyAsString()
                    + "|"
                    + failed.getResponseBodyAs(String.class)));
      }
      return answer instanceof ResponseEntity<?> entity
          ? Optional.of(
              answer(
                  entity.getStatusCode().value(),
                  entity.getHeaders(),
                  String.valueOf(entity.getBody())))
          : Optional.empty();
    }

    private static Answer answer(int status, @Nullable HttpHeaders headers, String body) {
      return new Answer(
          status, Optional.ofNullable(headers).map(all -> all.getFirst("Retry-After")), body);
    }
  }

  private static SimpleClientHttpRequestFactory simple(Duration patience) {
    SimpleClientHttpRequestFactory factory = new SimpleClientHttpRequestFactory();
    factory.setReadTimeout(patience);
    return factory;
  }

  private static Orders restClient(ClientHttpRequestFactory factory, URI uri) {
    RestClient client = RestClient.builder().requestFactory(factory).build();
    return () -> client.get().uri(uri).retrieve().toEntity(String.class);
  }

  @Nested
  class RestTemplateTest extends SpringTwin {

    @Override
    Orders client(URI uri, Duration patience) {
      RestTemplate template = new RestTemplate(simple(patience));
      template
          .getInterceptors()
          .add(
              (request, body, execution) -> {
                request.getHeaders().setConnection("close");
                return execution.execute(request, body);
              });
      return () -> template.getForEntity(uri, String.class);
    }
  }

  @Nested
  class RestClientTest extends SpringTwin {

    @Override
    Orders client(URI uri, Duration patience) {
      RestClient client =
          RestClient.builder()
              .requestFactory(simple(patience))
              .defaultHeader("Connection", "close")
              .build();
      return () -> client.get().uri(uri).retrieve().toEntity(String.class);
    }
  }

  @Nested
  class RestClientOverApacheTest extends SpringTwin {

    @Override
    Orders client(URI uri, Duration patience) {
      HttpComponentsClientHttpRequestFactory factory =
          new HttpComponentsClientHttpRequestFactory(
              closing(HttpClients.custom().disableAutomaticRetries().build()));
      factory.setReadTimeout(patience);
      return restClient(factory, uri);
    }

    /** Its HttpHostConnectException is a ConnectException. */
    @Override
    boolean hasRealCauses() {
      return false;
    }
  }

  @Nested
  class RestClientOverJdkTest extends SpringTwin {

    @Override
    Orders client(URI uri, Duration patience) {
      JdkClientHttpRequestFactory factory =
          new JdkClientHttpRequestFactory(HttpClient.newHttpClient());
      factory.setReadTimeout(patience);
      return restClient(factory, uri);
    }

    /** Its timeout is caused by an HttpTimeoutException. */
    @Override
    boolean hasRealCauses() {
      return false;
    }
  }
}
