package dev.redial.test.timeline;

import dev.redial.time.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The text of a story that does not depend on threads, on real time or on addresses. */
final class CanonicalForm {

  private final boolean timed;
  private final StringBuilder text = new StringBuilder();

  private CanonicalForm(boolean timed) {
    this.timed = timed;
  }

  static String of(Story story) {
    CanonicalForm form = new CanonicalForm(story.onFakeClock());
    List<CallStory> calls = new ArrayList<>(story.calls());
    calls.sort(
        Comparator.comparing(CallStory::name)
            .thenComparing(CallStory::number)
            .thenComparing(CallStory::begin));
    calls.forEach(form::call);
    story.parts().stream().filter(part -> !(part instanceof CallStory)).forEach(form::loose);
    story.looseInvocations().stream()
        .map(invocation -> "outside attempts: " + invocation.target())
        .sorted()
        .forEach(form::line);
    story.looseWireRequests().stream()
        .map(request -> "outside attempts: " + request.server() + " " + request.line())
        .sorted()
        .forEach(form::line);
    return form.text.toString();
  }

  private void call(CallStory call) {
    String end = call.outcome().map(Enum::name).orElse("UNDER_WAY");
    line("call " + call.name() + " " + call.number() + at(call.begin()) + ": " + end + until(call));
    for (StoryPart part : call.parts()) {
      line("  " + (part instanceof AttemptStory attempt ? attempt(attempt) : besides(part)));
    }
    call.stoppedBy().ifPresent(rule -> line("  stopped: " + rule));
  }

  private String until(CallStory call) {
    return call.end().map(this::at).orElse("")
        + call.error().map(error -> ", " + Words.name(error)).orElse("");
  }

  private String attempt(AttemptStory attempt) {
    StringBuilder line = new StringBuilder("attempt ").append(attempt.number());
    line.append(at(attempt.begin())).append(": ").append(answer(attempt));
    line.append(attempt.end().map(this::at).orElse(""));
    attempt.waitAsked().filter(wait -> timed).ifPresent(wait -> line.append(after(wait)));
    attempt
        .invocations()
        .forEach(it -> line.append("; ").append(it.target()).append(met(it.fault(), it.answer())));
    attempt
        .wireRequests()
        .forEach(it -> line.append("; ").append(it.line()).append(met(it.fault(), it.answer())));
    return line.toString();
  }

  /** The answer without an error's message, which may hold a port or a hash code. */
  private static String answer(AttemptStory attempt) {
    int message = attempt.answer().indexOf(" (");
    return attempt.error().isPresent() && message > 0
        ? attempt.answer().substring(0, message)
        : attempt.answer();
  }

  private static String met(Optional<FaultLabel> fault, Optional<String> answer) {
    return fault.map(met -> " step " + met.step() + " " + met.fault()).orElse("")
        + answer.map(given -> " -> " + given).orElse("");
  }

  private void loose(StoryPart part) {
    line(besides(part));
  }

  private String besides(StoryPart part) {
    if (part instanceof Rejection it) {
      String wait = timed ? ", " + Durations.format(it.remainingWait()) + " left" : "";
      return "rejected by " + it.circuit() + " " + it.state() + at(it.begin()) + wait;
    }
    if (part instanceof Transition it) {
      return "circuit " + it.circuit() + " " + it.from() + " -> " + it.to() + at(it.begin());
    }
    if (part instanceof FallbackAnswer it) {
      String error = it.error() == null ? "" : " to " + Words.name(it.error());
      return "fallback of " + it.guard() + at(it.begin()) + error;
    }
    if (part instanceof HedgeBegin it) {
      return "hedge " + it.number() + " of " + it.hedge() + at(it.begin());
    }
    if (part instanceof HedgeEnd it) {
      String error = it.error() == null ? "" : ", " + Words.name(it.error());
      String what = "try " + it.number() + " of " + it.hedge() + ": " + it.outcome();
      return what + at(it.begin()) + error;
    }
    throw new AssertionError("unknown part of a story: " + part.getClass());
  }

  private static String after(Duration wait) {
    return ", asked to wait " + Durations.format(wait);
  }

  private String at(Duration instant) {
    return timed ? " at " + Durations.format(instant) : "";
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
