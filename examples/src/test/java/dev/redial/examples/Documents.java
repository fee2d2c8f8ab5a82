package dev.redial.examples;

import dev.redial.gates.ModuleOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a reader of Redial reads, and the examples that it is taken from. */
final class Documents {

  private static final Path EXAMPLES = ModuleOutput.of(Documents.class).baseDirectory();

  private Documents() {}

  /** The names of all documents, as {@code "README.md"} and {@code "docs/retry.md"}. */
  static List<String> names() {
    Path root = EXAMPLES.resolve("..").normalize();
    return Stream.concat(Stream.of(root), Stream.of(root.resolve("docs")))
        .flatMap(directory -> files(directory, 1, ".md"))
        .map(file -> root.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  /** The text of a document. */
  static String text(String name) {
    return read(EXAMPLES.resolve("..").resolve(name));
  }

  /** The examples' sources, but for the test that compares. */
  static List<String> sources() {
    return files(EXAMPLES.resolve("src"), Integer.MAX_VALUE, ".java")
        .filter(file -> !file.endsWith("DocsTest.java"))
        .map(Documents::read)
        .toList();
  }

  private static Stream<Path> files(Path directory, int depth, String ending) {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
