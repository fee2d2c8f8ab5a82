package dev.redial.hedge;

import java.util.concurrent.CancellationException;

/**
 * The thread was interrupted while it waited for a hedged call. All attempts are cancelled, and the
 * thread's interrupt flag is set. Being a {@link CancellationException}, it is not retried, and a
 * circuit breaker does not count it.
 */
public final class HedgeInterruptedException extends CancellationException {

  private static final long serialVersionUID = 1L;

  private HedgeInterruptedException(String message) {
    super(message);
  }

  static HedgeInterruptedException beforeStart(String name) {
    return new HedgeInterruptedException(
        "The thread was interrupted before hedge '" + name + "' started an attempt.");
  }

  static HedgeInterruptedException inCall(String name) {
    return new HedgeInterruptedException(
        "The thread was interrupted while it waited for hedge '"
            + name
            + "'; all attempts are cancelled.");
  }
}
