package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redial.test.inject.proxy.Faults;
import dev.redial.test.script.Fault;
import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import dev.redial.users.AddedDialect;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import okhttp3.Response;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientException;
import org.springframework.web.service.annotation.GetExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Which dialect it is that a method is faulted in. */
class StandardDialectTest {

  interface Methods {
    java.net.http.HttpResponse<String> jdk();

    ResponseEntity<String> springEntity();

    CompletionStage<ResponseEntity<String>> springLater();

    String springDeclared() throws RestClientException;

    @GetExchange("/orders")
    String springInterface();

    Response okhttp() throws IOException;

    okhttp3.Call okhttpCall();

    org.apache.hc.core5.http.ClassicHttpResponse apache() throws IOException;

    String jdbc() throws SQLException;

    String grpc() throws io.grpc.StatusRuntimeException;

    Mono<String> mono();

    Flux<String> flux();

    String plain() throws IOException;

    void silent();

    CompletionStage<String> plainLater();

    ResponseEntity<String> both() throws SQLException;

    Flow.Publisher<String> none();

    Mono<ResponseEntity<String>> webClient();
  }

  private static TargetMethod method(String name) {
    return Arrays.stream(Methods.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> TargetMethod.of(Methods.class, method))
        .findFirst()
        .orElseThrow();
  }

  private static List<Dialect> all() {
    return Stream.concat(BuiltIn.present(), Stream.of(Dialect.plainJava())).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "jdk, JDK HttpClient",
    "springEntity, Spring RestClient",
    "springLater, Spring RestClient",
    "springDeclared, Spring RestClient",
    "springInterface, Spring RestClient",
    "okhttp, OkHttp",
    "okhttpCall, OkHttp",
    "apache, Apache HttpClient 5",
    "jdbc, JDBC",
    "grpc, gRPC",
    "mono, Reactor",
    "flux, Reactor",
    "plain, plain Java",
    "silent, plain Java",
    "plainLater, plain Java"
  })
  void isTheMostSpecificThatSpeaksForTheMethod(String name, String dialect) {
    TargetMethod method = method(name);
    Dialect expected =
        all().stream().filter(it -> it.name().equals(dialect)).findFirst().orElseThrow();

    assertThat(Dialect.standard().speaksFor(method)).isTrue();
    assertThat(described(Dialect.standard().show(Fault.timeout(), method)))
        .isEqualTo(described(expected.show(Fault.timeout(), method)));
    assertThat(BuiltIn.present().filter(it -> it.speaksFor(method)).map(Dialect::name).toList())
        .isEqualTo(dialect.equals("plain Java") ? List.of() : List.of(dialect));
  }

  private static String described(Showing showing) {
    return showing instanceof Showing.Throwing throwing
        ? throwing.type().getName()
        : String.valueOf(showing);
  }

  @Test
  void refusesWhatSeveralSpeakFor() {
    assertThat(Dialect.standard().speaksFor(method("both"))).isFalse();
    assertThat(Dialect.standard().show(Fault.timeout(), method("both")))
        .isEqualTo(
            Showing.refused(
                "Spring RestClient, JDBC all speak for it",
                "Choose one of them by faults.into(…).dialect(…)."));
  }

  @ParameterizedTest
  @CsvSource({"none, Publisher", "webClient, Mono"})
  void refusesWhatNobodySpeaksFor(String name, String type) {
    assertThat(Dialect.standard().speaksFor(method(name))).isFalse();
    assertThat(Dialect.standard().show(Fault.timeout(), method(name)))
        .isEqualTo(
            Showing.refused(
                "no dialect present speaks for "
                    + type
                    + " (there are JDK HttpClient, Spring RestClient, OkHttp, Apache HttpClient 5,"
                    + " JDBC, gRPC, Reactor, plain Java)",
                "Choose one by faults.into(…).dialect(…), or add one: a class that implements"
                    + " Dialect, named in META-INF/services/dev.redial.test.dialect.Dialect."));
  }

  interface Both {
    ResponseEntity<String> both() throws SQLException;
  }

  @Test
  void anExplicitDialectWins() throws SQLException {
    Faults faults = new Faults(new Timeline(TimeSource.system()), TimeSource.system());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> faults.wrap(Both.class, () -> null, "timeout"))
        .withMessageContaining("cannot be shown by Both.both(): Spring RestClient, JDBC all speak");
    Both both =
        faults.into(Both.class, () -> null).dialect(Dialect.jdbc()).on("both", "timeout").wrap();
    org.assertj.core.api.Assertions.assertThatThrownBy(both::both)
        .isInstanceOf(SQLTimeoutException.class);
  }

  @Test
  void plainJavaStaysForADialectThatSpeaksForNothing() {
    Dialect mute = new AddedDialect("mute");

    assertThat(StandardDialect.of(List.of(mute)).name()).isEqualTo("mute, plain Java");
    assertThat(StandardDialect.of(List.of(mute)).show(Fault.timeout(), method("plain")))
        .asInstanceOf(InstanceOfAssertFactories.type(Showing.Throwing.class))
        .extracting(Showing.Throwing::type)
        .isEqualTo(SocketTimeoutException.class);
  }
}
