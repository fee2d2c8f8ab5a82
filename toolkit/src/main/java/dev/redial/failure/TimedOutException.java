package dev.redial.failure;

import dev.redial.time.Durations;
import java.time.Duration;

/**
 * A timeout of Redial's cut something short. It is one of the {@linkplain TransportErrors#TIMEOUTS
 * timeouts} that policies retry, and tells a timeout from a cancellation by the caller, which is a
 * {@link java.util.concurrent.CancellationException}.
 *
 * <p>What the operation threw when it was interrupted, if anything, is suppressed in it.
 */
public final class TimedOutException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final Duration limit;

  /**
   * Says that something did not end in time.
   *
   * @param name what did not, such as {@code "ocr"}
   * @param limit how long it was given
   */
  public TimedOutException(String name, Duration limit) {
    super("'" + name + "' did not end within " + Durations.format(limit) + " and was given up.");
    this.name = name;
    this.limit = limit;
  }

  /** What did not end in time. */
  public String name() {
    return name;
  }

  /** How long it was given. */
  public Duration limit() {
    return limit;
  }
}
