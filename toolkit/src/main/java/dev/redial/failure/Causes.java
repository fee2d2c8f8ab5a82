package dev.redial.failure;

import java.util.Objects;
import java.util.stream.Stream;

/** An error and its causes, outermost first. */
public final class Causes {

  /** More causes than any honest error has; where a chain runs in a circle, it is cut here. */
  private static final int LONGEST_CHAIN = 64;

  private Causes() {}

  /** The error, its cause, the cause of that, and so on. */
  public static Stream<Throwable> of(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
  }
}
