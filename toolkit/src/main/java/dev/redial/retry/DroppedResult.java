package dev.redial.retry;

import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A result that nobody will see, since another attempt follows. */
final class DroppedResult {

  private static final System.Logger LOG = System.getLogger("dev.redial");

  private DroppedResult() {}

  /** Closes what it holds; what that throws is logged and ends no call. */
  static void close(@Nullable Object result, String name) {
    Object held = result instanceof HttpResponse<?> response ? response.body() : result;
    if (!(held instanceof AutoCloseable closeable)) {
      return;
    }
    try {
      closeable.close();
    } catch (Throwable thrown) {
      if (FailedAttempt.isInterrupt(thrown)) {
        Thread.currentThread().interrupt();
      }
      LOG.log(
          Level.WARNING,
          "A result that '" + name + "' retries could not be closed; the call goes on.",
          thrown);
    }
  }
}
