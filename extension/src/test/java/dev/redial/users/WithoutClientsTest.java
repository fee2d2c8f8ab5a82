package dev.redial.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.test.dialect.Dialect;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.JUnitException;
import org.opentest4j.AssertionFailedError;

/** Whoever has none of the clients for which there are dialects does not notice. */
class WithoutClientsTest {

  private static final String OF_CLIENTS =
      "(Spring|OkHttp|ApacheHttp|Jdbc|Grpc|Reactor).*|package-info";

  @Test
  void theOtherDialectsRunOnTheClassPath() throws Exception {
    List<Path> all =
        Stream.concat(kit().stream(), Stream.of(testClasses(), addedDialect())).toList();

    assertRuns("-cp", joined(all), "--limit-modules", "java.base,java.net.http");
  }

  /** Here a dialect of the user's own is found only because the module says that it uses such. */
  @Test
  void theOtherDialectsRunOnTheModulePath() throws Exception {
    assertRuns(
        "-p",
        joined(kit()),
        "-cp",
        joined(List.of(testClasses(), addedDialect())),
        "--add-modules",
        "dev.redial.test",
        "--limit-modules",
        "java.base,java.net.http,dev.redial.test");
  }

  private static void assertRuns(String... paths) throws Exception {
    List<String> names = classesWithoutClients();
    assertThat(names).contains(Dialect.class.getName());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(paths));
    command.add(WithoutClients.class.getName());
    command.addAll(names);

    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output)
        .isEqualToNormalizingNewlines(
            "status 429 [fault charge#1]\n"
                + "JDK HttpClient, parcels, plain Java\n"
                + "This dialect needs org.springframework:spring-web, which is not there"
                + " (no class org.springframework.web.client.RestClientException)\n"
                + ("loaded " + names.size() + "\n"));
    assertThat(child.waitFor()).isZero();
  }

  private static List<String> classesWithoutClients() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(place(Dialect.class).resolve("dev/redial/test/dialect"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !name.matches(OF_CLIENTS))
          .map(name -> "dev.redial.test.dialect." + name)
          .sorted()
          .toList();
    }
  }

  /** The test kit with what its module requires. */
  private static List<Path> kit() throws URISyntaxException {
    return List.of(
        place(Dialect.class),
        place(TimeSource.class),
        place(Test.class),
        place(JUnitException.class),
        place(AssertionFailedError.class),
        place(Assertions.class),
        place(ByteBuddy.class));
  }

  private static Path testClasses() throws URISyntaxException {
    return place(WithoutClients.class);
  }

  private static Path addedDialect() throws URISyntaxException {
    return Path.of(WithoutClientsTest.class.getResource("/added-dialect/").toURI());
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String joined(List<Path> paths) {
    return paths.stream()
        .map(Path::toString)
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }
}
