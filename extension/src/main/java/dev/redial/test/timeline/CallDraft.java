package dev.redial.test.timeline;

import dev.redial.call.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** A call while its story is put together. */
final class CallDraft {

  String name;
  final long number;
  final Duration begin;
  boolean separated = true;
  @Nullable Duration end;
  @Nullable Outcome outcome;
  @Nullable Throwable error;
  @Nullable String stoppedBy;
  @Nullable Duration nextWait;

  /** The attempt that a breaker rejected and that has not gone on since. */
  @Nullable AttemptDraft rejected;

  private final List<AttemptDraft> attempts = new ArrayList<>();

  /** Attempts, and all else already as it will be told. */
  private final List<Object> parts = new ArrayList<>();

  CallDraft(String name, long number, Duration begin) {
    this.name = name;
    this.number = number;
    this.begin = begin;
  }

  void add(StoryPart part) {
    parts.add(part);
  }

  AttemptDraft beginAttempt(int attempt, TimelineEntry at) {
    AttemptDraft draft = new AttemptDraft(attempt, at, nextWait);
    nextWait = null;
    attempts.add(draft);
    parts.add(draft);
    return draft;
  }

  List<AttemptDraft> attempts() {
    return attempts;
  }

  @Nullable AttemptDraft lastAttempt() {
    return attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
  }

  /** The latest attempt of this number, if there was one. */
  @Nullable AttemptDraft attempt(int attempt) {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (attempts.get(i).number == attempt) {
        return attempts.get(i);
      }
    }
    return null;
  }

  /** Takes end and outcome from the attempts, where no event told them. */
  void concludeFromAttempts() {
    if (attempts.stream().anyMatch(attempt -> attempt.ended == null)) {
      return;
    }
    for (AttemptDraft attempt : attempts) {
      TimelineEntry ended = attempt.ended;
      if (ended != null && (end == null || ended.elapsed().compareTo(end) >= 0)) {
        end = ended.elapsed();
      }
    }
    AttemptDraft last = decisive();
    outcome = last.succeeded() ? Outcome.SUCCEEDED : Outcome.FAILED;
    error = last.error;
  }

  /** The last attempt; but one that was cancelled says nothing if there is another. */
  private AttemptDraft decisive() {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (!(attempts.get(i).error instanceof CancellationException)) {
        return attempts.get(i);
      }
    }
    return attempts.get(attempts.size() - 1);
  }

  List<StoryPart> finishedParts() {
    List<StoryPart> finished = new ArrayList<>(parts.size());
    AttemptStory previous = null;
    for (Object part : parts) {
      if (part instanceof StoryPart told) {
        finished.add(told);
      } else if (part instanceof AttemptDraft draft && !draft.rejected) {
        previous = new AttemptStory(draft, previous);
        finished.add(previous);
      }
    }
    return List.copyOf(finished);
  }
}
