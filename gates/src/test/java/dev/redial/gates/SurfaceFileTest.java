package dev.redial.gates;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurfaceFileTest {

  private static final List<String> BEFORE =
      List.of("package a", "", "  class One", "    void gone()", "", "  class Two", "    int x()");
  private static final List<String> AFTER =
      List.of("package a", "", "  class One", "", "  class Two", "    int x()", "    int y()");

  @TempDir private Path directory;

  @Test
  void acceptsTheReviewedSurface() throws IOException {
    SurfaceFile file = reviewed(BEFORE);

    file.check(BEFORE, false);
  }

  @Test
  void showsEachDifferenceWithTheTypeAroundItAndTheWayToAccept() throws IOException {
    SurfaceFile file = reviewed(BEFORE);

    assertThatThrownBy(() -> file.check(AFTER, false))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            The public surface differs from api/shop.txt:

              package a
                class One
            -     void gone()
                class Two
            +     int y()

            If this is meant, run: mvn verify -Dapi.accept
            and commit the file with the change; otherwise mend the code.""");
  }

  @Test
  void rewritesTheFileOnlyIfAsked() throws IOException {
    SurfaceFile file = reviewed(BEFORE);

    file.check(AFTER, true);

    file.check(AFTER, false);
    assertThatThrownBy(() -> file.check(BEFORE, false)).isInstanceOf(AssertionError.class);
  }

  @Test
  void takesAMissingFileAsEmpty() {
    SurfaceFile file = new SurfaceFile(directory.resolve("api/shop.txt"));

    assertThatThrownBy(() -> file.check(BEFORE, false)).hasMessageContaining("+ package a");
    file.check(BEFORE, true);
    file.check(BEFORE, false);
  }

  private SurfaceFile reviewed(List<String> lines) throws IOException {
    Path file = directory.resolve("shop.txt");
    Files.write(file, lines);
    return new SurfaceFile(file);
  }
}
