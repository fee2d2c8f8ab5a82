package dev.redial.test.dialect;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class ApacheHttpTwinTest {

  interface Orders {
    ClassicHttpResponse get() throws IOException;
  }

  interface HandledOrders {
    <T> T get(HttpClientResponseHandler<? extends T> handler) throws IOException;
  }

  interface LaterOrders {
    Future<SimpleHttpResponse> get();
  }

  private static RequestConfig config(Duration patience) {
    return RequestConfig.custom()
        .setResponseTimeout(Timeout.of(patience))
        .setAuthenticationEnabled(false)
        .build();
  }

  private static CloseableHttpClient client(Duration patience) {
    return HttpClients.custom()
        .disableAutomaticRetries()
        .setDefaultRequestConfig(config(patience))
        .build();
  }

  private static Optional<WireTwin.Answer> answer(HttpResponse response, @Nullable String body) {
    Header retryAfter = response.getFirstHeader("Retry-After");
    return Optional.of(
        new WireTwin.Answer(
            response.getCode(),
            Optional.ofNullable(retryAfter).map(Header::getValue),
            response.getReasonPhrase() + "|" + (body == null ? "" : body)));
  }

  private static Optional<WireTwin.Answer> answer(ClassicHttpResponse response) throws Exception {
    return answer(
        response, response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity()));
  }

  @Nested
  class ResponsesTest extends WireTwin<Orders> {

    ResponsesTest() {
      super(Orders.class);
    }

    @Override
    Orders client(URI uri, Duration patience) {
      return () ->
          closing(ApacheHttpTwinTest.client(patience)).executeOpen(null, new HttpGet(uri), null);
    }

    @Override
    Object ask(Orders client) throws IOException {
      return client.get();
    }

    @Override
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) throws Exception {
      return answer == null ? Optional.empty() : answer((ClassicHttpResponse) answer);
    }
  }

  @Nested
  class HandledTest extends WireTwin<HandledOrders> {

    HandledTest() {
      super(HandledOrders.class);
    }

    @Override
    HandledOrders client(URI uri, Duration patience) {
      return new HandledOrders() {
        @Override
        public <T> T get(HttpClientResponseHandler<? extends T> handler) throws IOException {
          return closing(ApacheHttpTwinTest.client(patience)).execute(new HttpGet(uri), handler);
        }
      };
    }

    @Override
    Object ask(HandledOrders client) throws IOException {
      return client.get(
          response -> {
            try {
              return answer(response);
            } catch (Exception unread) {
              throw new AssertionError(unread);
            }
          });
    }

    @Override
    @SuppressWarnings("unchecked")
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) {
      return answer == null ? Optional.empty() : (Optional<Answer>) answer;
    }
  }

  @Nested
  class LaterTest extends WireTwin<LaterOrders> {

    private final CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().disableAutomaticRetries().build();

    LaterTest() {
      super(LaterOrders.class);
      client.start();
    }

    @AfterEach
    void close() throws IOException {
      client.close();
    }

    @Override
    LaterOrders client(URI uri, Duration patience) {
      SimpleHttpRequest request =
          SimpleRequestBuilder.get(uri).setRequestConfig(config(patience)).build();
      return () -> client.execute(request, null);
    }

    @Override
    Object ask(LaterOrders orders) throws Throwable {
      try {
        return orders.get().get();
      } catch (ExecutionException failed) {
        throw failed.getCause() == null ? failed : failed.getCause();
      }
    }

    @Override
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) {
      return answer instanceof SimpleHttpResponse response
          ? answer(response, response.getBodyText())
          : Optional.empty();
    }
  }
}
