package dev.redial.test.script;

import dev.redial.time.Durations;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a script lets happen to one call. It says what goes wrong, not how that looks: a wrapped
 * object, a server and a socket each show the same fault in their own way, or refuse it before the
 * first call.
 *
 * <p>The nested types are all the faults there are. {@code toString()} gives the fault as a script
 * writes it, and {@link Script#parse} reads it back.
 */
public sealed interface Fault extends ScriptItem {

  /** No fault: the call reaches its real target. At a server: its own answer, or an empty 200. */
  static Fault.Ok ok() {
    return new Ok();
  }

  /** Nobody answers. A wrapped object fails at once, as if the client's own patience had ended. */
  static Fault.Timeout timeout() {
    return new Timeout(null);
  }

  /**
   * Nobody answers, and it takes this long on the test's clock until the client gives up.
   *
   * @throws IllegalArgumentException if the duration is not above zero
   */
  static Fault.Timeout timeout(Duration takes) {
    return new Timeout(Objects.requireNonNull(takes, "takes"));
  }

  /**
   * As {@link #timeout(Duration)}, with a duration such as {@code "5s"} or {@code "1min30s"}.
   *
   * @throws IllegalArgumentException if the text is not a duration or not above zero
   */
  static Fault.Timeout timeout(String takes) {
    return timeout(Durations.parse(takes));
  }

  /** The other side accepts no connection. */
  static Fault.Refused refused() {
    return new Refused();
  }

  /** The connection is reset before the answer. */
  static Fault.Reset reset() {
    return new Reset();
  }

  /**
   * An answer with this status, without headers or body.
   *
   * @param code from 100 to 599; from 400 on it is a failure
   * @throws IllegalArgumentException if the code is outside that range
   */
  static Fault.Status status(int code) {
    return Status.of(code);
  }

  /**
   * A step that gives this fault to {@code count} calls in a row.
   *
   * @throws IllegalArgumentException if the count is not from 1 to 1,000,000
   */
  default Step times(int count) {
    return Step.of(this, count);
  }

  @Override
  default Step toStep() {
    return Step.of(this, 1);
  }

  /** See {@link Fault#ok()}. */
  record Ok() implements Fault {
    @Override
    public String toString() {
      return "ok";
    }
  }

  /** See {@link Fault#refused()}. */
  record Refused() implements Fault {
    @Override
    public String toString() {
      return "refused";
    }
  }

  /** See {@link Fault#reset()}. */
  record Reset() implements Fault {
    @Override
    public String toString() {
      return "reset";
    }
  }

  /** See {@link Fault#timeout()}. */
  final class Timeout implements Fault {

    private final @Nullable Duration takes;

    private Timeout(@Nullable Duration takes) {
      if (takes != null && (takes.isNegative() || takes.isZero())) {
        throw new IllegalArgumentException(
            ("timeout must be above 0, but was " + Durations.format(takes))
                + "; for a timeout at once give no duration");
      }
      this.takes = takes;
    }

    /** How long it takes until the client gives up, above zero; empty if it fails at once. */
    public Optional<Duration> takes() {
      return Optional.ofNullable(takes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Timeout that && Objects.equals(takes, that.takes);
    }

    @Override
    public int hashCode() {
      return Objects.hash(Timeout.class, takes);
    }

    @Override
    public String toString() {
      return takes == null ? "timeout" : "timeout(" + ScriptPrinter.compact(takes) + ")";
    }
  }

  /** An answer with a status, and perhaps headers and a body. See {@link Fault#status(int)}. */
  final class Status implements Fault {

    private static final BigInteger LEAST = BigInteger.valueOf(100);
    private static final BigInteger MOST = BigInteger.valueOf(599);

    private final int code;
    private final List<Header> headers;
    private final @Nullable String body;

    private Status(int code, List<Header> headers, @Nullable String body) {
      this.code = code;
      this.headers = headers;
      this.body = body;
    }

    private static Status of(int code) {
      return new Status(requireCode(BigInteger.valueOf(code)), List.of(), null);
    }

    /** Takes any number, so that a script's error can name one that no {@code int} holds. */
    static int requireCode(BigInteger code) {
      if (code.compareTo(LEAST) < 0 || code.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(
            "status must be between " + LEAST + " and " + MOST + ", but was " + code);
      }
      return code.intValueExact();
    }

    /**
     * This answer with {@code Retry-After} in seconds.
     *
     * @throws IllegalArgumentException if the duration is negative or not whole seconds, since HTTP
     *     has no fractions; for any other value use {@link #header(String, String)}
     */
    public Status retryAfter(Duration delay) {
      if (delay.isNegative() || delay.toNanosPart() != 0) {
        throw new IllegalArgumentException(
            ("retryAfter must be whole seconds of at least 0, but was " + Durations.format(delay))
                + "; use header(\"Retry-After\", …) for a value that is wrong on purpose");
      }
      return header("Retry-After", Long.toString(delay.toSeconds()));
    }

    /**
     * As {@link #retryAfter(Duration)}, with a duration such as {@code "7s"} or {@code "2min"}.
     *
     * @throws IllegalArgumentException if the text is not a duration or not whole seconds
     */
    public Status retryAfter(String delay) {
      return retryAfter(Durations.parse(delay));
    }

    /** This answer with one header more, whose value is sent as it is. */
    public Status header(String name, String value) {
      return header(new Header(name, new HeaderValue.Text(value)));
    }

    /** This answer with one header more. */
    public Status header(Header header) {
      return new Status(code, ScriptPrinter.append(headers, header), body);
    }

    /** This answer with a body; it is sent as UTF-8. */
    public Status body(String text) {
      return new Status(code, headers, Objects.requireNonNull(text, "text"));
    }

    /** The status, from 100 to 599. */
    public int code() {
      return code;
    }

    /** The headers in the order they were given; a name may come more than once. */
    public List<Header> headers() {
      return headers;
    }

    /** The body, if the script gives one. */
    public Optional<String> body() {
      return Optional.ofNullable(body);
    }

    /** Whether the status is 400 or more. */
    public boolean isFailure() {
      return code >= 400;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Status that
          && code == that.code
          && headers.equals(that.headers)
          && Objects.equals(body, that.body);
    }

    @Override
    public int hashCode() {
      return Objects.hash(code, headers, body);
    }

    @Override
    public String toString() {
      return ScriptPrinter.print(this);
    }
  }
}
