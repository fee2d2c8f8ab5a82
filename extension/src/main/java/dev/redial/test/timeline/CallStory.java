package dev.redial.test.timeline;

import dev.redial.call.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call: its attempts, what happened between them, and how it ended. */
public final class CallStory implements StoryPart {

  private final String name;
  private final long number;
  private final Duration begin;
  private final @Nullable Duration end;
  private final @Nullable Outcome outcome;
  private final @Nullable Throwable error;
  private final @Nullable String stoppedBy;
  private final boolean separated;
  private final boolean onFakeClock;
  private final List<StoryPart> parts;

  CallStory(CallDraft draft, boolean onFakeClock) {
    name = draft.name;
    number = draft.number;
    begin = draft.begin;
    end = draft.end;
    outcome = draft.outcome;
    error = draft.error;
    stoppedBy = draft.stoppedBy;
    separated = draft.separated;
    parts = draft.finishedParts();
    this.onFakeClock = onFakeClock;
  }

  /** The name of its guard, or what {@link Timeline#newCall} or the target called it. */
  public String name() {
    return name;
  }

  /** Its number within its guard, from 1; without a guard, among the calls of its name. */
  public long number() {
    return number;
  }

  @Override
  public Duration begin() {
    return begin;
  }

  /** When it ended, since the timeline began; empty if it has not. */
  public Optional<Duration> end() {
    return Optional.ofNullable(end);
  }

  /** How long it took; empty if it has not ended. */
  public Optional<Duration> took() {
    return end().map(at -> at.minus(begin));
  }

  /** How it ended; empty if it has not. A fallback that answered does not change it. */
  public Optional<Outcome> outcome() {
    return Optional.ofNullable(outcome);
  }

  /** What it threw; empty if it returned or has not ended. */
  public Optional<Throwable> error() {
    return Optional.ofNullable(error);
  }

  /** The rule that kept it from another attempt, in words; empty if none did. */
  public Optional<String> stoppedBy() {
    return Optional.ofNullable(stoppedBy);
  }

  /**
   * Whether it is known to be one call. It is {@code false} for attempts that nobody told apart: no
   * policy of Redial told of a call, and {@link Timeline#newCall} was not used.
   */
  public boolean separated() {
    return separated;
  }

  /** Whether its times come from a clock other than the system's. */
  public boolean onFakeClock() {
    return onFakeClock;
  }

  /** All of it in order: attempts, rejections, transitions, and the answer of a fallback. */
  public List<StoryPart> parts() {
    return parts;
  }

  /** Its attempts, in order. */
  public List<AttemptStory> attempts() {
    return Story.only(AttemptStory.class, parts).toList();
  }

  /** How long it waited before each attempt but the first. */
  public List<Duration> waits() {
    return attempts().stream().flatMap(attempt -> attempt.waitBefore().stream()).toList();
  }

  /** Its rejections by circuit breakers, in order. */
  public List<Rejection> rejections() {
    return Story.only(Rejection.class, parts).toList();
  }

  /** The transitions of circuits during it, in order. */
  public List<Transition> transitions() {
    return Story.only(Transition.class, parts).toList();
  }

  /** The answer of its fallback; empty if none answered. */
  public Optional<FallbackAnswer> fallback() {
    return Story.only(FallbackAnswer.class, parts).reduce((first, last) -> last);
  }

  /** The requests a socket saw during its attempts, in order. */
  public List<WireStory> wireRequests() {
    return attempts().stream().flatMap(attempt -> attempt.wireRequests().stream()).toList();
  }
}
