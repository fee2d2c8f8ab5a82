package dev.redial.retry;

import dev.redial.failure.RetryAfter;
import dev.redial.guard.Nanos;
import dev.redial.time.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * The moments at which what an answer asks for is at an extreme, if the answer comes at some time
 * of a range. A delay is the same at all of them, and a date is nearer the later it is. A date that
 * moves on with the answer has whole seconds, so it jumps: before each jump it is nearest, after it
 * farthest. And from one moment on it is near enough to be waited for.
 */
final class AnswerTimes {

  private final LongFunction<Optional<RetryAfter>> asked;

  private AnswerTimes(LongFunction<Optional<RetryAfter>> asked) {
    this.asked = asked;
  }

  /**
   * The moments, in order.
   *
   * @param from the range's first, in nanoseconds since the call began
   * @param to its last
   * @param start the wall clock when the call began
   * @param longest the longest Retry-After that is waited for
   */
  static List<Long> between(
      long from,
      long to,
      Instant start,
      Duration longest,
      LongFunction<Optional<RetryAfter>> asked) {
    SortedSet<Long> times = new TreeSet<>(List.of(from, to));
    if (from < to) {
      AnswerTimes answers = new AnswerTimes(asked);
      if (!answers.sameAt(from, to)) {
        long end = answers.jump(from, to, from);
        long begin = answers.jump(from, to, to);
        times.addAll(List.of(end, end + 1, begin, begin + 1));
      }
      for (long time : List.copyOf(times)) {
        long near = answers.nearEnough(time, start, longest);
        if (near < to && answers.sameAt(time, near)) {
          times.add(near);
        }
      }
    }
    return List.copyOf(times);
  }

  private boolean sameAt(long one, long other) {
    return asked.apply(one).equals(asked.apply(other));
  }

  /** The last moment before the first jump or, if the end is {@code to}, before the last one. */
  private long jump(long from, long to, long end) {
    long before = from;
    long after = to;
    while (after - before > 1) {
      long middle = before + (after - before) / 2;
      if (sameAt(middle, end) == (end == from)) {
        before = middle;
      } else {
        after = middle;
      }
    }
    return before;
  }

  private long nearEnough(long time, Instant start, Duration longest) {
    Duration delay =
        asked
            .apply(time)
            .map(retryAfter -> retryAfter.delayAt(start.plusNanos(time)))
            .orElse(Duration.ZERO);
    return delay.compareTo(longest) <= 0
        ? time
        : Nanos.plus(time, Durations.saturatedNanos(delay.minus(longest)));
  }
}
