package dev.redial.test.timeline;

import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One invocation of a wrapped object, from its begin to its answer. */
public final class InvocationStory {

  private final TimelineEntry started;
  private final TimelineEvent.InvocationStarted start;
  private final @Nullable TimelineEntry ended;
  private final TimelineEvent.@Nullable InvocationEnded answer;

  InvocationStory(TimelineEntry started, @Nullable TimelineEntry ended) {
    this.started = started;
    this.start = (TimelineEvent.InvocationStarted) started.event();
    this.ended = ended;
    this.answer = ended == null ? null : (TimelineEvent.InvocationEnded) ended.event();
  }

  /** What was called, such as {@code "PaymentGateway.charge"}. */
  public String target() {
    return start.target();
  }

  /** The fault it met; empty if it passed through. */
  public Optional<FaultLabel> fault() {
    return Optional.ofNullable(start.fault());
  }

  /** When it began, since the timeline began. */
  public Duration begin() {
    return started.elapsed();
  }

  /** When it answered, since the timeline began; empty if it has not. */
  public Optional<Duration> end() {
    return ended == null ? Optional.empty() : Optional.of(ended.elapsed());
  }

  /** What came of it, in words: {@code "ok"}, {@code "timeout"}, {@code "503"}. */
  public Optional<String> answer() {
    return answer == null ? Optional.empty() : Optional.of(answer.answer());
  }

  /** What the answer means; empty if it is a success or there is none. */
  public Optional<Failure> failure() {
    return answer == null ? Optional.empty() : Optional.ofNullable(answer.failure());
  }

  /** What was thrown; empty if it returned or has not answered. */
  public Optional<Throwable> error() {
    return answer == null ? Optional.empty() : Optional.ofNullable(answer.error());
  }

  /** Whether it answered, and with a success. */
  public boolean succeeded() {
    return answer != null && answer.failure() == null && answer.error() == null;
  }
}
