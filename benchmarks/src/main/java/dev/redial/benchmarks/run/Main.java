package dev.redial.benchmarks.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks: {@code [quick|full] [regular expression]}. Without an expression all of them
 * run, and {@code RESULTS.md} is written with the raw numbers beside it; with one, the tables are
 * only printed.
 *
 * <p>The libraries take turns: each round runs each benchmark once, so that a busy neighbour meets
 * all of them.
 */
public final class Main {

  static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xms512m", "-Xmx512m");

  private Main() {}

  public static void main(String[] arguments) throws RunnerException, IOException {
    Effort effort = Effort.named(arguments.length > 0 ? arguments[0] : "quick");
    boolean isPart = arguments.length > 1;
    List<RunResult> results = run(effort, isPart ? arguments[1] : ".*");
    String report = Report.of(new Measurements(results), Machine.current(), effort);
    System.out.println(report);
    if (!isPart) {
      write(results, report);
    }
  }

  private static List<RunResult> run(Effort effort, String expression) throws RunnerException {
    List<RunResult> results = new ArrayList<>();
    for (int round = 1; round <= effort.rounds(); round++) {
      System.out.printf("Round %d of %d%n", round, effort.rounds());
      results.addAll(new Runner(options(effort, expression)).run());
    }
    return results;
  }

  private static Options options(Effort effort, String expression) {
    return new OptionsBuilder()
        .include("cases\\..*" + expression)
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .forks(1)
        .warmupIterations(effort.warmups())
        .warmupTime(effort.iteration())
        .measurementIterations(effort.measurements())
        .measurementTime(effort.iteration())
        .jvmArgs(JVM.toArray(String[]::new))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .build();
  }

  /** Beside the module's sources if this runs where they are, or else here. */
  private static void write(List<RunResult> results, String report) throws IOException {
    Path module = Path.of("benchmarks");
    Path folder = Files.isDirectory(module) ? module : Path.of(".");
    Files.writeString(folder.resolve("RESULTS.md"), report);
    Path raw = folder.resolve("results.json");
    try (PrintStream json = new PrintStream(raw.toFile(), StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, json).writeOut(results);
    }
  }
}
