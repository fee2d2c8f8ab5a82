package dev.redial.gates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The reviewed public surface of a module, kept as a text file. The check fails if the compiled
 * module differs from it; with the system property {@code api.accept} it rewrites the file instead.
 */
public final class SurfaceFile {

  private static final String HOW_TO_ACCEPT = "mvn verify -Dapi.accept";

  private final Path file;

  /** The surface kept in {@code file}, which need not exist yet. */
  public SurfaceFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  /**
   * Compares the file with the module, or accepts the module's surface if asked to.
   *
   * @throws AssertionError if they differ; it shows the lines
   */
  public void check(ModuleOutput module) {
    check(PublicSurface.of(module), Boolean.getBoolean("api.accept"));
  }

  void check(List<String> actual, boolean accept) {
    try {
      List<String> reviewed = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (accept) {
        accept(reviewed, actual);
      } else if (!reviewed.equals(actual)) {
        throw new AssertionError(message(reviewed, actual));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(List<String> reviewed, List<String> actual) throws IOException {
    if (!reviewed.equals(actual)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, String.join("\n", actual) + "\n");
    }
  }

  private String message(List<String> reviewed, List<String> actual) {
    List<String> lines = new ArrayList<>();
    lines.add("The public surface differs from api/" + file.getFileName() + ":");
    lines.add("");
    lines.addAll(LineDiff.of(reviewed, actual));
    lines.add("");
    lines.add("If this is meant, run: " + HOW_TO_ACCEPT);
    lines.add("and commit the file with the change; otherwise mend the code.");
    return String.join("\n", lines);
  }
}
