package dev.redial.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.observe.CallLog;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever has none of the libraries to which Redial can be bound does not notice. */
class WithoutLibrariesTest {

  private static final String BINDINGS =
      "(Micrometer|Meter|OpenTelemetry|Span|FlightRecorder|Recorded).*|package-info";

  @Test
  void allButTheBindingsRunOnTheClassPath() throws Exception {
    assertRuns("-cp", classes() + System.getProperty("path.separator") + testClasses());
  }

  @Test
  void allButTheBindingsRunOnTheModulePath() throws Exception {
    assertRuns(
        "-p", classes().toString(), "-cp", testClasses().toString(), "--add-modules", "dev.redial");
  }

  private static void assertRuns(String... paths) throws Exception {
    List<String> names = classesWithoutLibraries();
    assertThat(names).contains(CallLog.class.getName());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(paths));
    command.addAll(List.of("--limit-modules", "java.base,java.net.http" + limit(paths)));
    command.add(WithoutLibraries.class.getName());
    command.addAll(names);

    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output).contains("loaded " + names.size() + ", ran 4");
    assertThat(child.waitFor()).isZero();
  }

  private static String limit(String... paths) {
    return List.of(paths).contains("-p") ? ",dev.redial" : "";
  }

  private static List<String> classesWithoutLibraries() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(classes().resolve("dev/redial/observe"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".class", ""))
          .filter(name -> !name.matches(BINDINGS))
          .map(name -> "dev.redial.observe." + name)
          .toList();
    }
  }

  private static Path classes() throws URISyntaxException {
    return place(CallLog.class);
  }

  private static Path testClasses() throws URISyntaxException {
    return place(WithoutLibraries.class);
  }

  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
