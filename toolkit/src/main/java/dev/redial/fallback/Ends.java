package dev.redial.fallback;

import dev.redial.failure.Causes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Tells the ends of a call apart. */
final class Ends {

  private Ends() {}

  /** The error, and what it holds if all it does is to wrap another. */
  static Stream<Throwable> layers(Throwable error) {
    Throwable cause = error.getCause();
    return cause != null && isWrapper(error)
        ? Stream.concat(Stream.of(error), layers(cause))
        : Stream.of(error);
  }

  /** The error without the wrapper that futures put around it. */
  static Throwable unwrapped(Throwable error) {
    Throwable cause = error.getCause();
    return error instanceof CompletionException && cause != null ? cause : error;
  }

  /** Not an {@link Error}, not an interrupt, not a cancellation. */
  static boolean isOrdinary(Throwable error) {
    return !isInterrupt(error)
        && layers(error)
            .noneMatch(layer -> layer instanceof Error || layer instanceof CancellationException);
  }

  static boolean isInterrupt(Throwable error) {
    return Causes.of(error)
        .anyMatch(
            cause ->
                cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException);
  }

  private static boolean isWrapper(Throwable error) {
    return error instanceof CompletionException
        || error instanceof ExecutionException
        || error instanceof UncheckedIOException
        || error.getClass() == IOException.class;
  }
}
