package dev.redial.test.assertions;

import dev.redial.call.CallEvent;
import dev.redial.call.CircuitState;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import java.util.stream.Stream;

/** Counts what circuits told: their rejections and their changes of state. */
final class CircuitTally {

  private CircuitTally() {}

  static Numbers of(Timeline timeline, String circuit) {
    Numbers numbers = new Numbers().add(Measure.CIRCUIT_REJECTED, 0);
    for (CircuitState state : CircuitState.values()) {
      numbers.add(Measure.changes(state), 0);
    }
    events(timeline, circuit).forEach(event -> add(numbers, event));
    return numbers;
  }

  /** Whether the circuit told anything at all. */
  static boolean isTold(Timeline timeline, String circuit) {
    return events(timeline, circuit)
        .anyMatch(
            event ->
                event instanceof CallEvent.Rejected || event instanceof CallEvent.StateChanged);
  }

  private static Stream<CallEvent> events(Timeline timeline, String name) {
    return timeline.entries().stream()
        .map(TimelineEntry::event)
        .filter(TimelineEvent.Told.class::isInstance)
        .map(event -> ((TimelineEvent.Told) event).event())
        .filter(event -> event.name().equals(name));
  }

  private static void add(Numbers numbers, CallEvent event) {
    if (event instanceof CallEvent.Rejected) {
      numbers.add(Measure.CIRCUIT_REJECTED, 1);
    } else if (event instanceof CallEvent.StateChanged changed) {
      numbers.add(Measure.changes(changed.to()), 1);
    }
  }
}
