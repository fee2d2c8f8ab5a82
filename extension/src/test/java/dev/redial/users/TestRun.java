package dev.redial.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** What JUnit shows a user of test classes that it runs in here. */
final class TestRun {

  private final EngineExecutionResults results;

  private TestRun(EngineExecutionResults results) {
    this.results = results;
  }

  static TestRun of(Class<?>... classes) {
    return of(Map.of(), classes);
  }

  /** Runs classes and methods on so many threads, unless they say otherwise. */
  static TestRun concurrently(int threads, Class<?>... classes) {
    return of(
        Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", String.valueOf(threads)),
        classes);
  }

  static TestRun of(Map<String, String> configuration, Class<?>... classes) {
    ClassSelector[] selectors =
        Arrays.stream(classes).map(type -> selectClass(type)).toArray(ClassSelector[]::new);
    return new TestRun(
        EngineTestKit.engine("junit-jupiter")
            .configurationParameters(configuration)
            .selectors(selectors)
            .execute());
  }

  /** All tests passed, and so many they were. */
  void passed(int tests) {
    assertThat(failures().stream().limit(1)).isEmpty();
    results.testEvents().assertStatistics(all -> all.started(tests).succeeded(tests));
  }

  /** What tests and containers failed with. */
  List<Throwable> failures() {
    return results.allEvents().failed().stream().map(TestRun::failure).toList();
  }

  private static Throwable failure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }

  /** What the only test or container that failed did so with. */
  Throwable failure() {
    assertThat(failures()).hasSize(1);
    return failures().get(0);
  }

  /** What the test method of this name failed with. */
  Throwable failureOf(String method) {
    List<Throwable> failures =
        results.allEvents().failed().stream()
            .filter(
                event ->
                    event
                        .getTestDescriptor()
                        .getUniqueId()
                        .getLastSegment()
                        .getValue()
                        .matches(method + "\\(.*"))
            .map(TestRun::failure)
            .toList();
    assertThat(failures).as(method).hasSize(1);
    return failures.get(0);
  }

  /** What was reported to JUnit under a key. */
  List<String> reported(String key) {
    return results.allEvents().stream()
        .filter(event -> event.getType() == EventType.REPORTING_ENTRY_PUBLISHED)
        .map(event -> event.getRequiredPayload(ReportEntry.class).getKeyValuePairs())
        .filter(pairs -> pairs.containsKey(key))
        .map(pairs -> pairs.get(key))
        .collect(Collectors.toList());
  }
}
