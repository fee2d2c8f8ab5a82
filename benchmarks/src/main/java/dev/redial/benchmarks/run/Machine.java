package dev.redial.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/** Where and when it ran, in words. */
record Machine(List<String> lines) {

  static Machine current() {
    return new Machine(
        List.of(
            LocalDate.now(ZoneOffset.UTC).toString(),
            Runtime.getRuntime().availableProcessors()
                + " CPUs ("
                + processor()
                + "), "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch"),
            System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")));
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse("of unknown make");
    } catch (IOException e) {
      return "of unknown make";
    }
  }
}
