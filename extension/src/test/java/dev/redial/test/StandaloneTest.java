package dev.redial.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redial.test.timeline.Timeline;
import dev.redial.time.TimeSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expectation 61: what loads where neither JUnit nor AssertJ is. */
class StandaloneTest {

  @ParameterizedTest
  @ValueSource(strings = {"timeline", "report"})
  void loadsWithoutJUnitAndAssertJ(String part) throws Exception {
    URL[] onlyRedial = {place(Timeline.class), place(TimeSource.class)};
    try (URLClassLoader loader =
        new URLClassLoader(onlyRedial, ClassLoader.getPlatformClassLoader())) {
      assertThatThrownBy(() -> Class.forName("org.junit.jupiter.api.Test", true, loader))
          .isInstanceOf(ClassNotFoundException.class);
      List<String> names = classesOf(part);
      assertThat(names).isNotEmpty();
      for (String name : names) {
        Class<?> type = Class.forName(name, true, loader);
        assertThat(type.getDeclaredMethods()).isNotNull();
        assertThat(type.getDeclaredConstructors()).isNotNull();
      }
    }
  }

  private static URL place(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }

  private static List<String> classesOf(String part) throws IOException, URISyntaxException {
    Path folder = Path.of(place(Timeline.class).toURI()).resolve("dev/redial/test/" + part);
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".class") && !file.startsWith("package-info"))
          .map(file -> "dev.redial.test." + part + "." + file.replace(".class", ""))
          .toList();
    }
  }
}
