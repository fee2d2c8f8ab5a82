package dev.redial.fallback;

import dev.redial.failure.Causes;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/** Tells the ends of a call apart. */
final class Ends {

  private Ends() {}

  /** Not an {@link Error}, not an interrupt, not a cancellation. */
  static boolean isOrdinary(Throwable error) {
    return !isInterrupt(error)
        && Causes.layers(error).stream()
            .noneMatch(layer -> layer instanceof Error || layer instanceof CancellationException);
  }

  static boolean isInterrupt(Throwable error) {
    return Causes.of(error)
        .anyMatch(
            cause ->
                cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException);
  }
}
