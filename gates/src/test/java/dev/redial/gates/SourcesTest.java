package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {

  @TempDir private Path directory;

  @Test
  void namesTheFilesThatAreTooLong() throws IOException {
    Path deep = Files.createDirectories(directory.resolve("a/b"));
    Files.writeString(deep.resolve("Long.java"), "//\n".repeat(4));
    Files.writeString(directory.resolve("Short.java"), "//\n".repeat(3));
    Files.writeString(directory.resolve("long.txt"), "//\n".repeat(9));

    assertThat(Sources.longerThan(3, directory)).containsExactly("a/b/Long.java has 4 lines");
  }
}
