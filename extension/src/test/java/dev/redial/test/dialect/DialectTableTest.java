package dev.redial.test.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.failure.Causes;
import dev.redial.gates.ModuleOutput;
import dev.redial.test.script.Fault;
import dev.redial.test.script.Script;
import dev.redial.test.timeline.Timeline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import okhttp3.Response;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/** What {@code docs/dialects.md} says that each dialect shows is what it shows. */
class DialectTableTest {

  private static final Path DOCS =
      ModuleOutput.of(Timeline.class).baseDirectory().resolve("../docs/dialects.md");

  private static final List<String> FAULTS =
      List.of("timeout", "refused", "reset", "dns", "tls", "429", "200 'fine'");

  interface Methods {
    HttpResponse<String> jdk() throws IOException;

    ResponseEntity<String> spring();

    Response okhttp() throws IOException;

    ClassicHttpResponse apache() throws IOException;

    String jdbc() throws SQLException;

    String grpc() throws StatusRuntimeException;

    Mono<String> reactor();

    String plain() throws IOException;
  }

  private static Map<Dialect, String> methods() {
    Map<Dialect, String> methods = new LinkedHashMap<>();
    methods.put(Dialect.jdkHttp(), "jdk");
    methods.put(Dialect.springWeb(), "spring");
    methods.put(Dialect.okHttp(), "okhttp");
    methods.put(Dialect.apacheHttp(), "apache");
    methods.put(Dialect.jdbc(), "jdbc");
    methods.put(Dialect.grpc(), "grpc");
    methods.put(Dialect.reactor(), "reactor");
    methods.put(Dialect.plainJava(), "plain");
    return methods;
  }

  private static TargetMethod method(String name) {
    return Arrays.stream(Methods.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .map(method -> TargetMethod.of(Methods.class, method))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void saysWhatEachDialectShows() throws IOException {
    List<String> table =
        methods().entrySet().stream()
            .map(entry -> row(entry.getKey(), method(entry.getValue())))
            .toList();

    assertThat(Files.readString(DOCS)).contains(table);
  }

  @Test
  void hasARowForEachDialect() {
    List<String> names = methods().keySet().stream().map(Dialect::name).toList();

    assertThat(names)
        .containsExactlyInAnyOrder(
            java.util.stream.Stream.concat(
                    BuiltIn.present(), java.util.stream.Stream.of(Dialect.plainJava()))
                .map(Dialect::name)
                .toArray(String[]::new));
  }

  private static String row(Dialect dialect, TargetMethod method) {
    return FAULTS.stream()
        .map(text -> Script.parse(text).steps().get(0).fault())
        .map(fault -> cell(dialect.show(fault, method)))
        .collect(Collectors.joining(" | ", "| " + dialect.name() + " | ", " |"));
  }

  private static String cell(Showing showing) {
    if (showing instanceof Showing.Throwing) {
      return Causes.of(Targets.error(showing))
          .map(DialectTableTest::error)
          .collect(Collectors.joining(" ← "));
    }
    return showing instanceof Showing.Returning ? answer(Targets.answer(showing)) : "refused";
  }

  private static String error(Throwable error) {
    String type = "`" + error.getClass().getName().replaceAll(".*\\.", "").replace('$', '.') + "`";
    if (error instanceof SQLException sql) {
      return type + " " + sql.getSQLState();
    }
    return error instanceof StatusRuntimeException grpc
        ? type + " " + grpc.getStatus().getCode()
        : type;
  }

  private static String answer(Object answer) {
    return answer instanceof HttpResponse
        ? "`HttpResponse`"
        : "`" + answer.getClass().getSimpleName() + "`";
  }

  /** The codes of gRPC that the page lists. */
  @Test
  void saysWhatGrpcMakesOfStatuses() throws IOException {
    String page = Files.readString(DOCS);
    for (int http = 400; http < 600; http++) {
      Showing showing = Dialect.grpc().show(Fault.status(http), method("grpc"));
      if (showing instanceof Showing.Throwing) {
        Status status = ((StatusRuntimeException) Targets.error(showing)).getStatus();
        assertThat(page).contains("| " + http + " | `" + status.getCode() + "` |");
      } else {
        assertThat(page).doesNotContain("| " + http + " | `");
      }
    }
  }
}
