package dev.redial.call;

import java.util.Collection;

/**
 * Is told what happens to calls, on the thread on which it happens and in the order in which it
 * happens. It never runs under a lock. An exception it throws is logged and goes no further.
 */
@FunctionalInterface
public interface CallListener {

  /** Something happened. */
  void on(CallEvent event);

  /**
   * Whether it follows a call that now begins even if nothing fails in it; by default it does. If
   * none of a guard's listeners does, a call that succeeds at once tells nothing and costs next to
   * nothing, and any other is told from its first failure on: there is no {@link
   * CallEvent.CallStarted}, and the call's number is 0. A listener may answer differently from call
   * to call, and must bear to be told of calls that it does not follow, since others may. It is
   * asked on the thread of the call, and should answer within nanoseconds.
   */
  default boolean followsSuccess() {
    return true;
  }

  /**
   * One listener that tells all of these, in their order; what one of them throws is logged, and
   * the others are told all the same.
   */
  static CallListener all(Collection<? extends CallListener> listeners) {
    return new AllListeners(listeners);
  }
}
