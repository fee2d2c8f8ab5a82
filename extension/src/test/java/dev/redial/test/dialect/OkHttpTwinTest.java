package dev.redial.test.dialect;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

class OkHttpTwinTest {

  interface Orders {
    Response get() throws IOException;
  }

  interface Calls {
    Call get();
  }

  private static Call newCall(WireTwin<?> twin, URI uri, Duration patience) {
    OkHttpClient client =
        new OkHttpClient.Builder().readTimeout(patience).retryOnConnectionFailure(false).build();
    AutoCloseable unused =
        twin.closing(
            () -> {
              client.dispatcher().executorService().shutdown();
              client.connectionPool().evictAll();
            });
    return client.newCall(new Request.Builder().url(uri.toString()).build());
  }

  private static Optional<WireTwin.Answer> answer(@Nullable Object answer) throws IOException {
    return answer instanceof Response response
        ? Optional.of(
            new WireTwin.Answer(
                response.code(),
                Optional.ofNullable(response.header("Retry-After")),
                response.message() + "|" + Objects.requireNonNull(response.body()).string()))
        : Optional.empty();
  }

  @Nested
  class ResponsesTest extends WireTwin<Orders> {

    ResponsesTest() {
      super(Orders.class);
    }

    @Override
    Orders client(URI uri, Duration patience) {
      return () -> newCall(this, uri, patience).execute();
    }

    @Override
    Object ask(Orders client) throws IOException {
      return client.get();
    }

    @Override
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) throws IOException {
      return answer(answer);
    }
  }

  @Nested
  class ExecutedCallsTest extends WireTwin<Calls> {

    ExecutedCallsTest() {
      super(Calls.class);
    }

    @Override
    Calls client(URI uri, Duration patience) {
      return () -> newCall(this, uri, patience);
    }

    @Override
    Object ask(Calls client) throws IOException {
      return client.get().execute();
    }

    @Override
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) throws IOException {
      return answer(answer);
    }
  }

  @Nested
  class EnqueuedCallsTest extends WireTwin<Calls> {

    EnqueuedCallsTest() {
      super(Calls.class);
    }

    @Override
    Calls client(URI uri, Duration patience) {
      return () -> newCall(this, uri, patience);
    }

    @Override
    Object ask(Calls client) throws Throwable {
      CompletableFuture<Response> future = new CompletableFuture<>();
      client
          .get()
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call call, IOException error) {
                  future.completeExceptionally(error);
                }

                @Override
                public void onResponse(Call call, Response response) {
                  future.complete(response);
                }
              });
      try {
        return future.join();
      } catch (CompletionException failed) {
        throw Objects.requireNonNull(failed.getCause());
      }
    }

    @Override
    Optional<Answer> read(@Nullable Object answer, @Nullable Throwable error) throws IOException {
      return answer(answer);
    }
  }
}
