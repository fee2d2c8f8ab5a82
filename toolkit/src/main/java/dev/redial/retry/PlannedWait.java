package dev.redial.retry;

/**
 * A wait of a {@link RetryPlan}.
 *
 * @param delay how long it is
 * @param backoff the part of it that backoff and jitter ask for; the rest, the other side does
 */
public record PlannedWait(DurationRange delay, DurationRange backoff) {

  static final PlannedWait NONE = new PlannedWait(DurationRange.ZERO, DurationRange.ZERO);

  /** Whether it is, or may be, longer than backoff and jitter ask for. */
  public boolean isAsked() {
    return !delay.equals(backoff);
  }
}
