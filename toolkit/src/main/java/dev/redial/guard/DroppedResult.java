package dev.redial.guard;

import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** A result that the caller will not get. */
public final class DroppedResult {

  private static final System.Logger LOG = System.getLogger("dev.redial");

  private DroppedResult() {}

  /** Closes it, or the body of a response; what that throws is logged and goes no further. */
  public static void close(@Nullable Object result, String name) {
    Object held = result instanceof HttpResponse<?> response ? response.body() : result;
    if (held instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Throwable thrown) {
        if (thrown instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        LOG.log(Level.WARNING, "A dropped result of '" + name + "' could not be closed.", thrown);
      }
    }
  }
}
