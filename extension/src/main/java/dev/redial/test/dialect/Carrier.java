package dev.redial.test.dialect;

import java.lang.reflect.Type;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a method returns that holds no answer yet, but can be asked for one, perhaps more than once:
 * a {@code Mono} by subscribing to it, an {@code okhttp3.Call} by executing it. Each time it is
 * asked is a call of its own, with its own step of the script; so whoever retries by asking again
 * meets the next fault.
 */
public interface Carrier {

  /**
   * What it carries.
   *
   * @param argument the first type argument of the carrier, or {@code Object} if it has none
   */
  default Type carried(Type argument) {
    return argument;
  }

  /** Whether it can carry this error to whoever asks. */
  default boolean mayCarry(Class<? extends Throwable> error) {
    return true;
  }

  /**
   * A carrier each of whose askings is a run.
   *
   * @param target calls the target, whose answer is such a carrier
   */
  Object carry(Real target, Runs runs) throws Throwable;

  /** What really happens where the script lets it. */
  @FunctionalInterface
  interface Real {
    /** The target's own answer or error. */
    @Nullable Object call() throws Throwable;
  }

  /** What meets the faults of a script: each run takes one step, and is recorded. */
  interface Runs {

    /**
     * One run that blocks until it has its answer.
     *
     * @param known what is known of this run beside the arguments of the method, for {@link
     *     Injection#argument}
     */
    @Nullable Object call(Real real, Object... known) throws Throwable;

    /**
     * As {@link #call}, without blocking.
     *
     * @param real answers with a {@link CompletionStage}
     */
    CompletionStage<? extends @Nullable Object> start(Real real, Object... known);
  }
}
