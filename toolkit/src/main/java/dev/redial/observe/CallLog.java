package dev.redial.observe;

import dev.redial.call.Attempt;
import dev.redial.call.CallEvent;
import dev.redial.call.CallListener;
import dev.redial.call.CallRejectedException;
import dev.redial.call.CircuitState;
import dev.redial.call.EndReason;
import dev.redial.failure.Failure;
import dev.redial.time.Durations;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Logs what goes wrong, through {@link System.Logger}:
 *
 * <pre>
 * WARNING  'pay' attempt 1 failed (SocketTimeoutException: Read timed out); attempt 2 in 1 s
 * WARNING  'pay' stops after attempt 3 (503): maxAttempts 3 reached
 * INFO     'pay' stops after attempt 1 (404): 404 is PERMANENT (policy 'pay' retries timeouts)
 * WARNING  circuit 'pay' CLOSED → OPEN: 5 failures in a row
 * INFO     circuit 'pay' OPEN → HALF_OPEN: the open wait is over
 * </pre>
 *
 * <p>A line before each wait and one where retrying stops: at WARNING, or at INFO if nothing was
 * retried. One for each change of a circuit: at WARNING if it opens. Nothing is logged of calls
 * that succeed at once, which cost nothing for it.
 *
 * <p>Lines that repeat are left out: of each guard, each kind of line and each level, at most
 * {@linkplain #atMost 5 in 10 s} are logged, by the guard's own time, and the next one says how
 * many were left out. Lines are stripped of line breaks and other controls, and messages of errors
 * are bounded; what secrets they hold is the operation's business.
 *
 * <pre>{@code
 * Resilience pay = Resilience.builder("pay").retry(policy).listener(CallLog.create()).build();
 * }</pre>
 */
public final class CallLog implements CallListener {

  private static final int DEFAULT_LINES = 5;
  private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);
  private static final int LONGEST_MESSAGE = 200;

  /** What ends a line, or turns it around. */
  private static final Pattern CONTROLS =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

  private final Logger logger;
  private final int lines;
  private final Duration period;
  private final Map<Key, LineLimit> limits = new ConcurrentHashMap<>();

  /** What is limited together. */
  private record Key(String guard, Class<? extends CallEvent> kind, Level level) {}

  private CallLog(Logger logger, int lines, Duration period) {
    this.logger = logger;
    this.lines = lines;
    this.period = period;
  }

  /** Logs to the logger {@code "dev.redial"}. */
  public static CallLog create() {
    return to(System.getLogger("dev.redial"));
  }

  /** Logs to this logger. */
  public static CallLog to(Logger logger) {
    return new CallLog(Objects.requireNonNull(logger, "logger"), DEFAULT_LINES, DEFAULT_PERIOD);
  }

  /**
   * The same log with another limit for each guard, kind of line and level. Default: 5 lines in 10
   * s.
   *
   * @param newLines how many lines; at least 1
   * @param newPeriod in which time; above zero
   * @throws IllegalArgumentException if one is out of its range
   */
  public CallLog atMost(int newLines, Duration newPeriod) {
    if (newLines < 1) {
      throw new IllegalArgumentException("lines must be at least 1, but was " + newLines);
    }
    if (newPeriod.isNegative() || newPeriod.isZero()) {
      throw new IllegalArgumentException(
          "period must be above zero, but was " + Durations.format(newPeriod));
    }
    return new CallLog(logger, newLines, newPeriod);
  }

  /** Not where nothing fails. */
  @Override
  public boolean followsSuccess() {
    return false;
  }

  @Override
  public void on(CallEvent event) {
    if (event instanceof CallEvent.RetryScheduled scheduled) {
      log(Level.WARNING, event, () -> line(scheduled));
    } else if (event instanceof CallEvent.RetryStopped stopped) {
      boolean wasRetried = stopped.attempt().number() > 1;
      log(wasRetried ? Level.WARNING : Level.INFO, event, () -> line(stopped));
    } else if (event instanceof CallEvent.CallEnded ended && isRejectedRetry(ended)) {
      log(Level.WARNING, event, () -> line(ended));
    } else if (event instanceof CallEvent.StateChanged changed) {
      boolean opens = changed.to() == CircuitState.OPEN;
      log(opens ? Level.WARNING : Level.INFO, event, () -> line(changed));
    }
  }

  /** No rule stops what a guard rejects, so that nothing else tells of it. */
  private static boolean isRejectedRetry(CallEvent.CallEnded ended) {
    return ended.reason() == EndReason.GUARD && ended.attempts() > 0;
  }

  private void log(Level level, CallEvent event, Supplier<String> line) {
    if (!logger.isLoggable(level)) {
      return;
    }
    LineLimit limit =
        limits.computeIfAbsent(
            new Key(event.name(), event.getClass(), level),
            unknown -> new LineLimit(lines, period));
    long leftOut = limit.pass(event.at().nanoTime());
    if (leftOut == 0) {
      logger.log(level, inOneLine(line.get()));
    } else if (leftOut > 0) {
      logger.log(
          level, inOneLine(line.get()) + " (" + leftOut + " such lines were left out before)");
    }
  }

  private static String line(CallEvent.RetryScheduled event) {
    Throwable error = event.error();
    String delay = Durations.formatRounded(event.delay());
    return error instanceof CallRejectedException
        ? of(event.attempt()) + " was rejected (" + text(error) + "); tried again in " + delay
        : of(event.attempt())
            + " failed ("
            + what(event.failure(), error)
            + "); attempt "
            + (event.attempt().number() + 1)
            + " in "
            + delay;
  }

  private static String line(CallEvent.RetryStopped event) {
    return "'"
        + event.name()
        + "' stops after attempt "
        + event.attempt().number()
        + " ("
        + what(event.failure(), event.error())
        + "): "
        + event.rule();
  }

  private static String line(CallEvent.CallEnded event) {
    Throwable error = event.error();
    return "'"
        + event.name()
        + "' stops after attempt "
        + event.attempts()
        + ": rejected"
        + (error == null ? "" : " (" + text(error) + ")");
  }

  private static String line(CallEvent.StateChanged event) {
    return "circuit '"
        + event.name()
        + "' "
        + event.from()
        + " → "
        + event.to()
        + ": "
        + event.reason();
  }

  private static String of(Attempt attempt) {
    return "'" + attempt.name() + "' attempt " + attempt.number();
  }

  private static String what(Failure failure, @Nullable Throwable error) {
    if (error != null) {
      return text(error);
    }
    return failure.status().isPresent()
        ? String.valueOf(failure.status().getAsInt())
        : "a result that is " + failure.kind();
  }

  private static String text(Throwable error) {
    String type = error.getClass().getSimpleName();
    String name = type.isEmpty() ? error.getClass().getName() : type;
    String message = messageOf(error);
    return message == null || message.isBlank() ? name : name + ": " + bounded(message);
  }

  /**
   * It is the user's to say, so it may throw; the rest of the line is worth having all the same.
   */
  private static @Nullable String messageOf(Throwable error) {
    try {
      return error.getMessage();
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  private static String bounded(String message) {
    if (message.length() <= LONGEST_MESSAGE) {
      return message.strip();
    }
    boolean isWithin = Character.isHighSurrogate(message.charAt(LONGEST_MESSAGE - 1));
    return message.substring(0, isWithin ? LONGEST_MESSAGE - 1 : LONGEST_MESSAGE).strip() + "…";
  }

  private static String inOneLine(String text) {
    return CONTROLS.matcher(text).replaceAll(" ");
  }
}
