package dev.redial.test.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Methods of every shape that a dialect makes a difference between. */
interface Targets {

  Instant NOW = Instant.parse("1994-11-06T08:49:30Z");

  void silent();

  String io() throws IOException;

  String any() throws Exception;

  String timed() throws TimeoutException;

  String both() throws TimeoutException, IOException;

  String sql() throws SQLException;

  String connect() throws ConnectException;

  CompletionStage<String> stage();

  CompletableFuture<String> future();

  Future<String> plainFuture();

  FutureTask<String> task();

  Flow.Publisher<String> publisher();

  HttpResponse<String> text() throws IOException;

  HttpResponse<byte[]> bytes() throws IOException;

  HttpResponse<InputStream> stream() throws IOException;

  HttpResponse<Stream<String>> lines() throws IOException;

  HttpResponse<Void> nothing() throws IOException;

  HttpResponse<Thread> odd() throws IOException;

  HttpResponse<String> undeclared();

  <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException;

  CompletionStage<HttpResponse<String>> later();

  CompletableFuture<? extends HttpResponse<? extends String>> vaguelyLater();

  static TargetMethod method(String name) {
    return Arrays.stream(Targets.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> TargetMethod.of(Targets.class, method))
        .findFirst()
        .orElseThrow();
  }

  static Injection injection(Object... arguments) {
    return new Injection("charge#2", NOW, List.of(arguments));
  }

  /** The error that the method would end with. */
  static Throwable error(Showing showing) {
    return ((Showing.Throwing) showing).error().apply(injection());
  }

  /** The answer that the method would give. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <T> T answer(Showing showing, Object... arguments) {
    try {
      return (T) ((Showing.Returning) showing).answer().to(injection(arguments));
    } catch (Exception error) {
      throw new AssertionError("no answer", error);
    }
  }
}
