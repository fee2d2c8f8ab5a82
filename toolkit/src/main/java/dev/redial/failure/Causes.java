package dev.redial.failure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is inside an error: its causes, and what a mere wrapper carries. */
public final class Causes {

  /** More causes than any honest error has; where a chain runs in a circle, it is cut here. */
  static final int LONGEST_CHAIN = 64;

  private Causes() {}

  /** The error, its cause, the cause of that, and so on; outermost first. */
  public static Stream<Throwable> of(Throwable error) {
    return Stream.iterate(error, Objects::nonNull, Throwable::getCause).limit(LONGEST_CHAIN);
  }

  /**
   * The error and, as long as it is a mere wrapper, what it wraps; outermost first. Wrappers say
   * nothing themselves: {@link CompletionException}, {@link ExecutionException}, {@link
   * UncheckedIOException}, and an {@link IOException} of no subclass.
   */
  public static List<Throwable> layers(Throwable error) {
    Throwable wrapped = wrappedIn(error);
    if (wrapped == null) {
      return List.of(error);
    }
    List<Throwable> layers = new ArrayList<>(List.of(error));
    while (wrapped != null && layers.size() < LONGEST_CHAIN) {
      layers.add(wrapped);
      wrapped = wrappedIn(wrapped);
    }
    return layers;
  }

  /** The error without the wrapping that a dependent {@code CompletionStage} adds to it. */
  public static Throwable withoutCompletion(Throwable error) {
    Throwable inner = error;
    for (int i = 0; i < LONGEST_CHAIN && inner instanceof CompletionException; i++) {
      Throwable cause = inner.getCause();
      if (cause == null) {
        return inner;
      }
      inner = cause;
    }
    return inner;
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
