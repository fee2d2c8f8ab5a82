package dev.redial.guard;

import dev.redial.failure.Causes;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The latest errors of one call. */
public final class ErrorTrail {

  /** How many errors one carries as suppressed: enough to see a pattern, few enough to keep. */
  public static final int LIMIT = 10;

  private final Deque<Throwable> errors = new ArrayDeque<>(2);

  /** No error yet. */
  public ErrorTrail() {}

  /** Adds an error; beyond the limit, the oldest is forgotten. */
  public void add(Throwable error) {
    if (errors.size() > LIMIT) {
      errors.removeFirst();
    }
    errors.addLast(error);
  }

  /** The latest error, if there was one. */
  public @Nullable Throwable last() {
    return errors.peekLast();
  }

  /** Adds the errors to the one that ends the call, each once, as suppressed. */
  public void suppressIn(Throwable end) {
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
