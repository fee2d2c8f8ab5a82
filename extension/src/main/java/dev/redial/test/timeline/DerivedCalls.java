package dev.redial.test.timeline;

import dev.redial.failure.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls and attempts derived from what a seam saw, for code that tells nothing itself. */
final class DerivedCalls {

  private final StoryDraft story;
  private final Map<Long, AttemptDraft> attempts = new HashMap<>();
  private final Map<String, Integer> callsByName = new HashMap<>();

  private final List<CallDraft> all = new ArrayList<>();

  /** The calls since the test last said that another call begins, by target. */
  private final Map<Target, CallDraft> calls = new LinkedHashMap<>();

  private @Nullable String name;

  DerivedCalls(StoryDraft story) {
    this.story = story;
  }

  void newCall(String newName) {
    calls.clear();
    story.openCalls.closeAll();
    name = newName;
  }

  /** An invocation or a wire request began, and is an attempt. */
  AttemptDraft begin(long number, Target target, PlacedEntry at) {
    CallDraft known = calls.get(target);
    CallDraft call = known == null ? beginCall(target, at) : known;
    story.openCalls.touch(call, at.thread());
    AttemptDraft attempt = call.beginAttempt(call.attempts().size() + 1, at.entry());
    attempts.put(number, attempt);
    story.openAttempts.open(attempt, at.thread());
    return attempt;
  }

  void end(long number, TimelineEntry at, @Nullable Failure failure, @Nullable Throwable error) {
    AttemptDraft attempt = attempts.remove(number);
    if (attempt != null) {
      attempt.end(at, failure, error);
      story.openAttempts.close(attempt);
    }
  }

  /** Ends all calls with what their attempts came to. */
  void conclude() {
    all.forEach(CallDraft::concludeFromAttempts);
  }

  private CallDraft beginCall(Target target, PlacedEntry at) {
    String title = name == null ? target.title() : name;
    CallDraft call = story.beginCall(title, callsByName.merge(title, 1, Integer::sum), at);
    call.separated = name != null;
    calls.put(target, call);
    all.add(call);
    if (name != null && calls.size() > 1) {
      calls.forEach((of, named) -> named.name = name + " (" + of.title() + ")");
    }
    return call;
  }

  /**
   * What was attempted.
   *
   * @param place where: the name of the server, or nothing for a wrapped object
   * @param title what the report calls it
   */
  record Target(String place, String title) {}
}
