package dev.redial.retry;

import dev.redial.call.CallRejectedException;

/**
 * The deadline that a call inherited by {@link Retry#within} had passed before it began; the
 * operation was not run.
 */
public final class DeadlinePassedException extends CallRejectedException {

  private static final long serialVersionUID = 1L;

  DeadlinePassedException(String name) {
    super(
        "The deadline of the call around it had passed before '"
            + name
            + "' began; the operation was not run.",
        true);
  }
}
