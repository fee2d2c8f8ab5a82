package dev.redial.test.timeline;

import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request that reached a socket of the test, from its begin to its answer. */
public final class WireStory {

  private final TimelineEntry started;
  private final TimelineEvent.WireRequest start;
  private final @Nullable TimelineEntry ended;
  private final TimelineEvent.@Nullable WireAnswer answer;

  WireStory(TimelineEntry started, @Nullable TimelineEntry ended) {
    this.started = started;
    this.start = (TimelineEvent.WireRequest) started.event();
    this.ended = ended;
    this.answer = ended == null ? null : (TimelineEvent.WireAnswer) ended.event();
  }

  /** The name of the server. */
  public String server() {
    return start.server();
  }

  /** What was asked, such as {@code "GET /orders/42"}. */
  public String line() {
    return start.line();
  }

  /** The fault it met; empty if it passed through. */
  public Optional<FaultLabel> fault() {
    return Optional.ofNullable(start.fault());
  }

  /** When it arrived, since the timeline began. */
  public Duration begin() {
    return started.elapsed();
  }

  /** When it was answered or cut off, since the timeline began; empty if it was not. */
  public Optional<Duration> end() {
    return ended == null ? Optional.empty() : Optional.of(ended.elapsed());
  }

  /** What the socket did, in words: {@code "503"}, {@code "reset"}; empty if nothing yet. */
  public Optional<String> answer() {
    return answer == null ? Optional.empty() : Optional.of(answer.answer());
  }

  /** What the answer means; empty if it is a success or there is none. */
  public Optional<Failure> failure() {
    return answer == null ? Optional.empty() : Optional.ofNullable(answer.failure());
  }

  /** Whether it was answered, and with a success. */
  public boolean succeeded() {
    return answer != null && answer.failure() == null;
  }
}
