package dev.redial.test.timeline;

import dev.redial.failure.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt while its story is put together. */
final class AttemptDraft {

  final int number;
  final TimelineEntry started;
  final @Nullable Duration waitAsked;
  final List<InvocationStory> invocations = new ArrayList<>();
  final List<WireStory> wireRequests = new ArrayList<>();
  @Nullable TimelineEntry ended;
  @Nullable Failure failure;
  @Nullable Throwable error;
  @Nullable Object result;

  /** A breaker rejected something during it; unless it goes on to end, it never ran. */
  boolean rejected;

  /** Its call is over, so that it will not end any more. */
  boolean cutOff;

  AttemptDraft(int number, TimelineEntry started, @Nullable Duration waitAsked) {
    this.number = number;
    this.started = started;
    this.waitAsked = waitAsked;
  }

  void end(TimelineEntry at, @Nullable Failure why, @Nullable Throwable thrown) {
    ended = at;
    failure = why;
    error = thrown;
    rejected = false;
  }

  boolean succeeded() {
    return ended != null && failure == null && error == null;
  }

  @Nullable Duration retryAfter() {
    if (ended == null || failure == null) {
      return null;
    }
    TimelineEntry end = ended;
    return failure.retryAfter().map(asked -> asked.delayAt(end.at().instant())).orElse(null);
  }
}
