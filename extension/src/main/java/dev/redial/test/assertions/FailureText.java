package dev.redial.test.assertions;

import dev.redial.test.report.AsciiTimeline;
import dev.redial.test.timeline.AttemptStory;
import dev.redial.test.timeline.CallStory;
import dev.redial.test.timeline.FaultLabel;
import dev.redial.test.timeline.InvocationStory;
import dev.redial.test.timeline.Story;
import dev.redial.test.timeline.WireStory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The message of a failed assertion: the finding, the timeline, and how to see it again. */
final class FailureText {

  private static final int MOST_LISTED = 20;
  private static final int MOST_SCRIPTS = 5;

  private final AsciiTimeline report;

  FailureText(AsciiTimeline report) {
    this.report = report;
  }

  /** About one call of the story, or about all of it. */
  String of(Finding finding, Story story, @Nullable CallStory call) {
    AsciiTimeline pointing =
        finding.at() == null ? report : report.pointingAt(finding.at(), finding.note());
    return report.paragraph(finding.sentence()) + "\n\n" + picture(pointing, story, call);
  }

  /** All of the story, and how to see it again. */
  String picture(Story story) {
    return picture(report, story, null);
  }

  private String picture(AsciiTimeline pointing, Story story, @Nullable CallStory call) {
    List<String> blocks = new ArrayList<>();
    blocks.add(call == null ? pointing.render(story) : pointing.render(call));
    List<CallStory> calls = call == null ? story.calls() : List.of(call);
    List<String> replays = replays(calls);
    if (!replays.isEmpty()) {
      blocks.add(String.join("\n", replays));
    }
    return String.join("\n\n", blocks);
  }

  /** About the calls there are, each in one line. */
  String listing(String sentence, Story story) {
    List<CallStory> calls = story.calls();
    if (calls.isEmpty()) {
      return report.paragraph(sentence) + "\n\n" + report.render(story);
    }
    StringBuilder text = new StringBuilder(report.paragraph(sentence)).append("\n");
    for (int i = 0; i < Math.min(calls.size(), MOST_LISTED); i++) {
      text.append("\n  call ").append(i + 1).append("  ").append(report.summary(calls.get(i)));
    }
    int left = calls.size() - MOST_LISTED;
    if (left > 0) {
      text.append("\n  and ").append(left).append(" more");
    }
    return text.toString();
  }

  private List<String> replays(List<CallStory> calls) {
    return calls.stream()
        .flatMap(call -> call.attempts().stream())
        .flatMap(FailureText::faults)
        .map(FaultLabel::script)
        .distinct()
        .limit(MOST_SCRIPTS)
        .map(this::replay)
        .toList();
  }

  private static Stream<FaultLabel> faults(AttemptStory attempt) {
    return Stream.concat(
            attempt.invocations().stream().map(InvocationStory::fault),
            attempt.wireRequests().stream().map(WireStory::fault))
        .flatMap(Optional::stream);
  }

  private String replay(String script) {
    String shown = report.masked(script);
    String literal =
        shown.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    String note = shown.equals(script) ? "" : "   (secrets masked)";
    return "  Replay:  Script.parse(\"" + literal + "\")" + note;
  }
}
