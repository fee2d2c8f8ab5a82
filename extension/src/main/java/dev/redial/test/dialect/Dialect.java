package dev.redial.test.dialect;

import dev.redial.test.script.Fault;

/**
 * How one kind of client shows what went wrong: which exception a timeout is, and what a status 429
 * looks like.
 *
 * <p>A dialect is asked when a script is bound to an object, once for each fault and method; what
 * it cannot show is refused there, before the first call. {@code docs/dialects.md} has a table of
 * what the dialects here show.
 *
 * <p>A dialect of your own is a public class that implements this, with a public constructor
 * without parameters. Name it in {@code META-INF/services/dev.redial.test.dialect.Dialect}, or in a
 * module's {@code provides}, and it is {@linkplain #standard() present}; or give it to a script by
 * hand.
 */
public interface Dialect {

  /** What the dialect is called in messages, such as {@code "JDK HttpClient"}. */
  String name();

  /**
   * Whether this is the dialect of the client behind such a method, as far as its return type and
   * its declared exceptions tell.
   */
  boolean speaksFor(TargetMethod method);

  /**
   * How the fault appears at a method: one that this dialect {@linkplain #speaksFor speaks for}, or
   * any other, if a test chooses this dialect for it.
   *
   * @param fault any fault but {@link Fault#ok()}
   * @return {@link Showing#refused} for a fault that such a client cannot show, or that this
   *     dialect does not know
   */
  Showing show(Fault fault, TargetMethod method);

  /**
   * The dialect of the client behind each method: the one dialect present that {@linkplain
   * #speaksFor speaks for} it. Where none does but {@link #plainJava()}, it is plain Java. Where
   * several do, or not even plain Java does, all faults are refused, with the dialects to choose
   * from.
   *
   * <p>Present are the dialects named here whose libraries are, and those that {@link
   * java.util.ServiceLoader} finds for the current thread at the moment of this call.
   *
   * @throws java.util.ServiceConfigurationError if a dialect is registered that cannot be made
   */
  static Dialect standard() {
    return StandardDialect.present();
  }

  /**
   * The dialect of a plain Java method. A timeout is a {@link java.net.SocketTimeoutException}, or
   * a {@link java.util.concurrent.TimeoutException} where only that is declared; a refused
   * connection is a {@link java.net.ConnectException}, a reset a {@link java.net.SocketException},
   * and a status of 400 or more a {@link StatusException}. Where a method does not declare {@link
   * java.io.IOException}, it comes in an {@link java.io.UncheckedIOException}.
   */
  static Dialect plainJava() {
    return PlainJavaDialect.INSTANCE;
  }

  /**
   * The dialect of {@link java.net.http.HttpClient}, for methods that return a {@link
   * java.net.http.HttpResponse} or a future of one. Every status is a response; a timeout is a
   * {@link java.net.http.HttpTimeoutException}, a refused connection a {@link
   * java.net.ConnectException}, and a reset an {@link java.io.IOException} caused by a {@link
   * java.net.SocketException}.
   */
  static Dialect jdkHttp() {
    return BuiltIn.JDK_HTTP.require();
  }

  /**
   * The dialect of Spring's {@code RestClient} and {@code RestTemplate}, for methods that return a
   * {@code ResponseEntity}, declare a {@code RestClientException}, or belong to an interface of
   * {@code @HttpExchange}. A status of 400 or more is the {@code RestClientResponseException} of
   * that status, one below a {@code ResponseEntity}; what happens on the way is a {@code
   * ResourceAccessException} with the JDK's exception as its cause.
   *
   * @throws IllegalStateException if {@code spring-web} is not there
   */
  static Dialect springWeb() {
    return BuiltIn.SPRING_WEB.require();
  }

  /**
   * The dialect of OkHttp, for methods that return an {@code okhttp3.Response}, a future of one, or
   * an {@code okhttp3.Call}, which meets its fault when it is executed or enqueued. Every status is
   * a response; a timeout is a {@link java.net.SocketTimeoutException}, a refused connection a
   * {@link java.net.ConnectException}, and a reset a {@link java.net.SocketException}.
   *
   * @throws IllegalStateException if OkHttp is not there
   */
  static Dialect okHttp() {
    return BuiltIn.OKHTTP.require();
  }

  /**
   * The dialect of Apache HttpClient 5, for methods that return one of its responses, a future of
   * one, or take an {@code HttpClientResponseHandler}, which is given the response. Every status is
   * a response; a timeout is a {@link java.net.SocketTimeoutException}, a refused connection an
   * {@code HttpHostConnectException}, and a reset a {@link java.net.SocketException}.
   *
   * @throws IllegalStateException if Apache HttpClient 5 is not there
   */
  static Dialect apacheHttp() {
    return BuiltIn.APACHE_HTTP.require();
  }

  /**
   * The dialect of JDBC, for methods that declare a {@code SQLException} or return a type of {@code
   * java.sql}. A timeout is a {@code SQLTimeoutException} with SQLState 57014, a refused connection
   * a {@code SQLTransientConnectionException} with 08001, and a reset a {@code
   * SQLNonTransientConnectionException} with 08006, since the connection is lost for good.
   *
   * @throws IllegalStateException if the JDK's module {@code java.sql} is not there
   */
  static Dialect jdbc() {
    return BuiltIn.JDBC.require();
  }

  /**
   * The dialect of gRPC, for methods of stubs and for those that declare a {@code
   * StatusRuntimeException} or {@code StatusException}. A timeout is DEADLINE_EXCEEDED, a refused
   * connection or a reset is UNAVAILABLE, and a status of HTTP is what {@code google.rpc.Code} says
   * of it: 429 is RESOURCE_EXHAUSTED. Headers are trailers; Retry-After is {@code
   * grpc-retry-pushback-ms}.
   *
   * @throws IllegalStateException if {@code grpc-api} is not there
   */
  static Dialect grpc() {
    return BuiltIn.GRPC.require();
  }

  /**
   * The dialect of Reactor, for methods that return a {@code Mono} or {@code Flux}. Each
   * subscription is one call, so that {@code retryWhen}, which subscribes again, meets the next
   * fault. A timeout is a {@link java.util.concurrent.TimeoutException}, as from {@code
   * Mono.timeout}; all else is as in {@link #plainJava()}.
   *
   * @throws IllegalStateException if Reactor is not there
   */
  static Dialect reactor() {
    return BuiltIn.REACTOR.require();
  }
}
