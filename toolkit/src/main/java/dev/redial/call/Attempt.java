package dev.redial.call;

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
 * @param name the name of the guard that runs the call, such as {@code "payments"}
 * @param call the number of the call within that guard, from 1
 * @param number the number of the attempt within the call, from 1
 */
public record Attempt(String name, long call, int number) {

  @Override
  public String toString() {
    return name + " call " + call + " attempt " + number;
  }
}
