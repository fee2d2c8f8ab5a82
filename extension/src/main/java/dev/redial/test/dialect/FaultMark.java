package dev.redial.test.dialect;

import dev.redial.failure.Causes;
import java.io.Serial;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The mark of an injected error: its message ends with the id of the fault, as in {@code
 * "Connection reset [fault charge#2]"}. So it is told from a real one, even where the client
 * wrapped it.
 */
public final class FaultMark {

  private static final Pattern MARK = Pattern.compile("\\[fault ([^\\[\\]]+)]$");

  private FaultMark() {}

  static String mark(String text, String id) {
    return text + " [fault " + id + "]";
  }

  /** The id of the injected fault that this error is, or was caused by. */
  public static Optional<String> of(Throwable error) {
    return Causes.of(error)
        .flatMap(cause -> Stream.concat(Stream.of(cause), Tag.of(cause)))
        .map(cause -> MARK.matcher(String.valueOf(cause.getMessage())))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst();
  }

  /** Carries the mark of an error that has no message; suppressed in it. */
  static final class Tag extends Exception {

    @Serial private static final long serialVersionUID = 1L;

    Tag(String message) {
      super(message, null, false, false);
    }

    private static Stream<Throwable> of(Throwable error) {
      return Arrays.stream(error.getSuppressed()).filter(Tag.class::isInstance);
    }
  }
}
