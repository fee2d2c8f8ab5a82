package dev.redial.retry;

import dev.redial.failure.Causes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The latest errors of one call. */
final class ErrorTrail {

  /** How many errors one carries as suppressed: enough to see a pattern, few enough to keep. */
  static final int LIMIT = 10;

  private final Deque<Throwable> errors = new ArrayDeque<>(2);

  void add(Throwable error) {
    if (errors.size() > LIMIT) {
      errors.removeFirst();
    }
    errors.addLast(error);
  }

  @Nullable Throwable last() {
    return errors.peekLast();
  }

  /** Adds the errors to the one that ends the call, each once, as suppressed. */
  void suppressIn(Throwable end) {
    for (Throwable error : errors) {
      if (end.getSuppressed().length < LIMIT && !isKnownTo(end, error)) {
        end.addSuppressed(error);
      }
    }
  }

  /** An operation may throw one instance again and again, or wrap what it threw before. */
  private static boolean isKnownTo(Throwable end, Throwable error) {
    for (Throwable suppressed : end.getSuppressed()) {
      if (suppressed == error) {
        return true;
      }
    }
    return Causes.of(end).anyMatch(cause -> cause == error)
        || Causes.of(error).anyMatch(cause -> cause == end);
  }
}
