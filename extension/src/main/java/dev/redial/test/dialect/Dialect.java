package dev.redial.test.dialect;

import dev.redial.test.script.Fault;

/**
 * How one kind of client shows what went wrong: which exception a timeout is, and what a status 429
 * looks like.
 *
 * <p>A dialect is asked when a script is bound to an object, once for each fault and method; what
 * it cannot show is refused there, before the first call.
 */
public interface Dialect {

  /** What the dialect is called in messages, such as {@code "JDK HttpClient"}. */
  String name();

  /** Whether this is the dialect of the client behind such a method. */
  boolean speaksFor(TargetMethod method);

  /**
   * How the fault appears at a method that this dialect {@linkplain #speaksFor speaks for}.
   *
   * @param fault any fault but {@link Fault#ok()}
   * @return {@link Showing#refused} for a fault that such a client cannot show, or that this
   *     dialect does not know
   */
  Showing show(Fault fault, TargetMethod method);

  /**
   * The first of the built-in dialects that speaks for a method: {@link #jdkHttp()}, or else {@link
   * #plainJava()}.
   */
  static Dialect standard() {
    return StandardDialect.INSTANCE;
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
    return JdkHttpDialect.INSTANCE;
  }
}
