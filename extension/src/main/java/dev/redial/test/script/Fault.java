package dev.redial.test.script;

import dev.redial.time.Durations;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
    return new Timeout(Optional.empty());
  }

  /**
   * Nobody answers, and it takes this long on the test's clock until the client gives up.
   *
   * @throws IllegalArgumentException if the duration is not above zero
   */
  static Fault.Timeout timeout(Duration takes) {
    return new Timeout(Optional.of(takes));
  }

  /**
   * As {@link #timeout(Duration)}, with a duration such as {@code "5s"} or {@code "1min30s"}.
   *
   * @throws IllegalArgumentException if the text is not a duration or not above zero
   */
  static Fault.Timeout timeout(String takes) {
    return timeout(Durations.parse(takes));
  }

  /**
   * Nobody answers, ever. Whoever waits is let go when the test ends, when its thread is
   * interrupted or when its future is cancelled.
   */
  static Fault.Hang hang() {
    return new Hang();
  }

  /**
   * The call reaches its real target, this long after it was made, on the test's clock.
   *
   * @throws IllegalArgumentException if the duration is not above zero
   */
  static Fault.Slow slow(Duration delay) {
    return new Slow(delay);
  }

  /**
   * As {@link #slow(Duration)}, with a duration such as {@code "2s"}.
   *
   * @throws IllegalArgumentException if the text is not a duration or not above zero
   */
  static Fault.Slow slow(String delay) {
    return slow(Durations.parse(delay));
  }

  /** The name of the other side is not known. */
  static Fault.Dns dns() {
    return new Dns();
  }

  /** The TLS handshake fails: the certificate is of an unknown authority. */
  static Fault.Tls tls() {
    return tls(TlsFlaw.UNTRUSTED);
  }

  /** The TLS handshake fails. */
  static Fault.Tls tls(TlsFlaw flaw) {
    return new Tls(flaw);
  }

  /** The real target is called and does what it does; then its answer is lost in a timeout. */
  static Fault.Lost lost() {
    return lost(timeout());
  }

  /**
   * The real target is called and does what it does, but its answer does not come back.
   *
   * @param seen what the caller sees instead: a timeout or a reset
   * @throws IllegalArgumentException if it is another fault
   */
  static Fault.Lost lost(Fault seen) {
    return new Lost(seen);
  }

  /** An error of this class, without a message. */
  static Fault.Thrown exception(Class<? extends Throwable> type) {
    return new Thrown(type.getName(), Optional.empty());
  }

  /**
   * An error of this class.
   *
   * @param message is given to its constructor, with the mark of the injected fault
   */
  static Fault.Thrown exception(Class<? extends Throwable> type, String message) {
    return new Thrown(type.getName(), Optional.of(message));
  }

  /**
   * This result, without the real target being called: a text, or what it says of a number, a truth
   * value or an enum constant.
   */
  static Fault.Returned returning(String value) {
    return new Returned(Optional.of(value));
  }

  /** A result of {@code null}, without the real target being called. */
  static Fault.Returned returningNull() {
    return new Returned(Optional.empty());
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
    return new Status(code, List.of(), Optional.empty());
  }

  /**
   * A step that gives this fault to {@code count} calls in a row.
   *
   * @throws IllegalArgumentException if the count is not from 1 to 1,000,000
   */
  default Step times(int count) {
    return Step.of(this, count);
  }

  /** A rule that gives this fault to each call that the condition holds for. */
  default Rule when(Condition condition) {
    return new Rule(this, condition);
  }

  /** This fault. */
  @Override
  default Fault fault() {
    return this;
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

  /** See {@link Fault#hang()}. */
  record Hang() implements Fault {
    @Override
    public String toString() {
      return "hang";
    }
  }

  /** See {@link Fault#dns()}. */
  record Dns() implements Fault {
    @Override
    public String toString() {
      return "dns";
    }
  }

  /**
   * See {@link Fault#timeout()}.
   *
   * @param takes how long it takes until the client gives up, above zero; empty if it fails at once
   */
  record Timeout(Optional<Duration> takes) implements Fault {

    /** Checks the duration. */
    public Timeout {
      takes.ifPresent(
          time -> requirePositive("timeout", time, "; for a timeout at once give no duration"));
    }

    @Override
    public String toString() {
      return takes.map(time -> "timeout(" + ScriptPrinter.compact(time) + ")").orElse("timeout");
    }
  }

  /**
   * See {@link Fault#slow(Duration)}.
   *
   * @param delay above zero
   */
  record Slow(Duration delay) implements Fault {

    /** Checks the delay. */
    public Slow {
      requirePositive("slow", delay, "; for no delay write 'ok'");
    }

    @Override
    public String toString() {
      return "slow(" + ScriptPrinter.compact(delay) + ")";
    }
  }

  private static void requirePositive(String name, Duration time, String wayOut) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          name + " must be above 0, but was " + Durations.format(time) + wayOut);
    }
  }

  /** See {@link Fault#tls(TlsFlaw)}. */
  record Tls(TlsFlaw flaw) implements Fault {
    @Override
    public String toString() {
      return flaw == TlsFlaw.UNTRUSTED ? "tls" : "tls(" + flaw.word() + ")";
    }
  }

  /** See {@link Fault#lost(Fault)}. */
  record Lost(Fault seen) implements Fault {

    /** Checks what is seen. */
    public Lost {
      if (!(seen instanceof Timeout) && !(seen instanceof Reset)) {
        throw new IllegalArgumentException(
            "lost must be seen as timeout or reset, but was '" + seen + "'");
      }
    }

    @Override
    public String toString() {
      return seen.equals(timeout()) ? "lost" : "lost(" + seen + ")";
    }
  }

  /**
   * See {@link Fault#exception(Class)}.
   *
   * @param type the full name of a class, found when the script is bound
   * @param message what its constructor is given; empty for the one without a message
   */
  record Thrown(String type, Optional<String> message) implements Fault {

    /** Checks the name. */
    public Thrown {
      if (!ScriptPrinter.isClassName(type)) {
        throw new IllegalArgumentException(
            "throw must name a class such as java.io.IOException, but was '" + type + "'");
      }
    }

    @Override
    public String toString() {
      return "throw " + type + message.map(text -> " " + ScriptPrinter.quoted(text)).orElse("");
    }
  }

  /**
   * See {@link Fault#returning(String)}.
   *
   * @param value what the result says; empty for {@code null}
   */
  record Returned(Optional<String> value) implements Fault {
    @Override
    public String toString() {
      return "return " + value.map(ScriptPrinter::quoted).orElse("null");
    }
  }

  /**
   * An answer with a status, and perhaps headers and a body. See {@link Fault#status(int)}.
   *
   * @param code the status, from 100 to 599
   * @param headers in the order they were given; a name may come more than once
   * @param body if the script gives one
   */
  record Status(int code, List<Header> headers, Optional<String> body) implements Fault {

    private static final BigInteger LEAST = BigInteger.valueOf(100);
    private static final BigInteger MOST = BigInteger.valueOf(599);

    /** Checks the code. */
    public Status {
      requireCode(BigInteger.valueOf(code));
      headers = List.copyOf(headers);
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
      return new Status(code, headers, Optional.of(text));
    }

    /** Whether the status is 400 or more. */
    public boolean isFailure() {
      return code >= 400;
    }

    @Override
    public String toString() {
      return ScriptPrinter.print(this);
    }
  }
}
