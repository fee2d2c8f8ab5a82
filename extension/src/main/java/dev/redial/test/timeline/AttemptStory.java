package dev.redial.test.timeline;

import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt of a call: when it ran, what came of it, and what was seen meanwhile. */
public final class AttemptStory implements StoryPart {

  private final int number;
  private final Duration begin;
  private final @Nullable Duration end;
  private final String answer;
  private final boolean succeeded;
  private final @Nullable Failure failure;
  private final @Nullable Throwable error;
  private final @Nullable Duration waitBefore;
  private final @Nullable Duration waitAsked;
  private final @Nullable Duration retryAfter;
  private final List<InvocationStory> invocations;
  private final List<WireStory> wireRequests;

  AttemptStory(AttemptDraft draft, @Nullable AttemptStory previous) {
    number = draft.number;
    begin = draft.started.elapsed();
    end = draft.ended == null ? null : draft.ended.elapsed();
    answer = Words.of(draft);
    succeeded = draft.succeeded();
    failure = draft.failure;
    error = draft.error;
    waitBefore = previous == null ? null : waitAfter(previous, begin);
    waitAsked = draft.waitAsked;
    retryAfter = draft.retryAfter();
    invocations = List.copyOf(draft.invocations);
    wireRequests = List.copyOf(draft.wireRequests);
  }

  private static Duration waitAfter(AttemptStory previous, Duration begin) {
    Duration wait = previous.end().map(begin::minus).orElse(Duration.ZERO);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Its number within the call, from 1. */
  public int number() {
    return number;
  }

  @Override
  public Duration begin() {
    return begin;
  }

  /** When it ended, since the timeline began; empty if it has not, or was cut off. */
  public Optional<Duration> end() {
    return Optional.ofNullable(end);
  }

  /** What came of it, in words: {@code "ok"}, {@code "timeout"}, {@code "404 Not Found"}. */
  public String answer() {
    return answer;
  }

  /** Whether it ended with a success. */
  public boolean succeeded() {
    return succeeded;
  }

  /** What its error or result means; empty if it is a success or has not ended. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** What it threw; empty if it returned or has not ended. */
  public Optional<Throwable> error() {
    return Optional.ofNullable(error);
  }

  /** The fault it met, first of a wrapped object, else on the wire; empty if none. */
  public Optional<FaultLabel> fault() {
    return Words.telling(invocations)
        .flatMap(InvocationStory::fault)
        .or(() -> wireRequests.stream().flatMap(wire -> wire.fault().stream()).findFirst());
  }

  /**
   * How long the call waited before it: from the end of the attempt before to its begin. It is zero
   * where the two overlap, and empty for the first attempt.
   */
  public Optional<Duration> waitBefore() {
    return Optional.ofNullable(waitBefore);
  }

  /** How long the policy said it would wait before it; empty if nobody said so. */
  public Optional<Duration> waitAsked() {
    return Optional.ofNullable(waitAsked);
  }

  /**
   * How long the other side asked to wait after this attempt, by its Retry-After and from the
   * attempt's end on; empty if it asked for nothing.
   */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** The invocations of wrapped objects during it, in order. */
  public List<InvocationStory> invocations() {
    return invocations;
  }

  /** The requests a socket saw during it, in order. */
  public List<WireStory> wireRequests() {
    return wireRequests;
  }
}
