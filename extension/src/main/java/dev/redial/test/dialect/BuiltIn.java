package dev.redial.test.dialect;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The dialect of a client library, which is loaded only where the library is.
 *
 * @param proof a class of the library
 * @param library what to add where it is missing
 */
record BuiltIn(String proof, String library, Supplier<Dialect> make) {

  static final BuiltIn JDK_HTTP =
      new BuiltIn(
          "java.net.http.HttpClient", "the JDK's module java.net.http", () -> new JdkHttpDialect());
  static final BuiltIn SPRING_WEB =
      new BuiltIn(
          "org.springframework.web.client.RestClientException",
          "org.springframework:spring-web",
          () -> new SpringWebDialect());
  static final BuiltIn OKHTTP =
      new BuiltIn("okhttp3.Call", "com.squareup.okhttp3:okhttp", () -> new OkHttpDialect());
  static final BuiltIn APACHE_HTTP =
      new BuiltIn(
          "org.apache.hc.client5.http.HttpHostConnectException",
          "org.apache.httpcomponents.client5:httpclient5",
          () -> new ApacheHttpDialect());
  static final BuiltIn JDBC =
      new BuiltIn("java.sql.SQLException", "the JDK's module java.sql", () -> new JdbcDialect());
  static final BuiltIn GRPC =
      new BuiltIn("io.grpc.StatusRuntimeException", "io.grpc:grpc-api", () -> new GrpcDialect());
  static final BuiltIn REACTOR =
      new BuiltIn(
          "reactor.core.publisher.Mono",
          "io.projectreactor:reactor-core",
          () -> new ReactorDialect());

  private static final List<BuiltIn> ALL =
      List.of(JDK_HTTP, SPRING_WEB, OKHTTP, APACHE_HTTP, JDBC, GRPC, REACTOR);

  /** The dialects whose libraries are there. */
  static Stream<Dialect> present() {
    return ALL.stream().filter(BuiltIn::isPresent).map(known -> known.make().get());
  }

  /** The dialect, whose library the caller needs. */
  Dialect require() {
    if (!isPresent()) {
      throw new IllegalStateException(
          "This dialect needs " + library + ", which is not there (no class " + proof + ")");
    }
    return make.get();
  }

  private boolean isPresent() {
    try {
      Class.forName(proof, false, BuiltIn.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError absent) {
      return false;
    }
  }
}
