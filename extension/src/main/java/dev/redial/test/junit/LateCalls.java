package dev.redial.test.junit;

import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent.InvocationStarted;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/**
 * Calls of wrapped objects that came after the end of their test. Its result is out by then, and so
 * they are told as a report entry of the class, when that ends.
 */
final class LateCalls implements CloseableResource {

  private record Ended(String test, WeakReference<Timeline> timeline, int entries) {}

  private final ExtensionContext testClass;
  private final Queue<Ended> tests = new ConcurrentLinkedQueue<>();

  LateCalls(ExtensionContext testClass) {
    this.testClass = testClass;
  }

  /** What the timeline hears from now on is late. Whoever may still call keeps it alive. */
  void watch(String test, Timeline timeline) {
    tests.add(new Ended(test, new WeakReference<>(timeline), timeline.entries().size()));
  }

  @Override
  public void close() {
    tests.forEach(
        test -> late(test).ifPresent(text -> testClass.publishReportEntry("redial", text)));
  }

  private static Optional<String> late(Ended test) {
    Timeline timeline = test.timeline().get();
    if (timeline == null) {
      return Optional.empty();
    }
    List<TimelineEntry> entries = timeline.entries();
    Map<String, Long> calls =
        entries.subList(test.entries(), entries.size()).stream()
            .filter(entry -> entry.event() instanceof InvocationStarted)
            .collect(
                Collectors.groupingBy(
                    entry -> ((InvocationStarted) entry.event()).target(),
                    TreeMap::new,
                    Collectors.counting()));
    return calls.isEmpty() ? Optional.empty() : Optional.of(text(test.test(), calls));
  }

  private static String text(String test, Map<String, Long> calls) {
    return "after the end of "
        + test
        + ": "
        + calls.entrySet().stream()
            .map(call -> call.getKey() + " was called " + times(call.getValue()))
            .collect(Collectors.joining(", "))
        + "; what is wrapped is inert by then, and the real object answered";
  }

  private static String times(long count) {
    return count == 1 ? "once" : count + " times";
  }
}
