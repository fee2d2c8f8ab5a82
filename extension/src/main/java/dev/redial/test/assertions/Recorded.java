package dev.redial.test.assertions;

import dev.redial.call.CallEvent;
import dev.redial.test.assertions.Measure.Group;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.Timeline;
import dev.redial.test.timeline.TimelineEntry;
import dev.redial.test.timeline.TimelineEvent;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a timeline recorded of the guards that are asked for, as numbers.
 *
 * @param title what a table calls it
 * @param hints what may be said where the numbers are not those expected
 */
record Recorded(Story story, String title, Numbers numbers, List<String> hints) {

  private static final int MOST_CALLS_TRIED = 200;
  private static final int MOST_NAMES = 12;
  private static final Set<Group> TOLD_BY_ENDS =
      EnumSet.of(
          Group.CALLS, Group.SUCCESSES, Group.FAILURES, Group.REJECTIONS, Group.ABORTS, Group.ENDS);

  /**
   * Reads a timeline.
   *
   * @param names the guards, or of code that tells nothing, the calls or what they called; all, if
   *     there are none
   * @throws Refusal if that is not clear
   */
  static Recorded of(Timeline timeline, Set<String> names) {
    List<TimelineEntry> entries = timeline.entries();
    Story story = timeline.story();
    Set<String> guards = guards(entries);
    return guards.isEmpty() && !story.calls().isEmpty()
        ? derived(story, entries, names)
        : told(story, entries, names, guards);
  }

  /**
   * What a timeline knows of a circuit.
   *
   * @param counted what the circuit counted: one of Redial counts its changes of state
   * @param names what is called through a circuit of another library
   */
  static Recorded ofCircuit(Timeline timeline, String circuit, Numbers counted, Set<String> names) {
    if (counted.knows(Group.CIRCUIT_CHANGES)) {
      String title = "timeline '" + circuit + "'";
      Numbers numbers = CircuitTally.of(timeline, circuit);
      List<String> hints =
          CircuitTally.isTold(timeline, circuit)
              ? List.of()
              : List.of("Is the timeline a listener of circuit '" + circuit + "'?");
      return new Recorded(timeline.story(), title, numbers, hints);
    }
    Story story = timeline.story();
    if (isTold(timeline)) {
      throw new Refusal(
          "Guards of Redial told this timeline of their calls, and it cannot be known which of them"
              + " passed circuit '"
              + circuit
              + "'.");
    }
    return derived(story, timeline.entries(), names);
  }

  /** Whether guards told of their calls, or nothing was recorded at all. */
  static boolean isTold(Timeline timeline) {
    return !guards(timeline.entries()).isEmpty();
  }

  private static Set<String> guards(List<TimelineEntry> entries) {
    Set<String> guards = new LinkedHashSet<>();
    for (TimelineEntry entry : entries) {
      CallEvent event = ToldTally.ofGuard(entry);
      if (event != null) {
        guards.add(event.name());
      }
    }
    return guards;
  }

  private static Recorded told(
      Story story, List<TimelineEntry> entries, Set<String> names, Set<String> guards) {
    choose("guard", names, guards);
    Set<String> asked = names.isEmpty() ? guards : names;
    ToldTally tally = ToldTally.of(entries, story.onFakeClock(), asked::contains);
    List<String> hints =
        tally.twins().stream()
            .map(
                name ->
                    "More than one guard named '"
                        + name
                        + "' told this timeline, or one told it twice: give each a name of its"
                        + " own.")
            .toList();
    return new Recorded(story, title(asked), tally.numbers(), hints);
  }

  private static String title(Set<String> asked) {
    return asked.size() == 1 ? "timeline '" + asked.iterator().next() + "'" : "timeline";
  }

  private static Recorded derived(Story story, List<TimelineEntry> entries, Set<String> names) {
    Set<String> targets = new LinkedHashSet<>();
    Set<String> known = new LinkedHashSet<>();
    for (CallStory call : story.calls()) {
      targets.addAll(DerivedTally.targets(call));
      known.add(call.name());
    }
    known.addAll(targets);
    choose("target", names, names.isEmpty() ? targets : known);
    Numbers numbers =
        DerivedTally.of(
            story,
            entries,
            call ->
                names.isEmpty()
                    || names.contains(call.name())
                    || DerivedTally.targets(call).stream().anyMatch(names::contains));
    boolean isSeparated = story.calls().stream().allMatch(CallStory::separated);
    List<String> hints =
        isSeparated
            ? List.of()
            : List.of(
                "Code without Redial's events needs timeline.newCall(\"...\") between calls.");
    return new Recorded(story, "timeline", numbers, hints);
  }

  private static void choose(String what, Set<String> names, Set<String> known) {
    String list = Phrases.names(known, MOST_NAMES);
    if (names.isEmpty() && known.size() > 1) {
      throw new Refusal(
          "The timeline holds calls of %d %ss (%s): say which were counted, as in agreesWith(timeline, \"%s\")."
              .formatted(known.size(), what, list, known.iterator().next()));
    }
    List<String> unknown = names.stream().filter(name -> !known.contains(name)).toList();
    if (!unknown.isEmpty() && !known.isEmpty()) {
      throw new Refusal(
          "The timeline holds no call of "
              + what
              + " '"
              + unknown.get(0)
              + "', but of "
              + list
              + "."
              + (what.equals("guard") ? "" : " No guard told it of a call.")
              + Phrases.didYouMean(known, unknown.get(0)));
    }
  }

  /**
   * How many calls had ended when the counters were last at zero, if these are the numbers of those
   * that ended since; 0 if not.
   */
  static int endedBeforeReset(Timeline timeline, Set<String> names, Numbers counted) {
    List<TimelineEntry> entries = timeline.entries();
    Set<String> asked = names.isEmpty() ? guards(entries) : names;
    boolean onFakeClock = timeline.story().onFakeClock();
    int ended = 0;
    for (int i = 0; i < entries.size() && ended < MOST_CALLS_TRIED; i++) {
      if (entries.get(i).event() instanceof TimelineEvent.Told told
          && told.event() instanceof CallEvent.CallEnded end
          && asked.contains(end.name())) {
        ended++;
        List<TimelineEntry> since = entries.subList(i + 1, entries.size());
        Numbers rest = ToldTally.of(since, onFakeClock, asked::contains).numbers();
        if (agree(counted, rest)) {
          return ended;
        }
      }
    }
    return 0;
  }

  private static boolean agree(Numbers counted, Numbers rest) {
    return counted.sharedWith(rest).stream()
        .filter(measure -> TOLD_BY_ENDS.contains(measure.group()))
        .allMatch(
            measure ->
                counted
                    .amount(measure)
                    .orElseThrow()
                    .agreesWith(rest.amount(measure).orElseThrow()));
  }
}
