package dev.redial.test.dialect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

class JdkHttpTwinTest extends WireTwin<JdkHttpTwinTest.Orders> {

  interface Orders {
    HttpResponse<String> get() throws IOException, InterruptedException;
  }

  JdkHttpTwinTest() {
    super(Orders.class);
  }

  @Override
  Orders client(URI uri, Duration patience) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience).build();
    return () -> client.send(request, BodyHandlers.ofString());
  }

  @Override
  Object ask(Orders client) throws Exception {
    return client.get();
  }

  @Override
  Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) {
    return answer instanceof HttpResponse<?> response
        ? Optional.of(
            new Answer(
                response.statusCode(),
                response.headers().firstValue("Retry-After"),
                String.valueOf(response.body())))
        : Optional.empty();
  }

  @Override
  String type(@Nullable Object answer) {
    return answer instanceof HttpResponse ? "HttpResponse" : "none";
  }
}
