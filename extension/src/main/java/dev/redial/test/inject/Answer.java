package dev.redial.test.inject;

import dev.redial.failure.Causes;
import dev.redial.failure.Failure;
import dev.redial.failure.HasStatus;
import dev.redial.failure.TransportErrors;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What came of a call, in the words of a script where it has one for it. */
final class Answer {

  private Answer() {}

  static String ofResult(@Nullable Object result) {
    if (result instanceof HttpResponse<?> response) {
      return Integer.toString(response.statusCode());
    }
    return result instanceof HasStatus answer ? Integer.toString(answer.status()) : "ok";
  }

  static String ofError(Throwable error, Failure failure) {
    if (failure.status().isPresent()) {
      return Integer.toString(failure.status().getAsInt());
    }
    if (anyCause(error, Answer::isTimeout)) {
      return "timeout";
    }
    if (anyCause(error, ConnectException.class::isInstance)) {
      return "refused";
    }
    return anyCause(error, Answer::isReset) ? "reset" : described(unwrapped(error));
  }

  private static boolean anyCause(Throwable error, Predicate<Throwable> test) {
    return Causes.of(error).anyMatch(test);
  }

  private static boolean isTimeout(Throwable error) {
    return TransportErrors.TIMEOUTS.stream().anyMatch(type -> type.isInstance(error));
  }

  private static boolean isReset(Throwable error) {
    return error instanceof SocketException
        && String.valueOf(error.getMessage()).startsWith("Connection reset");
  }

  /** The error itself, without what the JDK only carries errors in. */
  private static Throwable unwrapped(Throwable error) {
    Throwable cause = error.getCause();
    boolean carrier =
        error instanceof CompletionException
            || error instanceof ExecutionException
            || error instanceof UncheckedIOException;
    return carrier && cause != null ? unwrapped(cause) : error;
  }

  private static String described(Throwable error) {
    String type = error.getClass().getSimpleName();
    return error.getMessage() == null ? type : type + " (" + error.getMessage() + ")";
  }
}
