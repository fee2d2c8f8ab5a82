package dev.redial.retry;

import dev.redial.failure.Causes;
import java.util.function.Predicate;

/** Matches errors that have one of these classes somewhere among their causes. */
record CauseRule(ErrorTypes types) implements Predicate<Throwable> {

  @Override
  public boolean test(Throwable error) {
    return Causes.of(error).skip(1).anyMatch(types::match);
  }
}
