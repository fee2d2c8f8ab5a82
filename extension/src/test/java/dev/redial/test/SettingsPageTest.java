package dev.redial.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redial.gates.ModuleOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That {@code docs/settings.md} has every key that is read from outside the code. */
class SettingsPageTest {

  private static final Path ROOT =
      ModuleOutput.of(SettingsPageTest.class).baseDirectory().resolve("..").normalize();

  private static final Pattern READ =
      Pattern.compile(
          "\\b(?:getProperty|getBoolean|getInteger|getLong|getenv|getConfigurationParameter)"
              + "\\(\\s*\"([^\"]+)\"");

  /** What the JDK and Byte Buddy set themselves. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(java|os|user|file|path|line|net\\.bytebuddy)\\..*");

  private static List<String> keysReadIn(String tree) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(tree))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .flatMap(SettingsPageTest::keys)
          .filter(key -> !OF_OTHERS.matcher(key).matches())
          .distinct()
          .sorted()
          .toList();
    }
  }

  private static Stream<String> keys(Path file) {
    try {
      return READ.matcher(Files.readString(file)).results().map(found -> found.group(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hasEveryKeyThatIsRead() throws IOException {
    String page = Files.readString(ROOT.resolve("docs/settings.md"));

    List<String> keys =
        Stream.concat(keysReadIn("gates/src/main").stream(), keysReadIn("extension/src").stream())
            .toList();

    assertThat(keys).contains("api.accept", "redial.stress.runs").allMatch(page::contains);
  }

  @Test
  void isRightThatWhatIsPublishedHasNoneOfItsOwn() throws IOException {
    assertThat(keysReadIn("toolkit/src/main")).isEmpty();
    assertThat(keysReadIn("extension/src/main")).containsExactly("stdout.encoding");
  }
}
