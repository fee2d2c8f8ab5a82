package dev.redial.breaker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Errors that say nothing themselves but carry the one that does. */
final class Wrappers {

  /** More than any honest error has; where a chain runs in a circle, it is cut here. */
  private static final int LONGEST_CHAIN = 64;

  private Wrappers() {}

  /** The error and, as long as it is a mere wrapper, what it wraps; outermost first. */
  static Stream<Throwable> layers(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Wrappers::wrappedIn).limit(LONGEST_CHAIN);
  }

  /** The error without what a dependent stage wraps around it. */
  static Throwable withoutCompletion(Throwable error) {
    return layers(error)
        .filter(layer -> !(layer instanceof CompletionException && layer.getCause() != null))
        .findFirst()
        .orElse(error);
  }

  private static @Nullable Throwable wrappedIn(Throwable error) {
    boolean isWrapper =
        error instanceof CompletionException
            || error instanceof ExecutionException
            || error instanceof UncheckedIOException
            || error.getClass() == IOException.class;
    return isWrapper ? error.getCause() : null;
  }
}
