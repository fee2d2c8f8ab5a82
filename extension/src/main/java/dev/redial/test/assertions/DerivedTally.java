package dev.redial.test.assertions;

import dev.redial.call.Outcome;
import dev.redial.test.assertions.Measure.Group;
import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.InvocationStory;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import dev.redial.test.timeline.WireStory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Counts what wrapped objects and servers saw. Of a call that never came to them only {@code
 * newCall} tells: it may have failed, or be yet to come.
 */
final class DerivedTally {

  private DerivedTally() {}

  static Numbers of(Story story, List<TimelineEntry> entries, Predicate<CallStory> isAsked) {
    Numbers numbers = new Numbers();
    List<CallStory> calls = story.calls().stream().filter(isAsked).toList();
    for (CallStory call : calls) {
      call.outcome()
          .ifPresent(
              outcome -> numbers.addCalls(outcome == Outcome.SUCCEEDED, call.attempts().size(), 1));
      numbers.add(Measure.CIRCUIT_PASSED, passed(call));
    }
    long announced =
        entries.stream().filter(e -> e.event() instanceof TimelineEvent.NewCall).count();
    long unseen = Math.max(0, announced - story.calls().size());
    Amount perhaps = Amount.between(0, unseen);
    for (Measure measure : List.of(Measure.CALLS, Measure.NOT_SUCCEEDED, Measure.calls(0))) {
      numbers.add(measure, perhaps);
    }
    Set<Group> known = EnumSet.copyOf(Numbers.WITHOUT_REASONS);
    known.add(Group.CIRCUIT_PASSED);
    return numbers.keepOnly(known);
  }

  private static long passed(CallStory call) {
    return call.attempts().stream().filter(attempt -> attempt.end().isPresent()).count();
  }

  /** What was called in it: the name of the method or of the route. */
  static List<String> targets(CallStory call) {
    return call.attempts().stream().flatMap(DerivedTally::targets).distinct().toList();
  }

  private static Stream<String> targets(AttemptStory attempt) {
    return attempt.invocations().isEmpty()
        ? attempt.wireRequests().stream().map(WireStory::line)
        : attempt.invocations().stream().map(InvocationStory::target);
  }
}
