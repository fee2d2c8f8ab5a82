package dev.redial.call;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of the operation. This is where Redial's words are defined; all of it keeps to them.
 *
 * <dl>
 *   <dt>operation
 *   <dd>the user's code that may fail
 *   <dt>call
 *   <dd>one guarded execution of the operation, all retries and waits included
 *   <dt>attempt
 *   <dd>one run of the operation within a call, counted from 1; an operation that a circuit breaker
 *       keeps from running is a <em>rejection</em>, not an attempt
 *   <dt>retry
 *   <dd>an attempt after the first: a call of 3 attempts made 2 retries, and a limit of {@code
 *       maxAttempts} counts the first one
 *   <dt>hedge
 *   <dd>an attempt that begins while an earlier one has not ended; in a call that is retried, too,
 *       the hedges belong to the attempt that is retried and are counted apart
 *   <dt>wire request
 *   <dd>what a socket saw; a client that re-sends on its own makes several in one attempt
 *   <dt>deadline
 *   <dd>no attempt and no wait begins that would pass it; it never cuts one short
 *   <dt>timeout
 *   <dd>cuts what runs
 *   <dt>failure
 *   <dd>what an error or a result means: its {@linkplain dev.redial.failure.FailureKind kind}, its
 *       status, its Retry-After
 * </dl>
 *
 * <p>An operation that wants to know its attempt is made by {@link Operation#withAttempt}, {@link
 * Action#withAttempt} or {@link AsyncOperation#withAttempt}. Two attempts are equal if they are the
 * same one: of the same name, call and number.
 */
public final class Attempt {

  private final String name;
  private final long call;
  private final int number;
  private final @Nullable Duration timeLeft;
  private final Supplier<String> idempotencyKey;

  /**
   * An attempt of a call that has all the time there is.
   *
   * @param name the name of the guard that runs the call, such as {@code "payments"}
   * @param call the number of the call within that guard, from 1
   * @param number the number of the attempt within the call, from 1
   */
  public Attempt(String name, long call, int number) {
    this(name, call, number, null, () -> UUID.randomUUID().toString());
  }

  /**
   * An attempt of a call.
   *
   * @param timeLeft until the call's deadline, or {@code null} if it has none
   * @param idempotencyKey gives the call's key, the same each time it is asked
   */
  public Attempt(
      String name,
      long call,
      int number,
      @Nullable Duration timeLeft,
      Supplier<String> idempotencyKey) {
    this.name = Objects.requireNonNull(name, "name");
    this.call = call;
    this.number = number;
    this.timeLeft = timeLeft;
    this.idempotencyKey = Objects.requireNonNull(idempotencyKey, "idempotencyKey");
  }

  /** The name of the guard that runs the call, such as {@code "payments"}. */
  public String name() {
    return name;
  }

  /** The number of the call within its guard, from 1; 0 where calls are not numbered. */
  public long call() {
    return call;
  }

  /** The number of the attempt within its call, from 1. */
  public int number() {
    return number;
  }

  /**
   * How long it was until the call's deadline or timeout when this attempt began; empty if the call
   * has neither. Hand it on to whatever is called with a timeout of its own.
   */
  public Optional<Duration> timeLeft() {
    return Optional.ofNullable(timeLeft);
  }

  /**
   * A key by which the other side can tell that attempts are of one call: a random UUID, the same
   * for all attempts of a call, made when it is first asked for. A call that has asked for its key
   * is taken to carry it, and may be retried even under a policy for calls that are not idempotent.
   */
  public String idempotencyKey() {
    return idempotencyKey.get();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attempt that
        && name.equals(that.name)
        && call == that.call
        && number == that.number;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, call, number);
  }

  /** As in {@code "payments call 7 attempt 2"}. */
  @Override
  public String toString() {
    return name + " call " + call + " attempt " + number;
  }
}
